"""A criterion, or a group, in a published round: how it is scored, how the block's points spread, who is best and worst."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from thuocdo.definition.model import Node
from thuocdo.definition.resolved import resolve
from thuocdo.definition.rule_words import rule_words
from thuocdo.web.publication.distribution import bars_of
from thuocdo.web.publication.node_names import name_of
from thuocdo.web.publication.sharing import share_of_ranking
from thuocdo.web.publication.shown import Shown, shown
from thuocdo.web.publication.spread import NAMED, Mark, spread_of
from thuocdo.web.publication.spread_drawing import drawing_of
from thuocdo.web.publication.version import Asked
from thuocdo.web.ui.written import page_language


def criterion(request: HttpRequest, asked: Asked, block: str, criterion: str) -> HttpResponse:
    """One node of a block's set, below a ranked one or such a one itself."""
    named = shown(asked, block)
    node = named.criteria_set.nodes().get(criterion)
    if node is None:
        raise Http404
    spread = spread_of(named, criterion)
    maximum = node.max if isinstance(node.max, Decimal) else None
    names = named.criteria_set.nodes()
    context: dict[str, Any] = {
        "named": named,
        "version": named.version,
        "publication": named.version.publication,
        "round": named.version.round,
        "node": node,
        "name": name_of(node),
        "above": [name_of(names[id]) for id in above(named, criterion)],
        "below": [(child, name_of(child)) for child in node.criteria],
        "maximum": maximum,
        "rule": rule_of(named, criterion),
        "spread": spread,
        "drawing": drawing_of(spread, None, maximum, page_language()),
        "bars": bars_of(spread, maximum),
        "best": some(spread.best),
        "worst": some(spread.worst),
        "share": share_of_ranking(named, name_of(node)),
    }
    return render(request, "publication/criterion.html", context)


def above(named: Shown, id: str) -> list[str]:
    """The groups that a node stands in, the outermost first; the set itself is left out."""

    def path(node: Node) -> list[str] | None:
        for child in node.criteria:
            if child.id == id:
                return [node.id]
            found = path(child)
            if found is not None:
                return [node.id, *found]
        return None

    return (path(named.criteria_set.root) or [])[1:]


def rule_of(named: Shown, id: str) -> str:
    """How a node is scored, in words, as the first kind that has it sees it."""
    for kind in named.criteria_set.kinds or (None,):
        node = next((each for each in resolve(named.criteria_set, kind).walk() if each.id == id), None)
        if node is not None:
            return rule_words(node).to(page_language())
    return ""


def some(marks: tuple[Mark, ...]) -> tuple[tuple[Mark, ...], int]:
    """The first few, and how many more there are."""
    return marks[:NAMED], max(0, len(marks) - NAMED)
