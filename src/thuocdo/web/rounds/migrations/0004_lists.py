from django.db import migrations, models


class Migration(migrations.Migration):
    """Lists of a country come from the database in their order, and are counted by block and kind without reading the rows."""

    dependencies = [
        ("rounds", "0003_round_second_review_submission_void_and_more"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["round", "sort_key"], name="rounds_submission_by_name"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["round", "block", "kind", "not_evaluated"], name="rounds_submission_by_place"),
        ),
    ]
