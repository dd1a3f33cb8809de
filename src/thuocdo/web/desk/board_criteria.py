"""The board by criterion: how many agencies answered each, and how many of these answers were verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from thuocdo.web.sets.models import SetVersion


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
class SetLines:
    """The lines of one set in the blocks that are measured by it."""

    version: SetVersion
    blocks: tuple[RoundBlock, ...]
    lines: tuple[Line, ...]


@require_safe
@signed_in
def board_criteria(request: HttpRequest, slug: str) -> HttpResponse:
    """Every criterion in the order of its set: of all blocks together, or of the one that is asked for."""
    holding, now = holding_of(request), timezone.now()
    round = round_for(holding, slug)
    counts = counts_of(round, now)
    blocks = list(round.blocks.select_related("block", "set_version").order_by("block__order", "block__name"))
    chosen = next((of for of in blocks if of.block.slug == request.GET.get("khoi")), None)
    context = {
        "round": round,
        "tab": "criteria",
        "managing": may_manage(holding, round.organiser),
        "blocks": blocks,
        "chosen": chosen,
        "sets": [*_by_set(blocks if chosen is None else [chosen], counts)],
        "now": now,
    }
    return render(request, "desk/board_criteria.html", context)


def _by_set(blocks: Iterable[RoundBlock], counts: Counts) -> Iterator[SetLines]:
    """Blocks with the same version of a set share a table, at the place of the first of them."""
    found: dict[int, list[RoundBlock]] = {}
    for of in blocks:
        found.setdefault(of.set_version_id, []).append(of)
    for alike in found.values():
        yield SetLines(alike[0].set_version, tuple(alike), tuple(lines_of(alike, counts)))


def lines_of(blocks: Sequence[RoundBlock], counts: Counts) -> Iterator[Line]:
    """The set that the blocks share from top to bottom, without what no agency has."""
    wanted = {of.block_id for of in blocks}
    places = [(block, kind) for block, kind in counts.agencies if block in wanted]
    for child in criteria_set_of(blocks[0].set_version).root.criteria:
        yield from _lines(child, places, counts, 0)


def _lines(node: Node, places: list[tuple[int, str]], counts: Counts, depth: int) -> Iterator[Line]:
    here = [(block, kind) for block, kind in places if node.applies(kind or None)]
    if not here:
        return
    yield Line(
        node.id,
        node.name,
        depth,
        node.is_leaf,
        node.entered_by is EnteredBy.ORGANISER,
        sum(counts.agencies[place] for place in here),
        sum(counts.answered.get((*place, node.id), 0) for place in here),
        sum(counts.verified.get((*place, node.id), 0) for place in here),
    )
    for child in node.criteria:
        yield from _lines(child, here, counts, depth + 1)
