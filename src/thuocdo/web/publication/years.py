"""An agency's published years side by side: a column for each round, a line for each ranked node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.definition.model import Node
from thuocdo.web.publication.node_names import name_of
from thuocdo.web.publication.published import newest_keys
from thuocdo.web.results.models import Standing
from thuocdo.web.sets.loaded import criteria_set_of

FIELDS: Final = (
    *("node", "name", "points", "level", "level_place", "rank", "provisional"),
    *(f"result__round__{name}" for name in ("slug", "year", "name")),
    *(f"result__set_version__{name}" for name in ("set_id", "digest")),
)


@dataclass(frozen=True, slots=True)
class Column:
    """One round with the agency's name of its time."""

    year: int
    round: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What the agency had in a round at a node."""

    standing: Standing
    levels: int
    decimals: int


@dataclass(frozen=True, slots=True)
class Years:
    """The columns from the earliest to the latest; a line has a cell for each, nothing where the round does not rank the node."""

    columns: tuple[Column, ...]
    lines: tuple[tuple[str, tuple[Cell | None, ...]], ...]


def years_of(code: str) -> Years:
    """Every published standing of an agency. Two queries."""
    rows = Standing.objects.filter(submission__agency__code=code, result__publications__in=newest_keys(timezone.now()))
    rows = rows.select_related("result__round", "result__set_version").only(*FIELDS)
    columns: dict[int, Column] = {}
    cells: dict[str, dict[int, Cell]] = {}
    for row in rows.order_by("result__round__year", "result__round__opens", "pk"):
        round, criteria_set = row.result.round, criteria_set_of(row.result.set_version)
        node = criteria_set.nodes().get(row.node)
        if round.pk not in columns:
            address = reverse("publication:agency", kwargs={"slug": round.slug, "code": code})
            columns[round.pk] = Column(round.year, round.name, row.name, address)
        label = _("Tổng điểm") if row.node == criteria_set.id else _named(node, row.node)
        cell = Cell(row, len(node.levels) if node else 0, criteria_set.rounding.decimals)
        cells.setdefault(label, {})[round.pk] = cell
    lines = ((label, tuple(there.get(key) for key in columns)) for label, there in cells.items())
    return Years(tuple(columns.values()), tuple(lines))


def _named(node: Node | None, id: str) -> str:
    return name_of(node) if node else id
