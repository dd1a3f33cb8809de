"""One agency worked out with fractions, node by node: the arithmetic behind an explanation, and the last word on a rounding.

Plain where the plan is fast; it reads the same typed row as the plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from thuocdo.definition.model import Combine, Missing, NotApplicable
from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.exact_measures import ZERO, Measurer, Row, measurer
from thuocdo.scoring.quotient import input_columns
from thuocdo.scoring.scale import Scale


@dataclass(slots=True)
class Worked:
    """What became of one node. Points and available exact, None for none; `earned` is what the measure or the children gave by themselves.

    `unmet` names the node that `needs` asked for in vain; `assessable` is the available a rescale converted from. Filled in step by
    step while the node is worked out, and left alone afterwards.
    """

    node: Resolved
    state: str
    earned: Fraction | None
    points: Fraction | None
    available: Fraction | None
    left: bool = False
    shown: int | None = None
    unmet: str | None = None
    before_rescale: Fraction | None = None
    assessable: Fraction | None = None
    extras: Fraction = ZERO


@dataclass(frozen=True, slots=True)
class _Constants:
    """What is the same for every row: the maximum and minimum, the names of a node's cells, and the measure of a leaf."""

    top: Fraction | None
    low: Fraction
    state: str
    points: str
    inputs: tuple[str, ...]
    measured: Measurer


class Exact:
    """The arithmetic of one tree for rows with the given input scales."""

    def __init__(self, tree: Resolved, scale: Scale, scales: Mapping[str, int]) -> None:
        self.tree = tree
        self.scale = scale
        self.scales = scales
        self.nodes = {node.id: node for node in tree.walk()}
        self._kept: dict[str, _Constants] = {}

    def points(self, row: Row, id: str) -> Fraction | None:
        """The exact points of one node, from it and what stands below it only."""
        return self._only(row, id).points

    def shown(self, row: Row, id: str) -> int | None:
        """The shown points of one node, in the set's units."""
        return self._only(row, id).shown

    def _only(self, row: Row, id: str) -> Worked:
        node = self.nodes[id]
        return self._node(node, row, self._state_above(node, row), {})

    def work(self, row: Row, done: Mapping[str, Worked] | None = None) -> dict[str, Worked]:
        """Work out every node of one agency; those of `done` stay as they are, with everything below them."""
        found = dict(done or {})
        self._node(self.tree, row, None, found)
        return found

    def _constants(self, node: Resolved) -> _Constants:
        if node.id not in self._kept:
            self._kept[node.id] = _Constants(
                None if node.max is None else Fraction(node.max),
                Fraction(node.node.min),
                f"{node.id}:state",
                f"{node.id}:points",
                input_columns(node),
                measurer(node, self.scale, self.scales),
            )
        return self._kept[node.id]

    def _node(self, node: Resolved, row: Row, above: tuple[str, bool] | None, done: dict[str, Worked]) -> Worked:
        if node.id in done:
            return done[node.id]
        own = self._constants(node)
        state = above or self._own_state(node, row)
        for child in node.children:
            self._node(child, row, state, done)
        result = self._leaf(node, own, row) if node.is_leaf else self._group(node, own, done)
        if node.node.needs is not None:
            self._need(node, result, row, done)
        if state is None and row.get(own.points) is not None:
            self._give(node, result, row)
        if node.node.rescale and own.top is not None:
            self._rescale(result, own.top)
        if node.extras:
            self._add_extras(node, result, done)
        self._bound(node, own, result)
        if state is not None:
            _put(node, own, result, state)
        if result.points is not None:
            result.shown = self.scale.shown(result.points)
        done[node.id] = result
        return result

    def _own_state(self, node: Resolved, row: Row) -> tuple[str, bool] | None:
        """The word of a state cell, and for `na` whether it is left out (or counts 0)."""
        word = row.get(self._constants(node).state) if node is not self.tree else None
        return None if word is None else (word, node.not_applicable is not NotApplicable.ZERO)

    def _leaf(self, node: Resolved, own: _Constants, row: Row) -> Worked:
        for name in own.inputs:
            if row.get(name) is None:
                points = ZERO if node.missing is Missing.ZERO else None
                return Worked(node, "missing", points, points, own.top)
        earned = own.measured(row)
        if earned is None:
            return Worked(node, "na", None, None, own.top, left=True)
        earned = _at_least(own.low, earned)
        if node.node.cap and own.top is not None:
            earned = min(earned, own.top)
        return Worked(node, "computed", earned, self._divided(earned), own.top)

    def _divided(self, value: Fraction) -> Fraction:
        """A quotient: rounded at once under `division`, kept under `totals`."""
        if not self.scale.exact or self.scale.one % value.denominator == 0:
            return value
        return Fraction(self.scale.shown(value), self.scale.one)

    def _group(self, node: Resolved, own: _Constants, done: dict[str, Worked]) -> Worked:
        there = [child for each in node.ordinary if not (child := done[each.id]).left]
        if node.node.combine is Combine.MEAN:
            there = [child for child in there if child.available != 0]
        available = _available(node, own, there)
        if not there:
            return Worked(node, "na", None, None, available, left=True)
        if node.node.combine is Combine.NONE:
            return Worked(node, "computed", None, None, None)
        earned = _combined(node, own, there)
        if earned is None:
            return Worked(node, "missing", None, None, available)
        points = self._divided(earned) if node.node.combine is Combine.MEAN else earned
        return Worked(node, "computed", earned, points, available)

    def _need(self, node: Resolved, result: Worked, row: Row, done: dict[str, Worked]) -> None:
        if result.state != "computed":
            return
        other = self.nodes.get(node.node.needs or "")
        if other is None:
            result.points, result.unmet = ZERO, node.node.needs
            return
        if other.id not in done:
            self._node(other, row, self._state_above(other, row), done)
        found = done[other.id]
        if not found.left and found.points is None:
            result.state, result.points, result.unmet = "missing", None, other.id
        elif found.left or (found.shown or 0) <= 0:
            result.points, result.unmet = ZERO, other.id

    def _state_above(self, node: Resolved, row: Row) -> tuple[str, bool] | None:
        """The state that holds at a node through those above it."""
        path = _path(self.tree, node.id)
        return next((state for step in path[:-1] if (state := self._own_state(step, row))), None)

    def _give(self, node: Resolved, result: Worked, row: Row) -> None:
        available = row.get(f"{node.id}:available")
        result.state, result.left, result.unmet = "given", False, None
        result.points = result.earned = Fraction(row[f"{node.id}:points"], self.scale.one)
        if available is not None:
            result.available = Fraction(available, self.scale.one)

    def _rescale(self, result: Worked, top: Fraction) -> None:
        before, assessable = result.points, result.available
        if assessable is None:
            return
        result.available = top
        if assessable == 0:
            result.state, result.points, result.left = "na", None, True
        elif before is not None:
            result.points = self._divided(before * top / assessable)
            if assessable != top:
                result.before_rescale, result.assessable = before, assessable

    def _add_extras(self, node: Resolved, result: Worked, done: dict[str, Worked]) -> None:
        if result.left or result.points is None:
            return
        added = ZERO
        for child in node.extras:
            extra = done[child.id]
            if extra.points is not None and not extra.left:
                added += extra.points
            elif not extra.left and result.state != "given":
                result.state, result.points = "missing", None
                return
        result.points, result.extras = result.points + added, added

    def _bound(self, node: Resolved, own: _Constants, result: Worked) -> None:
        if result.left:
            result.points = None
        if result.points is None:
            return
        result.points = _at_least(own.low, result.points)
        if node.node.cap and own.top is not None:
            result.points = min(result.points, own.top)


def _put(node: Resolved, own: _Constants, result: Worked, state: tuple[str, bool]) -> None:
    """Put a node into a state: void, or not applicable."""
    result.state, leave = state
    if result.state == "na" and leave:
        result.points, result.left = None, True
        return
    if result.state == "na" and own.top is not None:
        result.available = own.top
    result.left = False
    if node.node.combine is not Combine.NONE:
        result.points = ZERO


def _available(node: Resolved, own: _Constants, there: list[Worked]) -> Fraction | None:
    """What the agency could have earned in a group."""
    top = own.top
    if node.node.combine in {Combine.MEAN, Combine.NONE}:
        return top
    amounts = [top if child.available is None else child.available for child in there]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(there):
        return None
    if node.node.combine is Combine.BEST:
        return max(known, default=ZERO)
    return _sum(known) if top is None else min(top, _sum(known))


def _combined(node: Resolved, own: _Constants, there: list[Worked]) -> Fraction | None:
    """The points of a group, from the children that count."""
    known = [child.points for child in there if child.points is not None]
    if node.node.combine is Combine.BEST:
        return max(known, default=None)
    if len(known) < len(there):
        return None
    return _mean(own, there) if node.node.combine is Combine.MEAN else _sum(known)


def _at_least(low: Fraction, points: Fraction) -> Fraction:
    """The greater of them. The minimum is 0 nearly always, and then a sign tells it."""
    if low.numerator:
        return max(points, low)
    return points if points.numerator >= 0 else low


def _sum(fractions: list[Fraction]) -> Fraction:
    """Their sum, brought to one denominator at once instead of step by step."""
    common = lcm(*(each.denominator for each in fractions))
    return Fraction(sum(each.numerator * (common // each.denominator) for each in fractions), common)


def _mean(own: _Constants, counted: list[Worked]) -> Fraction:
    weights = [Fraction(child.node.node.weight or 1) for child in counted]
    shares = [
        weight * child.points / child.available
        for child, weight in zip(counted, weights, strict=True)
        if child.points is not None and child.available
    ]
    return (own.top or ZERO) * sum(shares, ZERO) / sum(weights, ZERO)


def _path(tree: Resolved, id: str) -> list[Resolved]:
    if tree.id == id:
        return [tree]
    for child in tree.children:
        if below := _path(child, id):
            return [tree, *below]
    return []
