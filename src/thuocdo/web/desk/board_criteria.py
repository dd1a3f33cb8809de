"""The board by criterion: how many agencies answered each, and how many of these answers were verified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from thuocdo.definition.model import EnteredBy, Node
from thuocdo.web.accounts.at_work import holding_of, signed_in
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.desk.board_counts import Counts, counts_of
from thuocdo.web.rounds.managed import round_for
from thuocdo.web.rounds.models import RoundBlock
from thuocdo.web.sets.loaded import criteria_set_of


@dataclass(frozen=True, slots=True)
class Line:
    """A group, or a criterion with its figures; `agencies`: how many have it at all."""

    id: str
    name: str
    depth: int
    leaf: bool
    by_organiser: bool
    agencies: int
    answered: int
    verified: int


@dataclass(frozen=True, slots=True)
class BlockLines:
    """The lines of one block."""

    of: RoundBlock
    lines: tuple[Line, ...]


@require_safe
@signed_in
def board_criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """Every criterion in the order of its set, by block."""
    holding, now = holding_of(request), timezone.now()
    round = round_for(holding, slug)
    counts = counts_of(round, now)
    blocks = round.blocks.select_related("block", "set_version").order_by("block__order", "block__name")
    context = {
        "round": round,
        "tab": "criteria",
        "managing": may_manage(holding, round.organiser),
        "blocks": [BlockLines(of, tuple(lines_of(of, counts))) for of in blocks],
        "now": now,
    }
    return render(request, "desk/board_criteria.html", context)


def lines_of(of: RoundBlock, counts: Counts) -> Iterator[Line]:
    """The set of a block from top to bottom, without what no agency has."""
    kinds = [kind for block, kind in counts.agencies if block == of.block_id]
    for child in criteria_set_of(of.set_version).root.criteria:
        yield from _lines(child, of.block_id, kinds, counts, 0)


def _lines(node: Node, block: int, kinds: list[str], counts: Counts, depth: int) -> Iterator[Line]:
    here = [kind for kind in kinds if node.applies(kind or None)]
    if not here:
        return
    yield Line(
        node.id,
        node.name,
        depth,
        node.is_leaf,
        node.entered_by is EnteredBy.ORGANISER,
        sum(counts.agencies[block, kind] for kind in here),
        sum(counts.answered.get((block, kind, node.id), 0) for kind in here),
        sum(counts.verified.get((block, kind, node.id), 0) for kind in here),
    )
    for child in node.criteria:
        yield from _lines(child, block, here, counts, depth + 1)
