"""Two to five agencies of a block side by side at a ranked node and everything below it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thuocdo.definition.model import Node
from thuocdo.web.publication.criterion_page import name_of
from thuocdo.web.publication.head import head_of
from thuocdo.web.publication.shown import Shown, shown
from thuocdo.web.publication.spread import Mark, spread_of
from thuocdo.web.publication.version import Asked
from thuocdo.web.results.models import Standing

FEWEST: Final = 2
MOST: Final = 5
CHOSEN: Final = "don-vi"


@dataclass(frozen=True, slots=True)
class Line:
    """One node below with what each agency has there; `best` are the places of whoever has the most of those compared."""

    node: Node
    name: str
    depth: int
    marks: tuple[Mark | None, ...]
    best: frozenset[int]

    @property
    def cells(self) -> list[tuple[Mark | None, bool]]:
        """Each mark, and whether it is the best of those compared."""
        return [(mark, place in self.best) for place, mark in enumerate(self.marks)]


def compare(request: HttpRequest, asked: Asked, block: str, node: str) -> HttpResponse:
    """A choice of agencies, and those chosen beside each other."""
    named = shown(asked, block, node)
    codes = list(dict.fromkeys(code for code in request.GET.getlist(CHOSEN) if code))[:MOST]
    names = named.rows.order_by("submission__sort_key", "pk")
    everybody = list(names.values_list("submission__agency__code", "submission__name"))
    by_code = {row.submission.agency.code: row for row in named.rows.filter(submission__agency__code__in=codes)}
    chosen = [by_code[code] for code in codes if code in by_code]
    context = head_of(named, "compare") | {
        "everybody": everybody,
        "slots": [chosen[place].submission.agency.code if place < len(chosen) else "" for place in range(MOST)],
        "chosen": chosen,
        "enough": len(chosen) >= FEWEST,
        "lines": lines_of(named, named.node, chosen) if len(chosen) >= FEWEST else [],
    }
    return render(request, "publication/compare.html", context)


def lines_of(named: Shown, node: Node, chosen: list[Standing], depth: int = 0) -> list[Line]:
    """Every node below, in the order of the set."""
    found = []
    for child in node.criteria:
        there = {mark.code or mark.agency: mark for mark in spread_of(named, child.id).marks}
        marks = tuple(there.get(row.submission.agency.code) or there.get(row.submission.name) for row in chosen)
        points = [mark.points for mark in marks if mark is not None]
        most = max(points, default=None)
        best = frozenset(place for place, mark in enumerate(marks) if mark is not None and mark.points == most)
        differs = len(set(points)) > 1
        found.append(Line(child, name_of(child), depth, marks, best if differs else frozenset()))
        found += lines_of(named, child, chosen, depth + 1)
    return found
