"""What waits for somebody, by deadline: one item for each submission and round that their roles give them.

officer   fill in, hand over            reviewer   the parts assigned to them
head      read and submit               manager    open a round, watch it, close it
approver, council and manager: what `result_turns` says of computed results; whoever is named for a preview: the preview
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.desk.result_turns import turns_of
from thuocdo.web.publication.published import previews_for
from thuocdo.web.review.waiting import ToReview, to_explain, to_review
from thuocdo.web.rounds.deadline import deadline_of, is_late
from thuocdo.web.rounds.models import Assignment, Round, RoundState, Submission, SubmissionState
from thuocdo.web.submissions.waiting import Task, Waiting, waiting_for

RUNNING = (RoundState.OPEN, RoundState.VERIFYING, RoundState.EXPLAINING)
WITH_AGENCY = (SubmissionState.DRAFTING, SubmissionState.WITH_HEAD)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do or to know of. `mine`: it is this person's turn; `until` sorts it, nothing comes last."""

    mine: bool
    what: str
    where: str
    about: str
    url: str
    until: datetime | None
    role: Any
    done: int = 0
    total: int = 0
    late: bool = False
    sample: bool = False

    @property
    def order(self) -> tuple[bool, float, str]:
        """By deadline, then by name."""
        return self.until is None, self.until.timestamp() if self.until else 0.0, self.where


def items_for(holding: Holding, now: datetime) -> list[Item]:
    """Everything that waits for a person, the nearest deadline first."""
    found = [
        *_of_agencies(holding, now),
        *_to_explain(holding, now),
        *_of_managers(holding, now),
        *_of_reviewers(holding, now),
        *_of_results(holding),
        *_of_previews(holding, now),
    ]
    return sorted(found, key=lambda item: item.order)


def _of_agencies(holding: Holding, now: datetime) -> Iterator[Item]:
    agencies = holding.anywhere(RoleName.OFFICER) | holding.anywhere(RoleName.HEAD)
    if not agencies:
        return
    waiting = {each.submission.pk: each for each in waiting_for(holding, now)}
    rows = Submission.objects.filter(agency_id__in=agencies, round__state__in=RUNNING, not_evaluated="")
    for row in rows.select_related("round", "agency").order_by("pk"):
        yield _submission(row, now, waiting.get(row.pk), officer=holding.has(RoleName.OFFICER, row.agency_id))


def _submission(row: Submission, now: datetime, waiting: Waiting | None, *, officer: bool) -> Item:
    late = is_late(row, now) and row.state in WITH_AGENCY
    whole = row.state == SubmissionState.WITH_HEAD
    address = "submissions:whole" if whole else "submissions:form"
    role = waiting.role if waiting else RoleName.OFFICER if officer else RoleName.HEAD
    return Item(
        mine=waiting is not None,
        what=_said(row, waiting, late=late),
        where=row.name,
        about=row.round.name,
        url=reverse(address, args=(row.round.slug, row.agency.code)),
        until=deadline_of(row) if row.state in WITH_AGENCY else None,
        role=role.label,
        done=row.criteria_answered,
        total=row.criteria_total,
        late=late,
        sample=row.round.sample,
    )


def _said(row: Submission, waiting: Waiting | None, *, late: bool) -> str:
    """What a submission waits for, as the person sees it."""
    if late:
        return _("Đã hết hạn, phiếu được khóa")
    if waiting is not None and waiting.task is Task.SUBMIT:
        return _("Đọc và nộp phiếu tự đánh giá")
    if waiting is not None:
        complete = row.criteria_answered >= row.criteria_total
        return _("Kiểm tra và trình thủ trưởng") if complete else _("Kê khai tự đánh giá")
    if row.state == SubmissionState.DRAFTING:
        return _("Cán bộ đang kê khai")
    if row.state == SubmissionState.WITH_HEAD:
        return _("Chờ thủ trưởng duyệt và nộp")
    return _("Phiếu đã nộp")


def _to_explain(holding: Holding, now: datetime) -> Iterator[Item]:
    """What agencies are asked or told was changed."""
    for each in to_explain(holding, now):
        row = each.submission
        officer = holding.has(RoleName.OFFICER, row.agency_id)
        yield Item(
            mine=each.explained < each.total,
            what=_("Giải trình điều được hỏi hoặc được điều chỉnh"),
            where=row.name,
            about=row.round.name,
            url=reverse("review:findings", args=(row.round.slug, row.agency.code)),
            until=row.round.explain_before,
            role=(RoleName.OFFICER if officer else RoleName.HEAD).label,
            done=each.explained,
            total=each.total,
            sample=row.round.sample,
        )


def _of_managers(holding: Holding, now: datetime) -> Iterator[Item]:
    organisers = holding.anywhere(RoleName.MANAGER)
    if not organisers:
        return
    evaluated = Q(submissions__not_evaluated="")
    rows = Round.objects.filter(organiser_id__in=organisers, state__in=(RoundState.PREPARED, *RUNNING))
    counted = rows.annotate(
        agencies=Count("submissions", filter=evaluated),
        submitted=Count("submissions", filter=evaluated & ~Q(submissions__state__in=WITH_AGENCY)),
    )
    for row in counted.order_by("pk"):
        mine, what, until = _round(row, now)
        yield Item(
            mine=mine,
            what=what,
            where=row.name,
            about="",
            url=reverse("desk:board", args=(row.slug,)),
            until=until,
            role=RoleName.MANAGER.label,
            done=row.submitted,
            total=row.agencies,
            sample=row.sample,
        )


def _round(row: Round, now: datetime) -> tuple[bool, str, datetime | None]:
    if row.state == RoundState.PREPARED:
        return True, _("Mở đợt đánh giá đã chuẩn bị"), row.opens
    if row.state == RoundState.OPEN and now >= row.submit_before:
        return True, _("Khép phần tự đánh giá: đã hết hạn nộp"), row.submit_before
    if row.state == RoundState.OPEN:
        return False, _("Theo dõi các đơn vị kê khai"), row.submit_before
    if row.state == RoundState.EXPLAINING:
        return now >= row.explain_before, _("Theo dõi giải trình và kết luận"), row.settle_before
    return False, _("Theo dõi thẩm định"), row.settle_before


def _of_results(holding: Holding) -> Iterator[Item]:
    for turn in turns_of(holding):
        yield Item(
            mine=turn.mine,
            what=turn.what,
            where=turn.round.name,
            about="",
            url=turn.url,
            until=None,
            role=turn.role.label,
            sample=turn.round.sample,
        )


def _of_previews(holding: Holding, now: datetime) -> Iterator[Item]:
    """Versions under embargo that the person was named for."""
    for each in previews_for(holding, now):
        yield Item(
            mine=True,
            what=_("Xem trước kết quả sắp công khai"),
            where=each.round.name,
            about="",
            url=reverse("publication:version_previewed", args=(each.round.slug, each.version)),
            until=each.public_from,
            role=_("Người được xem trước"),
            sample=each.round.sample,
        )


def _reviewing(each: ToReview) -> str:
    if each.waiting:
        return _("Thẩm định phần được phân công")
    if each.total:
        return _("Phần được phân công đã thẩm định xong")
    return _("Được phân công thẩm định; chưa có phiếu nào được nộp")


def _of_reviewers(holding: Holding, now: datetime) -> Iterator[Item]:
    organisers = holding.anywhere(RoleName.REVIEWER)
    if not organisers:
        return
    for each in to_review(holding, now):
        yield Item(
            mine=each.waiting > 0,
            what=_reviewing(each),
            where=each.round.name,
            about="",
            url=reverse("review:desk", args=(each.round.slug,)),
            until=each.round.settle_before,
            role=RoleName.REVIEWER.label,
            done=each.total - each.waiting,
            total=each.total,
            sample=each.round.sample,
        )
    rows = Assignment.objects.filter(reviewer=holding.person, round__organiser_id__in=organisers)
    soon = rows.filter(round__state=RoundState.OPEN).select_related("round").order_by("round_id", "pk")
    for round in {row.round_id: row.round for row in soon}.values():
        yield Item(
            mine=False,
            what=_("Được phân công thẩm định; bắt đầu khi đợt khép"),
            where=round.name,
            about="",
            url=reverse("desk:board", args=(round.slug,)),
            until=round.settle_before,
            role=RoleName.REVIEWER.label,
            sample=round.sample,
        )
