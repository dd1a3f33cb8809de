"""When a round's gaps were summed up; those that stand already were with the newest results."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing but computing summed up until now."""
    summed = apps.get_model("results", "Gap")._default_manager.values("round_id")
    results = apps.get_model("results", "Result")._default_manager.filter(round_id__in=summed)
    kept = apps.get_model("results", "GapsKept")._default_manager
    for round, at in results.values_list("round_id").annotate(models.Max("computed_at")).order_by():
        kept.create(round_id=round, at=at, with_results=True)


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
        ("results", "0005_standing_kept_facts"),
        ("rounds", "0003_round_second_review_submission_void_and_more"),
    ]

    operations = [
        migrations.CreateModel(
            name="GapsKept",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(blank=True, null=True, verbose_name="tổng hợp lúc")),
                ("with_results", models.BooleanField(default=False, verbose_name="cùng kết quả")),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.job",
                        verbose_name="việc tổng hợp",
                    ),
                ),
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="gaps_kept",
                        to="rounds.round",
                        verbose_name="đợt đánh giá",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("with_results", False), ("at__isnull", False), _connector="OR"),
                        name="results_gaps_kept_with_results",
                    ),
                ],
            },
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
