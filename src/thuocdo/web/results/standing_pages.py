"""The standings of one block at one ranked node of one result: a hundred to a page, and all of them as a table to take away."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thuocdo.definition.model import Node
from thuocdo.web.accounts.at_work import holding_of, signed_in
from thuocdo.web.results.models import Result, Standing
from thuocdo.web.results.ranked import ranked_nodes
from thuocdo.web.results.standing_list import by_rank, standing_page, standings_at
from thuocdo.web.results.standing_rows import standing_rows
from thuocdo.web.results.standing_table import TYPES, standing_table
from thuocdo.web.results.summary import summaries_of
from thuocdo.web.results.versions import LONG, SET_TEXTS
from thuocdo.web.results.why_unranked import why_unranked
from thuocdo.web.rounds.managed import round_for
from thuocdo.web.rounds.models import RoundBlock
from thuocdo.web.sets.loaded import criteria_set_of


@dataclass(frozen=True, slots=True)
class Named:
    """What an address of standings names."""

    of: RoundBlock
    result: Result
    node: Node
    nodes: tuple[Node, ...]
    decimals: int
    blocks: tuple[RoundBlock, ...]

    @property
    def rows(self) -> QuerySet[Standing]:
        """Every agency of the block at the node."""
        return standings_at(self.result, self.of.block_id, self.node.id)

    @property
    def most(self) -> int | None:
        """The node's maximum as standings keep points, where it is the same for everybody."""
        most = self.node.max
        return int(most.scaleb(self.decimals)) if isinstance(most, Decimal) else None

    @property
    def brought_in(self) -> bool:
        """Whether the figures were published elsewhere."""
        return bool(self.of.round.source)


@require_safe
@signed_in
def standings(request: HttpRequest, slug: str, number: int, block: str, node: str) -> HttpResponse:
    """Rank, level, points on the ruler, percent and change of each agency, or why it has no rank."""
    named = _named(request, slug, number, block, node)
    page = standing_page(named.rows.select_related(None), request.GET, named.node)
    rows = standing_rows(
        page,
        named.node,
        decimals=named.decimals,
        percents=percents(named),
        most=named.most,
        brought_in=named.brought_in,
    )
    context: dict[str, Any] = {
        "round": named.of.round,
        "tab": "results",
        "named": named,
        "page": page,
        "rows": rows,
        "summary": next(each for each in summaries_of([named.result], [named.of]) if each.node.id == named.node.id),
    }
    return render(request, "results/standings.html", context)


@require_safe
@signed_in
def export(request: HttpRequest, slug: str, number: int, block: str, node: str, form: str) -> HttpResponse:
    """The whole table, in the order of ranks."""
    if form not in TYPES:
        raise Http404
    named = _named(request, slug, number, block, node)
    told = ((row, why_unranked(row, named.node, brought_in=named.brought_in)) for row in by_rank(named.rows))
    content = standing_table(told, named.of.block.name, named.decimals, percents(named), form)
    response = HttpResponse(content, content_type=TYPES[form])
    name = f"{slug}-lan-{number}-{block}-{node}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def percents(named: Named) -> int:
    """With how many decimals percents are kept."""
    return criteria_set_of(named.result.set_version).rounding.percent


def _named(request: HttpRequest, slug: str, number: int, block: str, node: str) -> Named:
    round = round_for(holding_of(request), slug)
    blocks = tuple(round.blocks.select_related("block").order_by("block__order", "block__name"))
    of = next((each for each in blocks if each.block.slug == block), None)
    if of is None:
        raise Http404(_("Đợt này không có khối ấy."))
    of.round = round
    rows = Result.objects.defer(*LONG, *SET_TEXTS).select_related("set_version")
    result = get_object_or_404(rows, round=round, set_version=of.set_version_id, number=number)
    criteria_set = criteria_set_of(result.set_version)
    nodes = ranked_nodes(criteria_set)
    found = next((each for each in nodes if each.id == node), None)
    if found is None:
        raise Http404(_("Bộ tiêu chí không xếp hạng mục ấy."))
    return Named(of, result, found, nodes, criteria_set.rounding.decimals, blocks)
