import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """How the answers of a country stand at one criterion is read from an index alone; that of the submission was there twice."""

    dependencies = [
        ("rounds", "0003_round_second_review_submission_void_and_more"),
        ("submissions", "0003_waiting"),
    ]

    operations = [
        migrations.AlterField(
            model_name="answer",
            name="submission",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="rounds.submission",
                verbose_name="phiếu",
            ),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["criterion", "submission", "state"], name="submissions_answer_at"),
        ),
    ]
