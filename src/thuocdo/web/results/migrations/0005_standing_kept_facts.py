"""A standing keeps the agency's name and why it has no rank, as they were when the result was computed."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Case, OuterRef, Subquery, Value, When

FACTS = ("name", "sort_key", "search_key", "not_evaluated", "void_reason")
WITH_AGENCY = ("drafting", "with_head")


def keep(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """What stands already takes what its submission says today."""
    submissions = apps.get_model("rounds", "Submission")._default_manager.filter(pk=OuterRef("submission_id"))
    handed_in = Case(When(state__in=WITH_AGENCY, then=Value(False)), default=Value(True))  # noqa: FBT003 (as Django has it)
    apps.get_model("results", "Standing")._default_manager.update(
        **{name: Subquery(submissions.values(name)) for name in FACTS},
        handed_in=Subquery(submissions.annotate(there=handed_in).values("there")),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0004_texts_last"),
        ("rounds", "0003_round_second_review_submission_void_and_more"),
    ]

    operations = [
        migrations.AddField(
            "standing", "name", models.CharField("tên khi tính", max_length=200, default=""), preserve_default=False
        ),
        migrations.AddField(
            "standing", "sort_key", models.CharField(max_length=800, default=""), preserve_default=False
        ),
        migrations.AddField(
            "standing", "search_key", models.CharField(max_length=400, default=""), preserve_default=False
        ),
        migrations.AddField(
            "standing",
            "not_evaluated",
            models.CharField("lý do không đánh giá", max_length=300, blank=True, default=""),
        ),
        migrations.AddField(
            "standing",
            "void_reason",
            models.CharField("lý do không tính điểm", max_length=500, blank=True, default=""),
        ),
        migrations.AddField("standing", "handed_in", models.BooleanField("đã nộp phiếu", default=True)),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
