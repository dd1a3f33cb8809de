"""A result as canonical text with its digests, and its standings as rows; beside it claimed against verified, summed up, and when it was.

Points, available and percents are whole numbers at the set's decimals: SQLite would keep a decimal as a binary float.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Block
from thuocdo.web.jobs.models import Job
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.sets.models import SetVersion

FRESH: Final = timedelta(minutes=5)


class Result(models.Model):
    """What one set made of one table in a round. `data` is the table it was worked out from, its numbers written with
    `decimal_mark` (empty: whatever reads in one way only); `content` the result as JSON.

    `earlier` is the result it was compared with; for results brought in, `earlier_data` is the table of the year before.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="results", verbose_name=_("đợt đánh giá"))
    set_version = models.ForeignKey(SetVersion, models.PROTECT, related_name="+", verbose_name=_("bộ tiêu chí"))
    number = models.PositiveIntegerField(_("lần tính"))
    data = models.TextField(_("số liệu"))
    decimal_mark = models.CharField(_("dấu thập phân"), max_length=1, blank=True, default="")
    content = models.TextField(_("kết quả"))
    earlier = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("so với kết quả")
    )
    earlier_data = models.TextField(_("số liệu năm trước"), blank=True, default="")
    set_digest = models.CharField(_("mã bộ tiêu chí"), max_length=80)
    input_digest = models.CharField(_("mã số liệu"), max_length=80)
    result_digest = models.CharField(_("mã kết quả"), max_length=80)
    software = models.CharField(_("phiên bản phần mềm"), max_length=40)
    computed_at = models.DateTimeField(_("tính lúc"))

    class Meta:
        """Results of a set in a round count from 1."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "set_version", "number"], name="results_result_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.set_version} #{self.number}"


class Standing(models.Model):
    """One agency at one ranked node of a result. Its name and what is said where it has no rank are those of the computing: the submission
    may change while a round is taken up again, what was published stays.
    """

    result = models.ForeignKey(Result, models.CASCADE, related_name="standings", verbose_name=_("kết quả"))
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="standings", verbose_name=_("đơn vị"))
    block = models.ForeignKey(Block, models.PROTECT, related_name="+", verbose_name=_("khối"))
    node = models.CharField(_("mục"), max_length=60)
    name = models.CharField(_("tên khi tính"), max_length=200)
    sort_key = models.CharField(max_length=800)
    search_key = models.CharField(max_length=400)
    not_evaluated = models.CharField(_("lý do không đánh giá"), max_length=300, blank=True, default="")
    void_reason = models.CharField(_("lý do không tính điểm"), max_length=500, blank=True, default="")
    handed_in = models.BooleanField(_("đã nộp phiếu"), default=True)
    state = models.CharField(_("trạng thái"), max_length=40)
    points = models.BigIntegerField(_("điểm"), null=True)
    available = models.BigIntegerField(_("điểm tối đa được xét"), null=True)
    percent = models.BigIntegerField(_("tỷ lệ"), null=True)
    level = models.CharField(_("mức"), max_length=100, blank=True)
    level_place = models.PositiveSmallIntegerField(_("thứ tự mức"), null=True)
    rank = models.PositiveIntegerField(_("hạng"), null=True)
    provisional = models.BooleanField(_("tạm tính"), default=False)
    change = models.BigIntegerField(_("tăng, giảm"), null=True)
    rank_change = models.IntegerField(_("thay đổi hạng"), null=True)
    level_before = models.CharField(_("mức năm trước"), max_length=100, blank=True)

    class Meta:
        """An agency stands once at a node; lists sort by rank inside a node and block."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["result", "node", "submission"], name="results_standing_once")
        ]
        indexes: ClassVar = [models.Index(fields=["result", "node", "block", "rank"], name="results_standing_rank")]

    def __str__(self) -> str:
        return f"{self.name} {self.node} {self.rank}"


class Gap(models.Model):
    """Claimed against verified over one agency, one criterion or one reviewer's decisions, as it stood at the moment of `GapsKept`.

    Sums are of whole numbers at the set's decimals. Each summing up replaces those of its round; `accepted`, `changed` and `left_out` are
    counted for reviewers only.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="gaps", verbose_name=_("đợt đánh giá"))
    set_version = models.ForeignKey(SetVersion, models.PROTECT, related_name="+", verbose_name=_("bộ tiêu chí"))
    submission = models.ForeignKey(
        Submission, models.CASCADE, null=True, blank=True, related_name="gaps", verbose_name=_("đơn vị")
    )
    criterion = models.CharField(_("tiêu chí"), max_length=60, blank=True)
    reviewer = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("người thẩm định")
    )
    answers = models.PositiveIntegerField(_("số kê khai"))
    claimed = models.BigIntegerField(_("điểm tự đánh giá"))
    counted = models.BigIntegerField(_("điểm thẩm định"))
    lower = models.PositiveIntegerField(_("số kê khai giảm"), default=0)
    higher = models.PositiveIntegerField(_("số kê khai tăng"), default=0)
    accepted = models.PositiveIntegerField(_("chấp nhận"), default=0)
    changed = models.PositiveIntegerField(_("điều chỉnh"), default=0)
    left_out = models.PositiveIntegerField(_("không tính, không áp dụng"), default=0)

    class Meta:
        """Over one thing, and that once."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["submission"], condition=Q(submission__isnull=False), name="results_gap_agency_once"
            ),
            models.UniqueConstraint(
                fields=["round", "set_version", "criterion"],
                condition=~Q(criterion=""),
                name="results_gap_criterion_once",
            ),
            models.UniqueConstraint(
                fields=["round", "set_version", "reviewer"],
                condition=Q(reviewer__isnull=False),
                name="results_gap_reviewer_once",
            ),
            models.CheckConstraint(
                condition=Q(submission__isnull=False, criterion="", reviewer__isnull=True)
                | (Q(submission__isnull=True, reviewer__isnull=True) & ~Q(criterion=""))
                | Q(submission__isnull=True, criterion="", reviewer__isnull=False),
                name="results_gap_over_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.submission_id or self.criterion or self.reviewer_id}"


class GapsKept(models.Model):
    """When a round's gaps were summed up (empty: never), and whether with its results or while it was verified; by which job last."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="gaps_kept", verbose_name=_("đợt đánh giá"))
    at = models.DateTimeField(_("tổng hợp lúc"), null=True, blank=True)
    with_results = models.BooleanField(_("cùng kết quả"), default=False)
    job = models.ForeignKey(
        Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("việc tổng hợp")
    )

    class Meta:
        """What is kept with results has its moment."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(with_results=False) | Q(at__isnull=False), name="results_gaps_kept_with_results"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.at}"

    def is_old(self, now: datetime) -> bool:
        """Whether it is time to sum up again, where the round is not computed yet."""
        return self.at is None or self.at < now - FRESH
