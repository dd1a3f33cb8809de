"""The organiser's board of a round: how far each agency is, who is late, and the same as a table to take away."""

from __future__ import annotations

from datetime import datetime
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
from thuocdo.web.desk.board_rows import doing, lines
from thuocdo.web.desk.board_table import EXCEL, FORMS, board_table
from thuocdo.web.desk.reminding import REMINDABLE, WITH_AGENCY, last_reminded
from thuocdo.web.rounds.managed import round_for
from thuocdo.web.rounds.models import Round, RoundBlock, RoundState, Submission, SubmissionState
from thuocdo.web.ui.paging import Choice, Column, Filter, list_page

COLUMNS: Final = (
    Column("ten", _("Đơn vị"), ("sort_key",)),
    Column("trang-thai", _("Trạng thái"), ("state", "sort_key")),
    Column("ke-khai", _("Đã kê khai"), ("criteria_answered", "sort_key"), largest_first=True, numeric=True),
    Column("han", _("Hạn nộp"), ("deadline", "sort_key")),
)
FIELDS: Final = (
    "name",
    "state",
    "not_evaluated",
    "criteria_answered",
    "criteria_total",
    "extended_until",
    "agency__code",
)


@require_safe
@signed_in
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Progress of every agency, a hundred to a page."""
    holding, now = holding_of(request), timezone.now()
    round = round_for(holding, slug)
    rows = _rows(round)
    blocks = list(
        round.blocks.select_related("block", "set_version")
        .defer("set_version__content", "set_version__cases")
        .order_by("block__order", "block__name")
    )
    page = list_page(
        rows.only(*FIELDS), request.GET, columns=COLUMNS, filters=_filters(blocks, now), search="search_key"
    )
    managing = may_manage(holding, round.organiser)
    reminded = last_reminded(page)
    can = doing(
        round,
        reminding=managing and round.state in REMINDABLE,
        extending=managing and round.state in {RoundState.OPEN, RoundState.VERIFYING},
        excluding=managing and round.state in {RoundState.OPEN, RoundState.VERIFYING, RoundState.EXPLAINING},
    )
    context = {
        "round": round,
        "tab": "agencies",
        "now": now,
        "managing": managing,
        "blocks": blocks,
        "counts": _counts(rows, now),
        "past": now >= round.submit_before,
        "page": page,
        "lines": lines(page, reminded, can, now),
    }
    return render(request, "desk/board.html", context)


@require_safe
@signed_in
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole board as Excel, or as CSV where the address says so."""
    round = round_for(holding_of(request), slug)
    form = FORMS.get(request.GET.get("dang", EXCEL), FORMS[EXCEL])
    response = HttpResponse(board_table(round, form), content_type=form.content_type)
    response["Content-Disposition"] = f'attachment; filename="{round.slug}-tien-do.{form.suffix}"'
    return response


def _rows(round: Round) -> QuerySet[Submission]:
    rows = Submission.objects.filter(round=round).select_related("agency")
    return rows.annotate(deadline=Coalesce(F("extended_until"), F("round__submit_before")))


def _counts(rows: QuerySet[Submission], now: datetime) -> dict[str, int]:
    """The figures of the whole round, by one query."""
    evaluated = Q(not_evaluated="")
    with_agency = Q(state__in=WITH_AGENCY)
    return rows.aggregate(
        agencies=Count("pk", filter=evaluated),
        submitted=Count("pk", filter=evaluated & ~with_agency),
        late=Count("pk", filter=evaluated & with_agency & Q(deadline__lte=now)),
        left_out=Count("pk", filter=~evaluated),
        answered=Coalesce(Sum("criteria_answered", filter=evaluated), 0),
        total=Coalesce(Sum("criteria_total", filter=evaluated), 0),
    )


def _filters(blocks: list[RoundBlock], now: datetime) -> tuple[Filter, ...]:
    states = tuple(Choice(value, label, Q(state=value, not_evaluated="")) for value, label in SubmissionState.choices)
    late = Choice("tre", _("trễ hạn"), Q(state__in=WITH_AGENCY, deadline__lte=now, not_evaluated=""))
    out = Choice("khong-danh-gia", _("không đánh giá"), ~Q(not_evaluated=""))
    found = [Filter("trang_thai", _("Trạng thái"), _("Mọi trạng thái"), (*states, late, out))]
    if len(blocks) > 1:
        named = tuple(Choice(of.block.slug, of.block.name, Q(block_id=of.block_id)) for of in blocks)
        found.append(Filter("khoi", _("Khối"), _("Mọi khối"), named))
    return tuple(found)
