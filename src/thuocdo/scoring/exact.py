"""One agency worked out with fractions, node by node: the arithmetic behind an explanation, and the last word on a rounding.

Slow and plain where the plan is fast; it reads the same typed row as the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from thuocdo.definition.measures import (
    Bound,
    Checklist,
    Choice,
    Count,
    IfNone,
    Quota,
    Ratio,
    Relative,
    Steps,
    Survey,
    YesNo,
)
from thuocdo.definition.model import Combine, Missing, NotApplicable
from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.quotient import input_columns, yardstick
from thuocdo.scoring.scale import Scale

Row = Mapping[str, Any]
ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Worked:
    """What became of one node. Points and available exact, None for none; `earned` is what the measure or the children gave by themselves.

    `unmet` names the node that `needs` asked for in vain; `assessable` is the available a rescale converted from.
    """

    node: Resolved
    state: str
    earned: Fraction | None
    points: Fraction | None
    shown: int | None
    available: Fraction | None
    left: bool
    unmet: str | None = None
    before_rescale: Fraction | None = None
    assessable: Fraction | None = None
    extras: Fraction = ZERO


class Exact:
    """The arithmetic of one tree for rows with the given input scales."""

    def __init__(self, tree: Resolved, scale: Scale, scales: Mapping[str, int]) -> None:
        self.tree = tree
        self.scale = scale
        self.scales = scales
        self.nodes = {node.id: node for node in tree.walk()}

    def points(self, row: Row, id: str) -> Fraction | None:
        """The exact points of one node."""
        return self.work(row)[id].points

    def shown(self, row: Row, id: str) -> int | None:
        """The shown points of one node, in the set's units."""
        return self.work(row)[id].shown

    def work(self, row: Row) -> dict[str, Worked]:
        """Work out every node of one agency."""
        done: dict[str, Worked] = {}
        self._node(self.tree, row, None, done)
        return done

    def _node(self, node: Resolved, row: Row, above: tuple[str, bool] | None, done: dict[str, Worked]) -> Worked:
        if node.id in done:
            return done[node.id]
        state = above or self._own_state(node, row)
        for child in node.children:
            self._node(child, row, state, done)
        result = self._leaf(node, row) if node.is_leaf else self._group(node, done)
        if node.node.needs is not None:
            result = self._needed(node, result, row, done)
        if state is None and row.get(f"{node.id}:points") is not None:
            result = self._given(node, result, row)
        result = self._rescaled(node, result)
        result = self._with_extras(node, result, done)
        done[node.id] = self._final(node, result, state)
        return done[node.id]

    def _own_state(self, node: Resolved, row: Row) -> tuple[str, bool] | None:
        """The word of a state cell, and for `na` whether it is left out (or counts 0)."""
        word = row.get(f"{node.id}:state") if node is not self.tree else None
        return None if word is None else (word, node.not_applicable is not NotApplicable.ZERO)

    def _leaf(self, node: Resolved, row: Row) -> Worked:
        available = None if node.max is None else Fraction(node.max)
        values = [row.get(name) for name in input_columns(node)]
        if any(value is None for value in values):
            points = ZERO if node.missing is Missing.ZERO else None
            return self._made(node, "missing", points, available)
        earned = measured(node, row, self.scale, self.scales)
        if earned is None:
            return self._made(node, "na", None, available, left=True)
        earned = max(earned, Fraction(node.node.min))
        if node.node.cap and available is not None:
            earned = min(earned, available)
        return self._made(node, "computed", self._divided(earned), available, earned=earned)

    def _made(
        self,
        node: Resolved,
        state: str,
        points: Fraction | None,
        available: Fraction | None,
        *,
        left: bool = False,
        earned: Fraction | None = None,
    ) -> Worked:
        return Worked(node, state, points if earned is None else earned, points, None, available, left)

    def _divided(self, value: Fraction) -> Fraction:
        """A quotient: rounded at once under `division`, kept under `totals`."""
        return Fraction(self.scale.shown(value), self.scale.one) if self.scale.exact else value

    def _group(self, node: Resolved, done: dict[str, Worked]) -> Worked:
        children = [done[child.id] for child in node.ordinary]
        there = [child for child in children if not child.left]
        if node.node.combine is Combine.MEAN:
            there = [child for child in there if child.available != 0]
        available = self._available(node, there)
        if not there:
            return self._made(node, "na", None, available, left=True)
        earned = self._combined(node, there)
        if node.node.combine is Combine.NONE:
            return self._made(node, "computed", None, None)
        if earned is None:
            return self._made(node, "missing", None, available)
        points = self._divided(earned) if node.node.combine is Combine.MEAN else earned
        return self._made(node, "computed", points, available, earned=earned)

    def _available(self, node: Resolved, there: list[Worked]) -> Fraction | None:
        top = None if node.max is None else Fraction(node.max)
        if node.node.combine in {Combine.MEAN, Combine.NONE}:
            return top
        amounts = [top if child.available is None else child.available for child in there]
        known = [amount for amount in amounts if amount is not None]
        if len(known) < len(there):
            return None
        if node.node.combine is Combine.BEST:
            return max(known, default=ZERO)
        return sum(known, ZERO) if top is None else min(top, sum(known, ZERO))

    def _combined(self, node: Resolved, there: list[Worked]) -> Fraction | None:
        points = [child.points for child in there]
        known = [value for value in points if value is not None]
        match node.node.combine:
            case Combine.NONE:
                return None
            case Combine.BEST:
                return max(known, default=None)
            case Combine.SUM:
                return sum(known, ZERO) if len(known) == len(points) else None
            case Combine.MEAN:
                return self._mean(node, there)

    def _mean(self, node: Resolved, counted: list[Worked]) -> Fraction | None:
        if any(child.points is None for child in counted):
            return None
        weights = [Fraction(child.node.node.weight or 1) for child in counted]
        shares = [
            weight * child.points / child.available
            for child, weight in zip(counted, weights, strict=True)
            if child.points is not None and child.available
        ]
        return Fraction(node.max or 0) * sum(shares, ZERO) / sum(weights, ZERO)

    def _needed(self, node: Resolved, result: Worked, row: Row, done: dict[str, Worked]) -> Worked:
        if result.state != "computed":
            return result
        other = self.nodes.get(node.node.needs or "")
        if other is None:
            return replace(result, points=ZERO, unmet=node.node.needs)
        if other.id not in done:
            self._node(other, row, self._state_above(other, row), done)
        found = done[other.id]
        if not found.left and found.points is None:
            return replace(result, state="missing", points=None, unmet=other.id)
        if found.left or (found.shown or 0) <= 0:
            return replace(result, points=ZERO, unmet=other.id)
        return result

    def _state_above(self, node: Resolved, row: Row) -> tuple[str, bool] | None:
        """The state that holds at a node through those above it."""
        path = _path(self.tree, node.id)
        return next((state for step in path[:-1] if (state := self._own_state(step, row))), None)

    def _given(self, node: Resolved, result: Worked, row: Row) -> Worked:
        points = Fraction(row[f"{node.id}:points"], self.scale.one)
        available = row.get(f"{node.id}:available")
        known = result.available if available is None else Fraction(available, self.scale.one)
        return replace(result, state="given", points=points, earned=points, available=known, left=False, unmet=None)

    def _rescaled(self, node: Resolved, result: Worked) -> Worked:
        if not node.node.rescale or node.max is None or result.available is None:
            return result
        top = Fraction(node.max)
        if result.available == 0:
            return replace(result, state="na", points=None, left=True, available=top)
        if result.points is None:
            return replace(result, available=top)
        points = self._divided(result.points * top / result.available)
        kept = replace(result, points=points, available=top)
        if result.available == top:
            return kept
        return replace(kept, before_rescale=result.points, assessable=result.available)

    def _with_extras(self, node: Resolved, result: Worked, done: dict[str, Worked]) -> Worked:
        if result.left or result.points is None:
            return result
        added = ZERO
        for child in node.extras:
            extra = done[child.id]
            if extra.left:
                continue
            if extra.points is None:
                if result.state == "given":
                    continue
                return replace(result, state="missing", points=None)
            added += extra.points
        return replace(result, points=result.points + added, extras=added)

    def _final(self, node: Resolved, result: Worked, state: tuple[str, bool] | None) -> Worked:
        points = result.points
        if points is not None:
            points = max(points, Fraction(node.node.min))
            if node.node.cap and node.max is not None:
                points = min(points, Fraction(node.max))
        result = replace(result, points=None if result.left else points)
        if state is not None:
            result = self._in_state(node, result, state)
        shown = None if result.points is None else self.scale.shown(result.points)
        return replace(result, shown=shown)

    def _in_state(self, node: Resolved, result: Worked, state: tuple[str, bool]) -> Worked:
        word, leave = state
        if word == "na":
            if leave:
                return replace(result, state="na", points=None, left=True)
            top = None if node.max is None else Fraction(node.max)
            return replace(result, state="na", points=ZERO, left=False, available=top)
        if node.node.combine is Combine.NONE:
            return replace(result, state=word)
        return replace(result, state=word, points=ZERO, left=False)


def _path(tree: Resolved, id: str) -> list[Resolved]:
    if tree.id == id:
        return [tree]
    for child in tree.children:
        if below := _path(child, id):
            return [tree, *below]
    return []


def measured(node: Resolved, row: Row, scale: Scale, scales: Mapping[str, int]) -> Fraction | None:
    """The exact points of a leaf whose inputs are all there; None where a divisor of 0 leaves it out."""
    measure = node.node.measure
    names = input_columns(node)
    if measure is None:
        return Fraction(row[node.id], scale.one)
    top = Fraction(node.max or 0)
    if isinstance(measure, YesNo):
        return top if row[node.id] else ZERO
    if isinstance(measure, Choice):
        return next(option.worth.of(top) for option in measure.options if option.id == row[node.id])
    if isinstance(measure, Checklist):
        chosen = sum((o.worth.of(top) for o in measure.options if o.id in row[node.id]), ZERO)
        return chosen if node.max is None else min(chosen, top)
    numbers = [Fraction(row[name], 10 ** scales.get(name, 0)) for name in names]
    return NUMERIC[type(measure)](measure, node, numbers, row)


def value_of(measure: Any, numbers: list[Fraction]) -> Fraction | IfNone | None:
    """The value a measure compares: its only number, or the quotient of two; what `if_none` says where the divisor is 0."""
    if len(numbers) == 1:
        return numbers[0]
    if numbers[1] == 0:
        rule: IfNone | None = measure.if_none
        return rule
    return numbers[0] / numbers[1]


def _none(rule: IfNone, top: Fraction) -> Fraction | None:
    return {IfNone.LEAVE: None, IfNone.ZERO: ZERO, IfNone.FULL: top}[rule]


def _ratio(measure: Ratio, node: Resolved, numbers: list[Fraction], _row: Row) -> Fraction | None:
    top, value = Fraction(node.max or 0), value_of(measure, numbers)
    if isinstance(value, IfNone) or value is None:
        return _none(measure.if_none, top)
    if measure.start is not None and value < Fraction(measure.start) / 100:
        return ZERO
    return top * min(value / (Fraction(measure.target) / 100), Fraction(1))


def _relative(measure: Relative, node: Resolved, numbers: list[Fraction], row: Row) -> Fraction | None:
    top, value = Fraction(node.max or 0), value_of(measure, numbers)
    if isinstance(value, IfNone) or value is None:
        return _none(value or IfNone.ZERO, top)
    best = _best(node, row)
    best = value if best is None else best
    return ZERO if best == 0 else min(top * value / best, top)


def _best(node: Resolved, row: Row) -> Fraction | None:
    numerator, denominator = (row.get(name) for name in yardstick(node.id))
    return None if numerator is None or denominator is None else Fraction(numerator, denominator)


def _steps(measure: Steps, node: Resolved, numbers: list[Fraction], _row: Row) -> Fraction | None:
    top, value = Fraction(node.max or 0), value_of(measure, numbers)
    if isinstance(value, IfNone) or value is None:
        return _none(value or IfNone.ZERO, top)
    for step in measure.steps:
        if within(value, step.lower, step.upper):
            return step.worth.of(top)
    return ZERO


def within(value: Fraction, lower: Bound | None, upper: Bound | None) -> bool:
    """Whether a value lies between two bounds of a step."""
    if lower is not None:
        limit = Fraction(lower.value) / (100 if lower.percent else 1)
        if value < limit or (value == limit and not lower.inclusive):
            return False
    if upper is not None:
        limit = Fraction(upper.value) / (100 if upper.percent else 1)
        if value > limit or (value == limit and not upper.inclusive):
            return False
    return True


def _count(measure: Count, node: Resolved, numbers: list[Fraction], _row: Row) -> Fraction | None:
    start = Fraction(node.max or 0) if measure.start is None else Fraction(measure.start)
    points = max(start + numbers[0] * Fraction(measure.per), Fraction(node.node.min))
    return points if node.max is None else min(points, Fraction(node.max))


def _survey(measure: Survey, node: Resolved, numbers: list[Fraction], _row: Row) -> Fraction | None:
    top, value = Fraction(node.max or 0), value_of(measure, numbers)
    if isinstance(value, IfNone) or value is None:
        return _none(value or IfNone.ZERO, top)
    low, high = Fraction(measure.low), Fraction(measure.high)
    return top * (value - low) / (high - low)


def _quota(_measure: Quota, node: Resolved, numbers: list[Fraction], row: Row) -> Fraction | None:
    half, (target, actual) = Fraction(node.max or 0) / 2, numbers
    if actual <= target:
        return half * actual / target
    own = actual / target - 1
    best = max(_best(node, row) or own, own)
    return half + half * own / best


NUMERIC: dict[type, Callable[..., Fraction | None]] = {
    Ratio: _ratio,
    Relative: _relative,
    Steps: _steps,
    Count: _count,
    Survey: _survey,
    Quota: _quota,
}
