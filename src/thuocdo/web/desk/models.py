"""What the desk keeps of its own: who was reminded to submit, when and by whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thuocdo.web.accounts.models import Person
from thuocdo.web.jobs.models import Job
from thuocdo.web.rounds.models import Submission


class Reminder(models.Model):
    """One agency reminded once: how many letters were to leave and how many have. Those asked for together share `asked_at`."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="reminders", verbose_name=_("phiếu"))
    asked_at = models.DateTimeField(_("nhắc lúc"))
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người nhắc"))
    note = models.TextField(_("lời nhắn"), blank=True, default="")
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("việc gửi thư")
    )
    letters = models.PositiveIntegerField(_("số thư"), default=0)
    sent = models.PositiveIntegerField(_("đã gửi"), default=0)
    sent_at = models.DateTimeField(_("gửi xong lúc"), null=True, blank=True)

    class Meta:
        """An agency is reminded once at a time, and no more leaves than there is."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "asked_at"], name="desk_reminder_once"),
            models.CheckConstraint(condition=Q(sent__lte=F("letters")), name="desk_reminder_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.asked_at}"
