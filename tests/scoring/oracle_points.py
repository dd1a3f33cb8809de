"""Points and available of every node for one agency (docs/rules.md, 2 and 3), in exact fractions, from the leaves up.

seats: what stands over each node that is there (its maximum, the state stated at it or above, what it inherits)
Settling.of(id): seat -> result of measure or combine -> needs -> given -> rescale -> extras -> min and max
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor

from tests.scoring.oracle_measures import Best, Cell, Row, earned, is_missing, known, number, value_of
from thuocdo.definition.measures import Quota, Relative
from thuocdo.definition.model import At, Cause, Combine, CriteriaSet, Missing, Node, NotApplicable, Scope

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Seat:
    """A node that is there for the agency, and what stands over it. `given`: points are given here or above."""

    node: Node
    max: Fraction | None
    state: str | None
    not_applicable: NotApplicable | None
    missing: Missing
    given: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a node. `out`: it is left out of all above it. `provisional`: it rests on a column `ID:best`."""

    points: Fraction | None
    available: Fraction | None
    state: str = "computed"
    out: bool = False
    provisional: bool = False


OUT = Settled(None, None, "na", out=True)


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Half away from zero."""
    units = floor(abs(value) * 10**decimals + Fraction(1, 2))
    return Decimal(-units if value < 0 else units).scaleb(-decimals)


def column(root: Node, node: Node, key: str, row: Row) -> Cell:
    """A cell about a node; the root's may stand without an id."""
    cell = row.get(f"{node.id}:{key}")
    return row.get(key) if cell is None and node is root else cell


def kind_of(criteria_set: CriteriaSet, row: Row) -> str | None:
    kind = row.get("kind")
    if kind is None and len(criteria_set.kinds) == 1:
        return criteria_set.kinds[0]
    return None if kind is None else str(kind)


def seats(criteria_set: CriteriaSet, row: Row) -> dict[str, Seat]:
    """Every node that is there for the agency."""
    kind = kind_of(criteria_set, row)
    found: dict[str, Seat] = {}

    def walk(node: Node, above: Seat | None) -> None:
        if not node.applies(kind):
            return
        own = column(criteria_set.root, node, "state", row)
        state = (above.state if above else None) or (None if own is None else str(own))
        settled_above = above is not None and above.state is not None
        inherited = above.not_applicable if above else None
        seat = Seat(
            node,
            None if node.max_for(kind) is None else Fraction(node.max_for(kind) or 0),
            state,
            inherited if settled_above else node.not_applicable or inherited,
            node.missing or (above.missing if above else Missing.UNSCORED),
            (above is not None and above.given) or column(criteria_set.root, node, "points", row) is not None,
        )
        found[node.id] = seat
        for child in node.criteria:
            walk(child, seat)

    walk(criteria_set.root, None)
    return found


def takes_report(criteria_set: CriteriaSet, state: str | None) -> bool:
    """Whether the state leaves no node with points: `excluded`, or void by a cause that concerns the whole report."""
    if state is None or not state.startswith("void:"):
        return state == "excluded"
    return criteria_set.scope(Cause(state.removeprefix("void:"))) is Scope.REPORT


def own_value(seat: Seat | None, row: Row) -> Fraction | None:
    """The value with which an agency enters the yardstick of a leaf; None: it does not."""
    if seat is None or seat.state is not None or seat.given or is_missing(seat.node, row):
        return None
    return value_of(seat.node, row)


def best_of(leaf: Node, seated: Iterable[tuple[Mapping[str, Seat], Row]]) -> Best:
    """The yardstick of a leaf among some agencies; None: nobody has a value there."""
    values = (own_value(found.get(leaf.id), row) for found, row in seated)
    return max((value for value in values if value is not None), default=None)


class Settling:
    """The nodes of one agency, each settled once."""

    def __init__(self, criteria_set: CriteriaSet, row: Row, best: Mapping[str, Best]) -> None:
        self.set = criteria_set
        self.row = row
        self.best = best
        self.seats = seats(criteria_set, row)
        self.known: dict[str, Settled] = {}

    def of(self, node_id: str) -> Settled:
        if node_id not in self.known:
            self.known[node_id] = self.settle(self.seats[node_id])
        return self.known[node_id]

    def cell(self, node: Node, key: str) -> Cell:
        return column(self.set.root, node, key, self.row)

    def at_division(self, value: Fraction) -> Fraction:
        if self.set.rounding.at is At.TOTALS:
            return value
        return Fraction(rounded(value, self.set.rounding.decimals))

    def shown(self, settled: Settled) -> Decimal | None:
        return None if settled.points is None else rounded(settled.points, self.set.rounding.decimals)

    def settle(self, seat: Seat) -> Settled:
        if seat.state == "na":
            return self.inapplicable(seat) if seat.not_applicable is NotApplicable.ZERO else OUT
        result = self.measured(seat) if seat.node.is_leaf else self.combined(seat)
        if seat.state is not None:
            return self.voided(seat, result)
        result = self.rescaled(seat, self.given(seat, self.needed(seat, result)))
        result = self.clipped(seat, self.with_extras(seat, result))
        return OUT if result.out else result

    def inapplicable(self, seat: Seat) -> Settled:
        """0 of the maximum; a group without one keeps what its children have. One that has no points never has any."""
        own = seat.max is not None or seat.node.is_leaf
        points = None if seat.node.combine is Combine.NONE else ZERO
        return Settled(points, seat.max if own else self.combined(seat).available, "na")

    def measured(self, seat: Seat) -> Settled:
        """A void leaf is not measured; its inputs do not even leave it out."""
        if seat.state is not None:
            return Settled(ZERO, seat.max)
        if is_missing(seat.node, self.row):
            return Settled(ZERO if seat.missing is Missing.ZERO else None, seat.max, "missing")
        best, override = self.best.get(seat.node.id), False
        if isinstance(seat.node.measure, Relative | Quota):
            column_best, value = self.cell(seat.node, "best"), value_of(seat.node, self.row)
            if column_best is not None and value is not None:
                best, override = max(number(column_best), value), True
        points = earned(seat.node, seat.max, self.row, best)
        if points is None:
            return OUT
        return Settled(self.at_division(points), seat.max, provisional=override)

    def combined(self, seat: Seat) -> Settled:
        ordinary = [child for child in seat.node.criteria if not child.extra and child.id in self.seats]
        left = [child for child in ordinary if not self.of(child.id).out]
        if seat.node.combine is Combine.MEAN:
            left = [child for child in left if self.of(child.id).available]
        if not left:
            return replace(OUT, available=seat.max if seat.node.combine is Combine.MEAN else ZERO)
        points = [self.of(child.id).points for child in left]
        there = [value for value in points if value is not None]
        available = self.available(seat, left)
        match seat.node.combine:
            case Combine.NONE:
                return Settled(None, None)
            case Combine.BEST:
                return Settled(max(there), available) if there else Settled(None, available, "missing")
            case _ if len(there) < len(points):
                return Settled(None, available, "missing")
            case Combine.SUM:
                return Settled(sum(there, ZERO), available)
            case Combine.MEAN:
                return Settled(self.at_division(self.mean(seat, left)), available)

    def available(self, seat: Seat, left: list[Node]) -> Fraction | None:
        """A child without a maximum counts as the group's own."""
        if seat.node.combine is Combine.MEAN:
            return seat.max
        found = [seat.max if self.seats[child.id].max is None else self.of(child.id).available for child in left]
        each = [available or ZERO for available in found]
        if seat.node.combine is Combine.BEST:
            return max(each)
        return sum(each, ZERO) if seat.max is None else min(seat.max, sum(each, ZERO))

    def mean(self, seat: Seat, left: list[Node]) -> Fraction:
        total = weights = ZERO
        for child in left:
            settled, weight = self.of(child.id), Fraction(child.weight if child.weight is not None else 1)
            total += weight * known(settled.points) / known(settled.available)
            weights += weight
        return known(seat.max) * total / weights

    def needed(self, seat: Seat, result: Settled) -> Settled:
        needs = seat.node.needs
        if needs is None or result.out or result.state != "computed" or result.points is None:
            return result
        if needs not in self.seats or self.of(needs).out:
            return replace(result, points=ZERO)
        shown = self.shown(self.of(needs))
        if shown is None:
            return Settled(None, result.available, "missing")
        return result if shown > 0 else replace(result, points=ZERO)

    def given(self, seat: Seat, result: Settled) -> Settled:
        """Where nothing is left below, what is available is the sum of nothing; of a mean it is the maximum as ever."""
        points, available = self.cell(seat.node, "points"), self.cell(seat.node, "available")
        if points is None:
            return result
        return Settled(number(points), result.available if available is None else number(available), "given")

    def rescaled(self, seat: Seat, result: Settled) -> Settled:
        if not seat.node.rescale or result.out:
            return result
        if not result.available:
            return OUT
        if result.points is None:
            return replace(result, available=seat.max)
        points = self.at_division(result.points * known(seat.max) / result.available)
        return replace(result, points=points, available=seat.max)

    def voided(self, seat: Seat, result: Settled) -> Settled:
        """Void or excluded, here or above, even if nothing is left below; where all the report is concerned, no figures."""
        if takes_report(self.set, seat.state):
            return Settled(None, None, str(seat.state))
        available = seat.max if seat.node.rescale and result.available else result.available
        return Settled(None if seat.node.combine is Combine.NONE else ZERO, available, str(seat.state))

    def with_extras(self, seat: Seat, result: Settled) -> Settled:
        for child in seat.node.criteria:
            if not child.extra or child.id not in self.seats or self.of(child.id).out or result.points is None:
                continue
            points = self.of(child.id).points
            if points is not None:
                result = replace(result, points=result.points + points)
            elif result.state != "given":
                result = replace(result, points=None, state="missing")
        return result

    def clipped(self, seat: Seat, result: Settled) -> Settled:
        """Only what was worked out or given is cut: what is missing, or left out, stays what it is."""
        if result.points is None or result.state not in {"computed", "given"}:
            return result
        points = max(result.points, Fraction(seat.node.min))
        if seat.node.cap and seat.max is not None:
            points = min(points, seat.max)
        return replace(result, points=points)
