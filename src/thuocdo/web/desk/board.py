"""The organiser's board of a round: how far each agency is, who is late, and the same as a table to take away."""

from __future__ import annotations

from typing import Final

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, signed_in
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.desk.board_table import board_table
from thuocdo.web.rounds.managed import round_for
from thuocdo.web.rounds.models import Round, Submission, SubmissionState
from thuocdo.web.ui.paging import Choice, Column, Filter, list_page

WITH_AGENCY: Final = (SubmissionState.DRAFTING, SubmissionState.WITH_HEAD)
COLUMNS: Final = (
    Column("ten", _("Đơn vị"), ("sort_key",)),
    Column("trang-thai", _("Trạng thái"), ("state", "sort_key")),
    Column("ke-khai", _("Đã kê khai"), ("criteria_answered", "sort_key"), largest_first=True, numeric=True),
    Column("han", _("Hạn nộp"), ("deadline", "sort_key")),
)


@require_safe
@signed_in
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Progress of every agency, a hundred to a page."""
    round = round_for(holding_of(request), slug)
    now = timezone.now()
    rows = _rows(round)
    context = {
        "round": round,
        "now": now,
        "managing": may_manage(holding_of(request), round.organiser),
        "blocks": round.blocks.select_related("block", "set_version").order_by("block__order"),
        "counts": _counts(rows, now),
        "closable": round.state == "open" and now >= round.submit_before,
        "page": list_page(rows, request.GET, columns=COLUMNS, filters=_filters(round, now), search="search_key"),
    }
    return render(request, "desk/board.html", context)


@require_safe
@signed_in
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole board as CSV."""
    round = round_for(holding_of(request), slug)
    response = HttpResponse(board_table(_rows(round).order_by("sort_key")), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{round.slug}-tien-do.csv"'
    return response


def _rows(round: Round) -> QuerySet[Submission]:
    rows = Submission.objects.filter(round=round).select_related("agency", "block")
    return rows.annotate(deadline=Coalesce(F("extended_until"), F("round__submit_before")))


def _counts(rows: QuerySet[Submission], now: object) -> dict[str, int]:
    """The figures of the whole round, by one query."""
    evaluated = Q(not_evaluated="")
    with_agency = Q(state__in=WITH_AGENCY)
    return rows.aggregate(
        agencies=Count("pk"),
        submitted=Count("pk", filter=evaluated & ~with_agency),
        late=Count("pk", filter=evaluated & with_agency & Q(deadline__lte=now)),
        left_out=Count("pk", filter=~evaluated),
        answered=Coalesce(Sum("criteria_answered", filter=evaluated), 0),
        total=Coalesce(Sum("criteria_total", filter=evaluated), 0),
    )


def _filters(round: Round, now: object) -> tuple[Filter, ...]:
    states = tuple(Choice(value, label, Q(state=value, not_evaluated="")) for value, label in SubmissionState.choices)
    late = Choice("tre", _("trễ hạn"), Q(state__in=WITH_AGENCY, deadline__lte=now, not_evaluated=""))
    out = Choice("khong-danh-gia", _("không đánh giá"), ~Q(not_evaluated=""))
    blocks = tuple(
        Choice(each.block.slug, each.block.name, Q(block=each.block)) for each in round.blocks.select_related("block")
    )
    found = [Filter("trang_thai", _("Trạng thái"), _("Mọi trạng thái"), (*states, late, out))]
    if len(blocks) > 1:
        found.append(Filter("khoi", _("Khối"), _("Mọi khối"), blocks))
    return tuple(found)
