"""What is put before the approver and what they decided: exactly the results listed, by their digests."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.web.accounts.models import Person
from thuocdo.web.results.models import Result
from thuocdo.web.rounds.models import Round


class Approval(models.Model):
    """One submission of a round's results for approval: who asked, what exactly, and the answer (approved, or sent back with a reason).

    `digest` is of the digests of all `results`; `log_hash` the log's head when it was decided.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="approvals", verbose_name=_("đợt đánh giá"))
    number = models.PositiveIntegerField(_("lần trình"))
    results = models.ManyToManyField(Result, related_name="approvals", verbose_name=_("kết quả"))
    digest = models.CharField(_("mã nội dung"), max_length=80)
    note = models.TextField(_("tờ trình"), blank=True, default="")
    asked_at = models.DateTimeField(_("trình lúc"))
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người trình"))
    approved = models.BooleanField(_("được phê duyệt"), null=True, blank=True)
    decision = models.CharField(_("số quyết định"), max_length=100, blank=True, default="")
    dated = models.DateField(_("ngày quyết định"), null=True, blank=True)
    reason = models.TextField(_("lý do trả lại"), blank=True, default="")
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người quyết định")
    )
    log_number = models.PositiveBigIntegerField(_("mục nhật ký"), null=True, blank=True)
    log_hash = models.CharField(_("mã nhật ký"), max_length=64, blank=True, default="")
    reopened_at = models.DateTimeField(_("mở lại lúc"), null=True, blank=True)

    class Meta:
        """Counted from 1; one waits at a time; approved ones have a decision."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="approval_number_once"),
            models.UniqueConstraint(fields=["round"], condition=Q(approved__isnull=True), name="approval_waits_once"),
            models.CheckConstraint(
                condition=Q(approved__isnull=True) | Q(approved=False) | (~Q(decision="") & Q(dated__isnull=False)),
                name="approval_has_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} #{self.number}"
