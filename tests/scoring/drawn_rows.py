"""Random valid tables for a set: few answers per criterion, so that agencies tie; states and given figures where rules allow.

a palette of answers for every leaf  ->  a row per agency  ->  some things happen to it  ->  cells that may not stand together go
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tests.scoring.drawing import Drawing, Grid
from tests.scoring.oracle_measures import Cell
from thuocdo.definition.measures import (
    Checklist,
    Choice,
    Count,
    Input,
    Quota,
    Ratio,
    Relative,
    Steps,
    Survey,
    YesNo,
)
from thuocdo.definition.model import Combine, CriteriaSet, Node, Scope

Cells = dict[str, Cell]

EXCESSES = (Fraction(1, 3), Fraction(1), Fraction(0), Fraction(7, 8), Fraction(25, 3), Fraction(10**12 - 1, 7))


@dataclass(frozen=True, slots=True)
class Place:
    """A node that is there for the agency; whether it may be not applicable."""

    node: Node
    max: Decimal | None
    may_leave: bool
    has_extras: bool


class TableDrawing(Drawing):
    """One table being drawn."""

    def __init__(self, drawing: Drawing, criteria_set: CriteriaSet) -> None:
        super().__init__(drawing.draw)
        self.set = criteria_set
        self.grid = Grid(criteria_set.rounding.decimals)
        self.leaves = [node for node in criteria_set.root.walk() if node.is_leaf]
        self.palettes = {leaf.id: [self.answer(leaf) for _ in range(self.whole(1, 3))] for leaf in self.leaves}
        self.yardsticks = [leaf for leaf in self.leaves if isinstance(leaf.measure, Relative | Quota)]
        self.best = [leaf for leaf in self.yardsticks if self.chance(4)]
        self.blocks = ("I", "II")[: self.pick((0, 1, 2))] or (("I",) if len(criteria_set.kinds) > 1 else ())
        self.says_kind = len(criteria_set.kinds) > 1 or (len(criteria_set.kinds) == 1 and self.chance(2))
        self.causes = {
            scope: tuple(str(rule.cause) for rule in criteria_set.void if rule.scope is scope) for scope in Scope
        }

    def rows(self) -> list[Cells]:
        rows: list[Cells] = []
        for place in range(self.whole(1, 8)):
            row = dict(self.pick(rows)) if rows and self.chance(3) else self.row()
            row |= {"agency": f"Đơn vị {place + 1}", "block": self.pick(self.blocks) if self.blocks else None}
            rows.append(row)
        return rows

    def row(self) -> Cells:
        kind = self.pick(self.set.kinds) if self.set.kinds else None
        there = list(places(self.set.root, kind))
        row: Cells = {}
        published = self.chance(6)
        for place in there:
            if published and (place.node.levels or self.chance(4)) and place.node.combine is not Combine.NONE:
                self.give(place, row)
            elif place.node.is_leaf and not published:
                row |= within(place, self.pick(self.palettes[place.node.id]))
        for leaf in self.best:
            if any(place.node is leaf for place in there) and self.chance(2):
                row[f"{leaf.id}:best"] = self.pick(EXCESSES) if self.chance(2) else Fraction(self.number(12))
        for _ in range(self.whole(0, 3)):
            self.happen(self.pick(there), row)
        if self.chance(12):
            self.lose_report(row)
        row = allowed(self.set.root, row)
        return row | ({"kind": kind} if self.says_kind else {})

    def happen(self, place: Place, row: Cells) -> None:
        """Something other than an answer."""
        node_id, is_root = place.node.id, place.node is self.set.root
        happenings = [self.give] if place.node.combine is not Combine.NONE else []
        happenings += [self.lose] if place.node.is_leaf else []
        happenings += [self.level] if place.node.levels else []
        if happenings and not self.chance(3):
            self.pick(happenings)(place, row)
        if is_root or f"{node_id}:state" in row:
            return
        causes = self.causes[Scope.CRITERION]
        if place.may_leave and self.chance(2):
            row[f"{node_id}:state"] = "na"
        elif causes and self.chance(3):
            row[f"{node_id}:state"] = f"void:{self.pick(causes)}"

    def lose_report(self, row: Cells) -> None:
        causes = ["excluded", *(f"void:{cause}" for cause in self.causes[Scope.REPORT])]
        row |= {"state": self.pick(causes), "reason": "theo danh sách"}

    def lose(self, place: Place, row: Cells) -> None:
        """One input, or all."""
        there = [column for column in columns(place.node) if column in row]
        for column in there[: 1 if self.chance(3) else None]:
            del row[column]

    def level(self, place: Place, row: Cells) -> None:
        names = [*(level.name for level in place.node.levels), place.node.below]
        row[self.column(place, "level")] = self.pick(names)

    def give(self, place: Place, row: Cells) -> None:
        low, high = place.node.min, Decimal(50) if place.max is None else place.max
        if place.has_extras:
            low, high = low - 50, high * 2 + 50
        row[self.column(place, "points")] = self.grid.between(self, low, high)
        least = self.grid.points(1)
        if place.max is not None and place.max >= least and self.chance(2):
            row[self.column(place, "available")] = self.grid.between(self, least, place.max)

    def column(self, place: Place, key: str) -> str:
        return key if place.node is self.set.root else f"{place.node.id}:{key}"

    def answer(self, leaf: Node) -> Cells:
        """Every input of a leaf; a mark is still to be brought within the maximum of a kind."""
        match leaf.measure:
            case Survey():
                return self.survey(leaf, leaf.measure)
            case Quota():
                return {f"{leaf.id}:target": self.number(12) or Decimal(1), f"{leaf.id}:actual": self.number(12)}
            case Ratio() | Relative() | Steps():
                return self.numbers(leaf, leaf.measure.inputs)
            case _:
                return {leaf.id: self.one_cell(leaf)}

    def one_cell(self, leaf: Node) -> Cell:
        match leaf.measure:
            case YesNo():
                return self.chance(2)
            case Choice(options=options):
                return self.pick(options).id
            case Checklist(options=options):
                return tuple(option.id for option in self.some(options))
            case Count():
                return Decimal(self.whole(0, 10**15 - 1) if self.chance(8) else self.whole(0, 8))
            case _:
                high = Decimal(10_000) if self.chance(4) else Decimal(10)
                return self.grid.between(self, leaf.min, max(high, leaf.min))

    def numbers(self, leaf: Node, inputs: tuple[Input, ...]) -> Cells:
        digits = 12 if isinstance(leaf.measure, Relative) and len(inputs) == 2 else 15
        if len(inputs) == 1:
            signed = isinstance(leaf.measure, Steps)
            return {leaf.id: self.number(digits, low=Decimal(-1) if signed else Decimal(0))}
        below = self.pick((Decimal(8), Decimal(16), Decimal(3), Decimal(7), Decimal(0), None))
        below = self.number(digits) if below is None else below
        return {f"{leaf.id}:a": self.number(digits), f"{leaf.id}:b": below}

    def survey(self, leaf: Node, measure: Survey) -> Cells:
        units = 10 ** self.pick((0, 1, 2, 6))
        mean = Decimal(self.whole(int(measure.low * units), int(measure.high * units))) / units
        mean = min(max(mean, measure.low), measure.high)
        if len(measure.inputs) == 1:
            return {leaf.id: mean}
        asked = self.pick((Decimal(1), Decimal(8), Decimal(3), Decimal(0), Decimal(10**6)))
        return {f"{leaf.id}:total": mean * asked, f"{leaf.id}:n": asked}


def places(node: Node, kind: str | None, above: Place | None = None) -> Iterator[Place]:
    if not node.applies(kind):
        return
    may_leave = node.not_applicable is not None or (above is not None and above.may_leave)
    extras = any(child.extra and child.applies(kind) for child in node.criteria)
    place = Place(node, node.max_for(kind), may_leave, extras)
    yield place
    for child in node.criteria:
        yield from places(child, kind, place)


def columns(leaf: Node) -> list[str]:
    """Where the inputs of a leaf stand."""
    keys = [each.key for each in leaf.measure.inputs] if leaf.measure else ["value"]
    return [leaf.id] if len(keys) == 1 else [f"{leaf.id}:{key}" for key in keys]


def within(place: Place, answer: Cells) -> Cells:
    mark = answer.get(place.node.id)
    if place.node.measure is not None or place.max is None or not isinstance(mark, Decimal):
        return answer
    return {place.node.id: min(mark, place.max)}


def allowed(root: Node, row: Cells) -> Cells:
    """The row without cells that may not stand beside others: nothing beside `na` at or above, nothing twice."""
    row = dict(row)

    def walk(node: Node, *, na: bool) -> None:
        key = "" if node is root else f"{node.id}:"
        na = na or row.get(f"{key}state") == "na"
        if na:
            drop(row, f"{key}points", f"{key}available", f"{key}level", f"{node.id}:best")
        given = row.get(f"{key}points") is not None
        if node.is_leaf and (na or given):
            drop(row, *columns(node))
        for child in node.criteria:
            walk(child, na=na)

    walk(root, na=False)
    return row


def drop(row: Cells, *names: str) -> None:
    for name in names:
        row.pop(name, None)
