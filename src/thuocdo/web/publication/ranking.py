"""The ranking of a published round: one page for each block and ranked node, of the newest version or of one that is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString

from thuocdo.web.publication.head import facts_of, head_of
from thuocdo.web.publication.public_page import public_page
from thuocdo.web.publication.published import newest_public
from thuocdo.web.publication.shown import Shown, code_of, first_of, shown
from thuocdo.web.publication.version import Asked, version_of
from thuocdo.web.results.models import Standing
from thuocdo.web.results.standing_list import COLUMNS as EVERY_COLUMN
from thuocdo.web.results.standing_list import standing_page
from thuocdo.web.results.why_unranked import why_unranked
from thuocdo.web.rounds.models import Round
from thuocdo.web.ui.marks import change, level
from thuocdo.web.ui.paging import Column
from thuocdo.web.ui.ruler_drawing import ruler_svg
from thuocdo.web.ui.written import number, points

COLUMNS: Final[tuple[Column, ...]] = tuple(column for column in EVERY_COLUMN if column.key != "ty-le")


@dataclass(frozen=True, slots=True)
class Row:
    """An agency as the list writes it; empty where there is nothing to say. `untold`: its points are there, but were not published."""

    rank: str
    provisional: bool
    address: str
    name: str
    why: str
    untold: bool
    level: str
    points: str
    ruler: str
    change: str


@public_page
def rounds(request: HttpRequest) -> HttpResponse:
    """The published rounds, newest first."""
    newest = newest_public(timezone.now())
    by_round = {each.round_id: each for each in newest}
    published = Round.objects.filter(pk__in=by_round).select_related("organiser").order_by("-year", "name")
    rows = [(round, by_round[round.pk]) for round in published.annotate(agencies=Count("submissions"))]
    return render(request, "publication/rounds.html", {"rows": rows})


def first_ranking(request: HttpRequest, asked: Asked) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """On to the first block and node of a round."""
    found = version_of(asked)
    of, node = first_of(found)
    return redirect(found.address("ranking", block=of.block.slug, node=node.id))


def ranking(request: HttpRequest, asked: Asked, block: str, node: str) -> HttpResponse:
    """Agencies of a block at a node: rank, level, points on the ruler, change; without a rank, the reason."""
    named = shown(asked, block, node)
    page = standing_page(named.rows, request.GET, named.node, COLUMNS)
    facts = facts_of(named)
    context = head_of(named) | {
        "page": page,
        "rows": tuple(_rows(page, named)),
        "facts": facts,
        "has_levels": bool(named.levels),
        "compared": bool(facts.compared),
    }
    return render(request, "publication/ranking.html", context)


def _rows(standings: Iterable[Standing], named: Shown) -> Iterator[Row]:
    """A hundred of them: whatever they have in common is asked once."""
    agencies, decimals = named.version.agencies, named.decimals
    compared = named.scored.earlier is not None
    for row in standings:
        why, untold = reason_of(row, named)
        told = row.points is not None
        yield Row(
            rank=number(row.rank),
            provisional=row.provisional,
            address=f"{agencies}{quote(code_of(row))}/",
            name=row.name,
            why=why,
            untold=untold,
            level=level(row.level, row.level_place, named.levels) if row.level else "",
            points=points(row.points, decimals),
            ruler=_ruler(row, named) if told and row.available else "",
            change=change(row.change, decimals) if compared and (told or row.change is not None) else "",
        )


def _ruler(row: Standing, named: Shown) -> SafeString:
    available = 0 if row.available is None else row.available
    return ruler_svg(row.points, available, named.limits_for(row), decimals=named.decimals, level=row.level)


def reason_of(row: Standing, named: Shown) -> tuple[str, bool]:
    """Why an agency has no rank, and whether that is only that its points were not published, which its empty cell says."""
    brought_in = named.version.brought_in
    untold = brought_in and row.points is None and row.state in {"given", "missing", "computed"}
    return ("" if untold else why_unranked(row, named.node, brought_in=brought_in)), untold
