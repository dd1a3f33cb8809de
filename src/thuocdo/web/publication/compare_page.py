"""Two to five agencies of a block side by side at a ranked node and everything below it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thuocdo.definition.model import Node
from thuocdo.vietnamese.names import search_key
from thuocdo.web.publication.head import head_of
from thuocdo.web.publication.node_names import name_of
from thuocdo.web.publication.shown import Shown, code_of, shown
from thuocdo.web.publication.spread import Mark, spread_of
from thuocdo.web.publication.version import Asked
from thuocdo.web.results.models import Standing

FEWEST: Final = 2
MOST: Final = 5
CHOSEN: Final = "don-vi"
LONGEST: Final = 200


@dataclass(frozen=True)
class Everybody:
    """The agencies one can choose from, as (code, name) by name. Whoever shares a name is called by it and their code."""

    agencies: tuple[tuple[str, str], ...]

    @cached_property
    def _shared(self) -> Counter[str]:
        return Counter(name for _code, name in self.agencies)

    @cached_property
    def _called(self) -> dict[str, str]:
        return {code: f"{name} ({code})" if self._shared[name] > 1 else name for code, name in self.agencies}

    @cached_property
    def _codes(self) -> dict[str, str]:
        """The code for what people type: a name, with or without diacritics where that is clear, or a code."""
        keys = Counter(search_key(call) for call in self._called.values())
        found = {search_key(call): code for code, call in self._called.items() if keys[search_key(call)] == 1}
        return found | {call: code for code, call in self._called.items()} | {code: code for code in self._called}

    @property
    def calls(self) -> list[str]:
        """What everybody is called."""
        return list(self._called.values())

    def called(self, code: str) -> str:
        """What an agency is called."""
        return self._called[code]

    def code_of(self, typed: str) -> str | None:
        """Whom somebody means, if that is clear."""
        return self._codes.get(typed) or self._codes.get(search_key(typed))


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
    names = named.rows.order_by("sort_key", "pk")
    everybody = Everybody(tuple(names.values_list("submission__agency__code", "name")))
    typed = [text.strip()[:LONGEST] for text in request.GET.getlist(CHOSEN)][:MOST]
    codes = list(dict.fromkeys(code for code in map(everybody.code_of, typed) if code))
    by_code = {code_of(row): row for row in named.rows.filter(submission__agency__code__in=codes)}
    chosen = [by_code[code] for code in codes]
    slots = [everybody.called(code) for code in codes]
    context = head_of(named, "compare") | {
        "everybody": everybody.calls,
        "slots": slots + [""] * (MOST - len(slots)),
        "unknown": [text for text in typed if text and everybody.code_of(text) is None],
        "chosen": chosen,
        "enough": len(chosen) >= FEWEST,
        "lines": lines_of(named, named.node, chosen) if len(chosen) >= FEWEST else [],
    }
    return render(request, "publication/compare.html", context)


def lines_of(named: Shown, node: Node, chosen: list[Standing], depth: int = 0) -> list[Line]:
    """Every node below, in the order of the set."""
    found = []
    for child in node.criteria:
        there = spread_of(named, child.id).by_identity
        marks = tuple(there.get(code_of(row)) or there.get(row.name) for row in chosen)
        points = [mark.points for mark in marks if mark is not None]
        most = max(points, default=None)
        best = frozenset(place for place, mark in enumerate(marks) if mark is not None and mark.points == most)
        differs = len(set(points)) > 1
        found.append(Line(child, name_of(child), depth, marks, best if differs else frozenset()))
        found += lines_of(named, child, chosen, depth + 1)
    return found
