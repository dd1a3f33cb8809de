"""Verification: what a reviewer decided of each answer and why, and the thread with the agency where something was changed or asked.

    Answer -> Verification (accepted | changed | not applicable | void)   each act leaves one; undone ones stay on record
           -> Finding: asked or changed -> explained -> settled           at most one open at a time

Values are written as in `submissions.models`.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.web.accounts.models import Person
from thuocdo.web.submissions.models import Answer


class Outcome(models.TextChoices):
    """What a reviewer made of an answer."""

    ACCEPTED = "accepted", _("chấp nhận")
    CHANGED = "changed", _("điều chỉnh")
    NOT_APPLICABLE = "na", _("không áp dụng")
    VOID = "void", _("không được tính điểm")


class Reason(models.TextChoices):
    """The standard reasons; `other` needs a text."""

    NO_EVIDENCE = "no_evidence", _("Không có tài liệu kiểm chứng")
    INSUFFICIENT = "insufficient", _("Tài liệu chưa đủ để chứng minh")
    DIFFERENT = "different", _("Số liệu không khớp với tài liệu")
    OUTSIDE = "outside", _("Tài liệu ngoài kỳ đánh giá")
    MISREAD = "misread", _("Kê khai chưa đúng cách tính của tiêu chí")
    OFFICIAL = "official", _("Theo số liệu của cơ quan chuyên môn")
    UNTRUE = "untrue", _("Số liệu không đúng sự thật")
    OTHER = "other", _("Lý do khác")


class Verification(models.Model):
    """One decision of a reviewer on one answer. `second` is the second reviewer's; `batch` groups what was accepted together."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="verifications", verbose_name=_("kê khai"))
    reviewer = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người thẩm định"))
    at = models.DateTimeField(_("lúc"))
    outcome = models.CharField(_("kết quả thẩm định"), max_length=10, choices=Outcome.choices)
    value = models.TextField(_("số liệu thẩm định"), blank=True, default="")
    state = models.CharField(_("trạng thái"), max_length=40, blank=True, default="")
    points = models.BigIntegerField(_("điểm thẩm định"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=20, choices=Reason.choices, blank=True, default="")
    text = models.TextField(_("ý kiến"), blank=True, default="")
    second = models.BooleanField(_("thẩm định lần hai"), default=False)
    batch = models.CharField(max_length=36, blank=True, default="", db_index=True)
    undone_at = models.DateTimeField(_("hoàn tác lúc"), null=True, blank=True)
    undone_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người hoàn tác")
    )

    class Meta:
        """One decision of each reviewer holds at a time; whatever is not accepted has a reason."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["answer", "second"], condition=Q(undone_at__isnull=True), name="review_verification_holds_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="accepted") | ~Q(reason=""), name="review_verification_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} {self.outcome}"


class Finding(models.Model):
    """What an agency is asked about one answer, or told was changed; its explanation; how it was settled."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="findings", verbose_name=_("kê khai"))
    asked = models.BooleanField(_("có câu hỏi"), default=False)
    reason = models.CharField(_("lý do"), max_length=20, choices=Reason.choices)
    text = models.TextField(_("nội dung"), blank=True, default="")
    value_may_change = models.BooleanField(_("được sửa số liệu"), default=False)
    opened_at = models.DateTimeField(_("nêu lúc"))
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người nêu"))
    explanation = models.TextField(_("giải trình"), blank=True, default="")
    explained_at = models.DateTimeField(_("giải trình lúc"), null=True, blank=True)
    explained_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người giải trình")
    )
    settlement = models.TextField(_("kết luận"), blank=True, default="")
    settled_at = models.DateTimeField(_("kết luận lúc"), null=True, blank=True)
    settled_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người kết luận")
    )

    class Meta:
        """An answer has one open finding at most."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["answer"], condition=Q(settled_at__isnull=True), name="review_finding_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer} {self.reason}"
