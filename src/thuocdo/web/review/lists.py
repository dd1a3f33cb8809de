"""The reviewer's work lists: all agencies, all criteria, one criterion across agencies, one agency through its criteria."""

from __future__ import annotations

from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import signed_in
from thuocdo.web.review.close_submission import still_open
from thuocdo.web.review.criterion_counts import counts_by_criterion, every_criterion
from thuocdo.web.review.desk import Desk, desk_at, desk_for
from thuocdo.web.review.desk_rows import FIELDS, desk_rows
from thuocdo.web.review.just import just_done
from thuocdo.web.review.lines import FIELDS as OF_LINES
from thuocdo.web.review.lines import Line, lines_of_agency, lines_of_criterion, odd_submissions
from thuocdo.web.review.void_report import report_causes
from thuocdo.web.review.walk import (
    BY_AGENCY,
    BY_CRITERION,
    agencies_at,
    answers_of,
    done_at,
    handed_in_at,
    waiting_at,
)
from thuocdo.web.review.who import REVIEWABLE, why_not_review
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.sets.method_parts import title_of
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.who import HANDED_IN
from thuocdo.web.ui.paging import Choice, Column, Filter, list_page

WAITING: Final = "cho"
BLOCKS: Final = 4  # so many are shown together


@require_safe
@signed_in
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """All agencies that handed something in, with how much of the person's part is decided."""
    found = desk_for(request, slug)
    rows = Submission.objects.filter(found.theirs(), round=found.round, state__in=HANDED_IN).select_related("agency")
    page = list_page(rows.only(*FIELDS), request.GET, columns=AGENCY_COLUMNS, filters=(_work_filter(),))
    context = {
        "desk": found,
        "round": found.round,
        "tab": "agencies",
        "page": page,
        "rows": desk_rows(found, page.rows),
    }
    return render(request, "review/desk.html", context)


@require_safe
@signed_in
def criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """All criteria of the person's part, with how many agencies wait at each; where there are many blocks, one of them (`khoi`)."""
    found = desk_for(request, slug)
    every = found.coverage.blocks
    asked = [of for of in every if of.block.slug == request.GET.get("khoi")]
    shown = asked or (every if len(every) <= BLOCKS else every[:1])
    context = {
        "desk": found,
        "round": found.round,
        "tab": "criteria",
        "blocks": counts_by_criterion(found, shown),
        "choices": every if len(every) > BLOCKS else (),
        "chosen": shown[0] if shown else None,
    }
    return render(request, "review/criteria.html", context)


@require_safe
@signed_in
def criterion(request: HttpRequest, slug: str, criterion: str) -> HttpResponse:
    """One criterion across agencies: claimed value, points, what is out of line, what is decided."""
    found = desk_for(request, slug)
    node = next((node for one in found.coverage.sets.values() if (node := one.nodes().get(criterion))), None)
    if node is None or not node.is_leaf:
        raise Http404
    asked = request.GET.get("xem")
    rows = agencies_at(found, criterion) if asked else handed_in_at(found, criterion)
    odd = odd_submissions(found, criterion) if asked == "la" else frozenset()
    rows = rows.select_related("agency").only(*OF_LINES)
    page = list_page(rows, request.GET, columns=NAME_COLUMN, filters=(_state_filter(found, odd),))
    lines = lines_of_criterion(found, criterion, page.rows)
    context = {
        "desk": found,
        "round": found.round,
        "criterion": criterion,
        "name": title_of(node)[0],
        "page": page,
        "lines": lines,
        "acceptable": sum(line.acceptable for line in lines),
        "just": just_done(request, found, BY_CRITERION),
        "onward": _first(lines),
        "following": _criterion_after(found, criterion),
    }
    return render(request, "review/criterion.html", context)


@require_safe
@signed_in
def agency(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One agency: each criterion of the person's part, and the report as a whole."""
    found, submission = desk_at(request, slug, code)
    if submission.state not in HANDED_IN and not found.managing:
        raise Http404
    answers = answers_of(found, submission)
    lines = lines_of_agency(found, submission, answers)
    asked = request.GET.get("xem", "")
    shown = [line for line in lines if asked in line.marks] if asked in LINE_FILTERS else lines
    left = still_open(submission, found.now) if submission.state in REVIEWABLE else ()
    context = {
        "desk": found,
        "round": found.round,
        "submission": submission,
        "lines": shown,
        "counts": [(key, words, sum(key in line.marks for line in lines)) for key, words in LINE_FILTERS.items()],
        "asked": asked if asked in LINE_FILTERS else "",
        "total": len(lines),
        "acceptable": sum(line.acceptable for line in shown),
        "just": just_done(request, found, BY_AGENCY),
        "onward": _first(lines),
        "left": left,
        "following": _after(found, submission),
        "may_close": (found.managing and found.running and submission.state in REVIEWABLE)
        or why_not_review(found.holding, submission) is None,
        "voidable": found.managing and found.running and report_causes(sheet_of(submission)),
        "by": BY_AGENCY,
    }
    return render(request, "review/agency.html", context)


AGENCY_COLUMNS: Final = (
    Column("ten", _("Đơn vị"), ("sort_key",)),
    Column("trang-thai", _("Trạng thái"), ("state", "sort_key")),
)
NAME_COLUMN: Final = (Column("ten", _("Đơn vị"), ("sort_key",)),)
LINE_FILTERS: Final = {
    WAITING: _("chờ thẩm định"),
    "la": _("khác thường"),
    "tra-lai": _("chờ đơn vị giải trình"),
    "giai-trinh": _("đã giải trình"),
    "xong": _("đã thẩm định"),
}


def _first(lines: list[Line]) -> str:
    """Where to begin."""
    return next((line.url for line in lines if line.waits), "")


def _after(desk: Desk, submission: Submission) -> str:
    """The agency that follows by name, for addresses."""
    rows = Submission.objects.filter(desk.theirs(), round=desk.round, state__in=HANDED_IN)
    later = Q(sort_key__gt=submission.sort_key) | Q(sort_key=submission.sort_key, pk__gt=submission.pk)
    return rows.filter(later).order_by("sort_key", "pk").values_list("agency__code", flat=True).first() or ""


def _criterion_after(desk: Desk, criterion: str) -> str:
    """The criterion of the person's part that follows in the order of the set."""
    order = every_criterion(desk)
    at = order.index(criterion) + 1 if criterion in order else len(order)
    return order[at] if at < len(order) else ""


def _work_filter() -> Filter:
    def having(state: AnswerState) -> Exists:
        return Exists(Answer.objects.filter(submission=OuterRef("pk"), state=state))

    return Filter(
        "xem",
        _("Việc"),
        _("Mọi đơn vị"),
        (
            Choice(WAITING, _("còn tiêu chí chưa thẩm định"), Q(having(AnswerState.CLAIMED))),
            Choice("tra-lai", _("chờ đơn vị giải trình"), Q(having(AnswerState.RETURNED))),
            Choice("giai-trinh", _("đã giải trình, chờ kết luận"), Q(having(AnswerState.EXPLAINED))),
            Choice("khep", _("đã khép"), Q(state=SubmissionState.CLOSED)),
        ),
    )


def _state_filter(desk: Desk, odd: frozenset[int]) -> Filter:
    return Filter(
        "xem",
        _("Trạng thái"),
        _("Mọi trạng thái"),
        (
            Choice(WAITING, _("chờ thẩm định"), waiting_at(desk)),
            Choice("la", _("khác thường"), Q(pk__in=odd)),
            Choice("tra-lai", _("chờ đơn vị giải trình"), Q(reply_state=AnswerState.RETURNED)),
            Choice("giai-trinh", _("đã giải trình"), Q(reply_state=AnswerState.EXPLAINED)),
            Choice("xong", _("đã thẩm định"), done_at(desk)),
        ),
    )
