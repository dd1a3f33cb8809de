"""A ranked node drawn: how the points are distributed, all agencies against the limits, and the groups below as a heat map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thuocdo.definition.model import Node
from thuocdo.web.publication.distribution import against, bars_of
from thuocdo.web.publication.head import head_of
from thuocdo.web.publication.node_names import name_of
from thuocdo.web.publication.shown import Shown, code_of, shown
from thuocdo.web.publication.spread import Mark, spread_of
from thuocdo.web.publication.version import Asked
from thuocdo.web.results.models import Standing
from thuocdo.web.results.standing_list import COLUMNS
from thuocdo.web.ui.paging import list_page
from thuocdo.web.ui.ruler import Limit
from thuocdo.web.ui.written import points

SHADES: Final = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """What one agency has at one group, and the class of its shade; both empty where there is nothing."""

    points: str
    shade: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """An agency with its cells."""

    address: str
    name: str
    cells: tuple[Cell, ...]


def charts(request: HttpRequest, asked: Asked, block: str, node: str) -> HttpResponse:
    """Bars and lines, each with its table."""
    named = shown(asked, block, node)
    spread = spread_of(named, node)
    context = head_of(named, "charts") | {
        "spread": spread,
        "bars": bars_of(spread, named.of_maximum),
        "against": against(spread, named.of_maximum, named.limits),
        "by_level": by_level(named),
    }
    return render(request, "publication/charts.html", context)


def by_level(named: Shown) -> list[tuple[str, int, Limit | None]]:
    """Every level with how many have it and the limit of its total; the last is whoever reached none."""
    limits = {limit.name: limit for limit in named.limits}
    counts = named.counts.levels
    return [(name, number, limits.get(name)) for name, number in counts.items()]


def groups(request: HttpRequest, asked: Asked, block: str, node: str) -> HttpResponse:
    """Agencies by rank, a column for each group below, shaded by the share reached."""
    named = shown(asked, block, node)
    page = list_page(named.rows, request.GET, columns=COLUMNS[:2], search="search_key")
    context: dict[str, Any] = head_of(named, "groups") | {
        "page": page,
        "groups": [(child, name_of(child)) for child in named.node.criteria],
        "rows": heat(named, named.node.criteria, list(page)),
        "shades": range(SHADES),
    }
    return render(request, "publication/groups.html", context)


def heat(named: Shown, groups: Sequence[Node], rows: Sequence[Standing]) -> tuple[HeatRow, ...]:
    """The cells of some agencies."""
    by_group = [spread_of(named, group.id).by_identity for group in groups]
    agencies = named.version.agencies
    found = []
    for row in rows:
        marks = (there.get(code_of(row)) or there.get(row.name) for there in by_group)
        cells = tuple(_cell(mark, named.decimals) for mark in marks)
        found.append(HeatRow(f"{agencies}{quote(code_of(row))}/", row.name, cells))
    return tuple(found)


def _cell(mark: Mark | None, decimals: int) -> Cell:
    place = shade(mark)
    return Cell("" if mark is None else points(mark.points, decimals), "" if place is None else f" shade-{place}")


def shade(mark: Mark | None) -> int | None:
    """Which fifth of the maximum was reached: 0, nothing of it, to 4, nearly everything."""
    if mark is None or not mark.available:
        return None
    return min(max(int(mark.points / mark.available * SHADES), 0), SHADES - 1)
