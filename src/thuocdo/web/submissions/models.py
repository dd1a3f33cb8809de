"""What an agency says of itself: an answer to each criterion, the evidence behind it, and the submission's way to its head and back.

    Submission -> Answer (claimed | verified | settled)      what counts is settled, else verified, else claimed
               -> Evidence -> EvidenceUse                    one file behind many criteria
               -> Step, Receipt                              whose hands it went through

A value is the inputs of one criterion as canonical JSON of text by the input's key ({"a": "38", "b": "41"}; numbers as plain decimal text with
a point), or empty text where there is none; beside it `state` (empty, `na`, `void:CAUSE`). Points are whole numbers at the set's decimals.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.web.accounts.models import Person
from thuocdo.web.files.models import StoredFile
from thuocdo.web.rounds.models import Submission


class AnswerState(models.TextChoices):
    """Where the answer to one criterion stands."""

    OPEN = "open", _("chưa kê khai")
    CLAIMED = "claimed", _("đã kê khai")
    VERIFIED = "verified", _("đã thẩm định")
    RETURNED = "returned", _("đã trả lại")
    EXPLAINED = "explained", _("đã giải trình")
    SETTLED = "settled", _("đã kết luận")


class Answer(models.Model):
    """One criterion of one submission. A row is made when something is first saved; `version` counts its changes from 1.

    `explainable` while the agency is asked about it after submitting, or told of a change: then evidence may be added here.
    """

    # No index of its own: the constraint's begins with the submission, and a save writes one index less.
    submission = models.ForeignKey(
        Submission, models.CASCADE, related_name="answers", db_index=False, verbose_name=_("phiếu")
    )
    criterion = models.CharField(_("tiêu chí"), max_length=60)
    state = models.CharField(_("trạng thái"), max_length=10, choices=AnswerState.choices, default=AnswerState.OPEN)
    version = models.PositiveIntegerField(_("phiên bản"), default=1)
    claimed = models.TextField(_("số liệu tự kê khai"), blank=True, default="")
    claimed_state = models.CharField(_("không áp dụng"), max_length=40, blank=True, default="")
    claimed_points = models.BigIntegerField(_("điểm tự đánh giá"), null=True, blank=True)
    not_applicable_reason = models.CharField(_("lý do không áp dụng"), max_length=500, blank=True, default="")
    explanation = models.TextField(_("thuyết minh"), blank=True, default="")
    verified = models.TextField(_("số liệu thẩm định"), blank=True, default="")
    verified_state = models.CharField(_("trạng thái thẩm định"), max_length=40, blank=True, default="")
    verified_points = models.BigIntegerField(_("điểm thẩm định"), null=True, blank=True)
    settled = models.TextField(_("số liệu kết luận"), blank=True, default="")
    settled_state = models.CharField(_("trạng thái kết luận"), max_length=40, blank=True, default="")
    settled_points = models.BigIntegerField(_("điểm kết luận"), null=True, blank=True)
    explainable = models.BooleanField(_("đơn vị được giải trình"), default=False)
    saved_at = models.DateTimeField(_("lưu lúc"))
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người lưu"))

    class Meta:
        """A criterion is answered once in a submission. How answers stand at one criterion is read from an index alone."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "criterion"], name="submissions_answer_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="submissions_answer_version"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["submission"], condition=Q(state="claimed"), name="submissions_answer_waits"),
            models.Index(fields=["criterion", "submission", "state"], name="submissions_answer_at"),
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.criterion}"


class Evidence(models.Model):
    """One document behind a submission, as its agency describes it. Replaced and removed ones stay on record."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="evidence", verbose_name=_("phiếu"))
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("tệp"))
    name = models.CharField(_("tên tệp"), max_length=200)
    number = models.CharField(_("số, ký hiệu"), max_length=100, blank=True, default="")
    dated = models.DateField(_("ngày ban hành"), null=True, blank=True)
    added_at = models.DateTimeField(_("đính kèm lúc"))
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người đính kèm"))
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("thay bằng")
    )
    removed_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class EvidenceUse(models.Model):
    """The place in a document that stands behind one criterion."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="uses", verbose_name=_("tài liệu"))
    criterion = models.CharField(_("tiêu chí"), max_length=60)
    section = models.CharField(_("mục"), max_length=100, blank=True, default="")
    page = models.CharField(_("trang"), max_length=40, blank=True, default="")

    class Meta:
        """A document stands once behind a criterion."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "criterion"], name="submissions_evidence_use_once")
        ]
        indexes: ClassVar = [models.Index(fields=["criterion"], name="submissions_use_criterion")]

    def __str__(self) -> str:
        return f"{self.evidence} {self.criterion}"


class StepKind(models.TextChoices):
    """What was done with the whole submission."""

    HANDED_OVER = "handed_over", _("trình thủ trưởng")
    SENT_BACK = "sent_back", _("thủ trưởng trả lại")
    SUBMITTED = "submitted", _("nộp")
    WITHDRAWN = "withdrawn", _("rút về")


class Step(models.Model):
    """A submission going from one hand to another, with a note for whoever has it next."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="steps", verbose_name=_("phiếu"))
    kind = models.CharField(_("việc"), max_length=20, choices=StepKind.choices)
    note = models.TextField(_("lời nhắn"), blank=True, default="")
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người làm"))

    def __str__(self) -> str:
        return f"{self.submission} {self.kind}"


class Receipt(models.Model):
    """What was submitted: the whole as canonical text, its digest, and the log's head with the act of submitting in it."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="receipts", verbose_name=_("phiếu"))
    number = models.PositiveIntegerField(_("lần nộp"))
    at = models.DateTimeField(_("nộp lúc"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người nộp"))
    content = models.TextField(_("nội dung"))
    digest = models.CharField(_("mã nội dung"), max_length=80)
    log_number = models.PositiveBigIntegerField(_("mục nhật ký"))
    log_hash = models.CharField(_("mã nhật ký"), max_length=64)

    class Meta:
        """Receipts of a submission count from 1."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "number"], name="submissions_receipt_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.submission} #{self.number}"
