"""Which columns a criteria set takes, under which names, and which agencies they are there for.

agency code kind block predecessors reason      of the agency
ID, ID:key                                      inputs of a leaf with a measure, the mark of one without
ID:points ID:available ID:state ID:level        given outright, for any node; without an id, for the root
ID:best                                         the yardstick of a leaf that is measured against others
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from thuocdo.definition.fields import shorten, suggestion
from thuocdo.definition.measures import Input, InputType, Quota, Relative
from thuocdo.definition.model import Combine, CriteriaSet, Node, NotApplicable
from thuocdo.diagnostics import Diagnostic, Note, Place, error, note
from thuocdo.tables.table import Table

UNKNOWN_COLUMN = error(
    "TD730", "Bộ tiêu chí «{set}» không có cột «{column}».", "The criteria set «{set}» has no column «{column}»."
)
NAMED_TWICE = error(
    "TD731",
    "Hai cột «{first}» và «{second}» cùng nói về một số liệu; chỉ giữ một.",
    "The columns «{first}» and «{second}» are about the same figure; keep one.",
)
MISSING_COLUMN = error("TD732", "Bảng thiếu cột «{column}»: {why}.", "The table lacks the column «{column}»: {why}.")


class Role(StrEnum):
    """What a column tells."""

    AGENCY = "agency"
    CODE = "code"
    KIND = "kind"
    BLOCK = "block"
    PREDECESSORS = "predecessors"
    REASON = "reason"
    INPUT = "input"
    MARK = "mark"
    POINTS = "points"
    AVAILABLE = "available"
    STATE = "state"
    LEVEL = "level"
    BEST = "best"


OF_THE_AGENCY: Final = (Role.AGENCY, Role.CODE, Role.KIND, Role.BLOCK, Role.PREDECESSORS, Role.REASON)
FIGURES: Final = frozenset({Role.MARK, Role.POINTS, Role.AVAILABLE})
VALUES: Final = frozenset({Role.INPUT, Role.MARK, Role.POINTS, Role.AVAILABLE, Role.LEVEL})


@dataclass(frozen=True, slots=True)
class Placed:
    """A node in its tree: the nodes above it (the root first), what is inherited, and the kinds it is not there for."""

    node: Node
    above: tuple[str, ...]
    not_applicable: NotApplicable | None
    absent: frozenset[str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` as the typed table calls it; columns of the agency have no place in the tree."""

    name: str
    role: Role
    placed: Placed | None = None
    input: Input | None = None

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers on a scale."""
        if self.input is not None:
            return self.input.type in {InputType.NUMBER, InputType.WHOLE}
        return self.role in FIGURES


@dataclass(frozen=True, slots=True)
class Layout:
    """Every column of a set by every name it may have."""

    set: CriteriaSet
    columns: Mapping[str, Column]
    nodes: Mapping[str, Placed]


@lru_cache(maxsize=64)
def layout_of(criteria_set: CriteriaSet) -> Layout:
    """The columns a set takes."""
    nodes = {placed.node.id: placed for placed in _placed(criteria_set)}
    columns = {role.value: Column(role.value, role) for role in OF_THE_AGENCY}
    for placed in nodes.values():
        if placed.absent and placed.absent == frozenset(criteria_set.kinds):
            continue
        for names, column in _columns_of(placed):
            for name in names:
                columns.setdefault(name, column)
    return Layout(criteria_set, columns, nodes)


def _placed(criteria_set: CriteriaSet) -> Iterator[Placed]:
    kinds = frozenset(criteria_set.kinds)

    def walk(node: Node, above: Placed | None) -> Iterator[Placed]:
        there = kinds if node.applies_to is None else kinds & frozenset(node.applies_to)
        absent = (kinds - there) | (above.absent if above else frozenset())
        inherited = node.not_applicable or (above.not_applicable if above else None)
        placed = Placed(node, (*above.above, above.node.id) if above else (), inherited, absent)
        yield placed
        for child in node.criteria:
            yield from walk(child, placed)

    return walk(criteria_set.root, None)


def _columns_of(placed: Placed) -> Iterator[tuple[tuple[str, ...], Column]]:
    """The columns of one node, each with the names it may have."""
    node, is_root = placed.node, not placed.above
    given = [Role.STATE] if node.combine is Combine.NONE else [Role.POINTS, Role.AVAILABLE, Role.STATE]
    given += [Role.LEVEL] if node.levels else []
    given += [Role.BEST] if isinstance(node.measure, Relative | Quota) else []
    for role in given:
        name = f"{node.id}:{role}"
        yield (name, role.value) if is_root and role is not Role.BEST else (name,), Column(name, role, placed)
    if node.measure is None:
        if node.is_leaf:
            yield (node.id,), Column(node.id, Role.MARK, placed)
        return
    inputs = node.measure.inputs
    for each in inputs:
        name = f"{node.id}:{each.key}"
        if len(inputs) == 1:
            yield (node.id, name), Column(node.id, Role.INPUT, placed, each)
        else:
            yield (name,), Column(name, Role.INPUT, placed, each)


@dataclass(frozen=True, slots=True)
class Matched:
    """The columns of a table that a set knows, by header, and what is wrong with the headers."""

    columns: dict[str, Column]
    faults: tuple[Diagnostic, ...]


def match(table: Table, layout: Layout) -> Matched:
    """Find the column of every header."""
    found: dict[str, Column] = {}
    headers: dict[str, str] = {}
    faults = []
    for at, header in enumerate(table.frame.columns, 1):
        place = Place(table.name, max(table.header_row, 1), at)
        column = layout.columns.get(header)
        if column is None:
            faults.append(_unknown(header, place, layout))
        elif column.name in headers:
            faults.append(NAMED_TWICE.at(place, first=headers[column.name], second=header))
        else:
            found[header], headers[column.name] = column, header
    return Matched(found, tuple(faults))


def _unknown(header: str, place: Place, layout: Layout) -> Diagnostic:
    id, _, key = header.partition(":")
    placed = layout.nodes.get(id)
    notes: tuple[Note, ...] = ()
    if placed is not None:
        own = tuple(name for name, column in layout.columns.items() if column.placed is placed)
        notes = (note("Mục «{id}» có các cột: {own}.", "«{id}» has the columns: {own}.", id=id, own=own),)
    close = suggestion(header, layout.columns) if len(header) < 200 else None
    return UNKNOWN_COLUMN.at(
        place, notes=notes, help=close, set=layout.set.id, column=shorten(header) if key or header else "?"
    )
