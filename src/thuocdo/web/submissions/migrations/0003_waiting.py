from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """What waits to be verified is counted before the agencies are asked to explain, without reading every answer of a country."""

    dependencies = [
        ("submissions", "0002_explainable"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(condition=Q(state="claimed"), fields=["submission"], name="submissions_answer_waits"),
        ),
    ]
