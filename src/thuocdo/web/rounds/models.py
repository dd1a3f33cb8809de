"""Rounds, who takes part, with which set and until when.

Instants are aware and half-open: the deadline itself is too late.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.sets.models import SetVersion


class RoundState(models.TextChoices):
    """Where a round stands."""

    PREPARED = "prepared", _("đang chuẩn bị")
    OPEN = "open", _("đang tự đánh giá")
    VERIFYING = "verifying", _("đang thẩm định")
    EXPLAINING = "explaining", _("đang giải trình")
    COMPUTED = "computed", _("đã tính kết quả")
    WITH_APPROVER = "with_approver", _("đang trình phê duyệt")
    APPROVED = "approved", _("đã phê duyệt")
    PUBLISHED = "published", _("đã công bố")


class Round(models.Model):
    """One evaluation of one year by one organiser. `sample` marks demonstration data wherever the round is shown."""

    slug = models.SlugField(_("mã đợt"), max_length=60, unique=True)
    name = models.CharField(_("tên đợt đánh giá"), max_length=300)
    year = models.PositiveIntegerField(_("năm đánh giá"))
    organiser = models.ForeignKey(Agency, models.PROTECT, related_name="rounds", verbose_name=_("cơ quan chủ trì"))
    state = models.CharField(_("trạng thái"), max_length=20, choices=RoundState.choices, default=RoundState.PREPARED)
    opens = models.DateTimeField(_("mở từ"))
    submit_before = models.DateTimeField(_("nộp trước"))
    explain_before = models.DateTimeField(_("giải trình trước"))
    settle_before = models.DateTimeField(_("kết luận trước"))
    second_review = models.BooleanField(_("mỗi tiêu chí được hai người thẩm định"), default=False)
    source = models.CharField(_("nguồn số liệu"), max_length=500, blank=True)
    sample = models.BooleanField(_("dữ liệu minh hoạ"), default=False)

    class Meta:
        """The calendar runs forward."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(opens__lt=F("submit_before"))
                & Q(submit_before__lte=F("explain_before"))
                & Q(explain_before__lte=F("settle_before")),
                name="rounds_round_calendar",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoundBlock(models.Model):
    """A block of a round with the set it is measured by."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="blocks", verbose_name=_("đợt đánh giá"))
    block = models.ForeignKey(Block, models.PROTECT, related_name="+", verbose_name=_("khối"))
    set_version = models.ForeignKey(SetVersion, models.PROTECT, related_name="rounds", verbose_name=_("bộ tiêu chí"))

    class Meta:
        """A block takes part once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "block"], name="rounds_block_once")]

    def __str__(self) -> str:
        return f"{self.round} {self.block}"


class SubmissionState(models.TextChoices):
    """Where an agency's submission stands."""

    DRAFTING = "drafting", _("đang kê khai")
    WITH_HEAD = "with_head", _("chờ thủ trưởng duyệt")
    SUBMITTED = "submitted", _("đã nộp")
    IN_REVIEW = "in_review", _("đang thẩm định")
    CLOSED = "closed", _("đã khép")


class Submission(models.Model):
    """An agency in a round, as it was on the day the round opened; or why it is not evaluated (`not_evaluated`), or not counted (`void`).

    The counters are written by the acts, for lists. Points are whole numbers at the set's decimals.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="submissions", verbose_name=_("đợt đánh giá"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="submissions", verbose_name=_("đơn vị"))
    block = models.ForeignKey(Block, models.PROTECT, related_name="+", verbose_name=_("khối"))
    set_version = models.ForeignKey(SetVersion, models.PROTECT, related_name="+", verbose_name=_("bộ tiêu chí"))
    kind = models.SlugField(_("loại"), max_length=60, blank=True)
    name = models.CharField(_("tên khi mở đợt"), max_length=200)
    sort_key = models.CharField(max_length=800, db_index=True)
    search_key = models.CharField(max_length=400, db_index=True)
    state = models.CharField(
        _("trạng thái"), max_length=20, choices=SubmissionState.choices, default=SubmissionState.DRAFTING
    )
    not_evaluated = models.CharField(_("lý do không đánh giá"), max_length=300, blank=True)
    void = models.CharField(_("cả phiếu không được tính điểm"), max_length=40, blank=True, default="")
    void_reason = models.CharField(_("lý do không tính điểm"), max_length=500, blank=True, default="")
    extended_until = models.DateTimeField(_("gia hạn đến"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    criteria_total = models.PositiveIntegerField(_("số tiêu chí phải kê khai"), default=0)
    criteria_answered = models.PositiveIntegerField(_("đã kê khai"), default=0)
    criteria_verified = models.PositiveIntegerField(_("đã thẩm định"), default=0)
    claimed_points = models.BigIntegerField(_("điểm tự đánh giá"), null=True, blank=True)
    verified_points = models.BigIntegerField(_("điểm thẩm định"), null=True, blank=True)

    class Meta:
        """An agency takes part in a round once. The indexes are for lists by name, and for counting by block and kind without the rows."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "agency"], name="rounds_submission_once")]
        indexes: ClassVar = [
            models.Index(fields=["round", "sort_key"], name="rounds_submission_by_name"),
            models.Index(fields=["round", "block", "kind", "not_evaluated"], name="rounds_submission_by_place"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.round})"


class Extension(models.Model):
    """A later deadline for one agency, with the reason."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="extensions", verbose_name=_("đơn vị"))
    until = models.DateTimeField(_("gia hạn đến"))
    reason = models.CharField(_("lý do"), max_length=500)
    granted_at = models.DateTimeField(_("cho phép lúc"))
    granted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("người cho phép"))

    def __str__(self) -> str:
        return f"{self.submission} {self.until}"


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Rules by whether they hold."""

    def in_force(self) -> AssignmentQuerySet:
        """Those that were not ended."""
        return self.filter(ended_at__isnull=True)


class Assignment(models.Model):
    """Who verifies what: a reviewer, a node of the set (empty: all), and a block or named agencies (neither: all).

    A rule is never changed or deleted: it is ended, and another takes its place.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="assignments", verbose_name=_("đợt đánh giá"))
    reviewer = models.ForeignKey(Person, models.PROTECT, related_name="assignments", verbose_name=_("người thẩm định"))
    node = models.CharField(_("nhóm hoặc tiêu chí"), max_length=60, blank=True)
    block = models.ForeignKey(Block, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("khối"))
    agencies = models.ManyToManyField(Agency, blank=True, related_name="+", verbose_name=_("đơn vị"))
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.reviewer} {self.node or '*'}"
