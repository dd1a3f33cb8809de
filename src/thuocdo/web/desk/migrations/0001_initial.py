import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("jobs", "0001_initial"),
        ("rounds", "0002_ended_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_at", models.DateTimeField(verbose_name="nhắc lúc")),
                ("note", models.TextField(blank=True, default="", verbose_name="lời nhắn")),
                ("letters", models.PositiveIntegerField(default=0, verbose_name="số thư")),
                ("sent", models.PositiveIntegerField(default=0, verbose_name="đã gửi")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="gửi xong lúc")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người nhắc",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.job",
                        verbose_name="việc gửi thư",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="rounds.submission",
                        verbose_name="phiếu",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "asked_at"), name="desk_reminder_once"),
                    models.CheckConstraint(
                        condition=models.Q(("sent__lte", models.F("letters"))), name="desk_reminder_sent"
                    ),
                ],
            },
        ),
    ]
