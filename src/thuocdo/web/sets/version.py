"""One version: where it comes from, what it holds, what the checker finds in it, and its text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from thuocdo.definition.model import CriteriaSet
from thuocdo.definition.resolved import kinds_of, resolve
from thuocdo.web.agencies.kinds import kind_words
from thuocdo.web.sets.loaded import criteria_set_of, diagnostics_of
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.sets.reading import file_of, reading_sets


@dataclass(frozen=True, slots=True)
class Holds:
    """What a set holds for one kind of agency; `kind` is nothing where it makes no difference."""

    kind: str
    max: Decimal | None
    groups: int
    criteria: int


def of_version(set_id: str, number: int) -> SetVersion:
    """The version of an address, or 404."""
    return get_object_or_404(SetVersion.objects.select_related("imported_by"), set_id=set_id, number=number)


def holds(criteria_set: CriteriaSet) -> list[Holds]:
    """What the set holds, kind by kind."""
    found = []
    for kind in kinds_of(criteria_set):
        tree = resolve(criteria_set, kind)
        leaves = sum(node.is_leaf for node in tree.walk())
        groups = sum(1 for _ in tree.walk()) - leaves - 1
        found.append(Holds(kind_words(kind) if kind else "", tree.max, groups, leaves))
    return found


@require_safe
@reading_sets
def version(request: HttpRequest, set_id: str, number: int) -> HttpResponse:
    """The page of a version."""
    shown = of_version(set_id, number)
    criteria_set = criteria_set_of(shown)
    others = SetVersion.objects.filter(set_id=set_id).defer("content", "cases").order_by("-number")
    context = {
        "version": shown,
        "set": criteria_set,
        "holds": holds(criteria_set),
        "found": diagnostics_of(shown),
        "versions": others.select_related("imported_by"),
        "before": next((other.number for other in others if other.number < number), None),
        "levelled": [node for node in criteria_set.root.walk() if node.levels],
    }
    return render(request, "sets/version.html", context)


@require_safe
@reading_sets
def source(request: HttpRequest, set_id: str, number: int, file: str) -> HttpResponse:  # noqa: ARG001 (Django gives it)
    """The text as it was imported."""
    return file_of(of_version(set_id, number), file)
