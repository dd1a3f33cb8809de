"""Each measure as one division of whole-number columns: `measure_value` gives a leaf's points before states and given values.

Column names follow the input table; the yardstick of a leaf is in `yardstick(id)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any

import polars as pl

from thuocdo.definition.measures import (
    Bound,
    Checklist,
    Choice,
    Count,
    IfNone,
    Measure,
    Quota,
    Ratio,
    Relative,
    Steps,
    Survey,
    YesNo,
)
from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.facts import ColumnFacts
from thuocdo.scoring.interval import Whole, column, compare, constant, cut_to, nearest_to
from thuocdo.scoring.scale import Scale
from thuocdo.scoring.value import Flag, Value

ONE = Fraction(1)


def yardstick(leaf: str) -> tuple[str, str]:
    """The columns of a leaf's best value, numerator and denominator."""
    return f"{leaf}:best:n", f"{leaf}:best:d"


def input_columns(node: Resolved) -> tuple[str, ...]:
    """The columns a leaf reads: its id for a single input or a mark, `ID:key` for several."""
    measure = node.node.measure
    if measure is None or len(measure.inputs) == 1:
        return (node.id,)
    return tuple(f"{node.id}:{entry.key}" for entry in measure.inputs)


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a measure needs to know: its node, the scale, the facts of the columns that are there."""

    node: Resolved
    scale: Scale
    facts: dict[str, ColumnFacts]

    @property
    def max(self) -> int:
        """The maximum in shown units; a leaf that needs one has it."""
        return self.scale.shown(self.node.max or Decimal(0))

    @property
    def top(self) -> int | None:
        """The maximum, or None for a leaf without one."""
        return None if self.node.max is None else self.max

    def number(self, name: str, *, signed: bool = False) -> Whole:
        """A numeric column with its bounds; inputs that may not be negative never are (bad cells were refused)."""
        facts = self.facts[name]
        return column(name, -facts.bound if signed or facts.negative else 0, facts.bound, wide=facts.wide)

    def ten(self, name: str) -> int:
        """10 to the power of a column's scale."""
        return int(10 ** self.facts[name].scale)

    def quotient(self, numerator: Whole, denominator: Whole | int, times: Fraction) -> Value:
        """Times x numerator / denominator, in shown units, from one division."""
        if isinstance(denominator, int):
            denominator, times = 1, times / denominator
        if self.scale.exact:
            shown = nearest_to(numerator, denominator, times)
            return Value(self.scale, shown, shown)
        times *= self.scale.unit
        even = isinstance(denominator, int) and times.denominator == 1
        return Value(self.scale, cut_to(numerator, denominator, times), None, 0 if even else 1, cut=True)

    def looked_up(self, expr: pl.Expr, worth: Mapping[Any, Fraction]) -> Value:
        """Points known beforehand, by the text or number each stands for."""

        def found(points: Mapping[Any, int]) -> Whole:
            there = list(points.values())
            looked_up = expr.replace_strict(list(points), there, return_dtype=pl.Int64)
            return Whole(looked_up, min(there), max(there))

        if self.scale.exact:
            shown = found({key: self.scale.shown(points) for key, points in worth.items()})
            return Value(self.scale, shown, shown)
        exact = {key: points * self.scale.one * self.scale.unit for key, points in worth.items()}
        error = int(any(points.denominator != 1 for points in exact.values()))
        return Value(self.scale, found({key: int(points) for key, points in exact.items()}), None, error, cut=True)


def measure_value(leaf: Leaf) -> Value:
    """Points of a leaf by its measure; null where an input is missing, or where a divisor of 0 leaves it out."""
    measure = leaf.node.node.measure
    if any(name not in leaf.facts for name in input_columns(leaf.node)):
        return Value.exact(leaf.scale, Whole(pl.lit(None, dtype=pl.Int64), 0, 0))
    if measure is None:
        return Value.exact(leaf.scale, leaf.number(leaf.node.id, signed=True))
    return MEASURES[type(measure)](leaf, measure)


def left_by_divisor(leaf: Leaf) -> Flag:
    """Where a divisor of 0 leaves the leaf out (`if_none: leave`)."""
    rule = getattr(leaf.node.node.measure, "if_none", None)
    names = input_columns(leaf.node)
    if rule is not IfNone.LEAVE or any(name not in leaf.facts for name in names) or not leaf.facts[names[1]].zeros:
        return False
    return _no_divisor(names[0], names[1])


def _no_divisor(above: str, below: str) -> pl.Expr:
    return ((pl.col(below) == 0) & pl.col(above).is_not_null()).fill_null(value=False)


def _yes_no(leaf: Leaf, _measure: YesNo) -> Value:
    yes = Whole(pl.col(leaf.node.id).cast(pl.Int64), 0, 1)
    return Value.exact(leaf.scale, yes * leaf.max)


def _choice(leaf: Leaf, measure: Choice) -> Value:
    whole = Fraction(leaf.node.max or 0)
    return leaf.looked_up(pl.col(leaf.node.id), {option.id: option.worth.of(whole) for option in measure.options})


def _checklist(leaf: Leaf, measure: Checklist) -> Value:
    """Points and shares of the maximum over their common denominator: one division."""
    whole = Fraction(leaf.node.max or 0)
    amounts = [option.worth.of(whole) * leaf.scale.one for option in measure.options]
    common = lcm(*(amount.denominator for amount in amounts))
    chosen = constant(0)
    for option, amount in zip(measure.options, amounts, strict=True):
        there = Whole(pl.col(leaf.node.id).list.contains(option.id).cast(pl.Int64), 0, 1)
        chosen = chosen + there * int(amount * common)
    return leaf.quotient(chosen, common, ONE).clipped(None, leaf.top)


def _if_none(leaf: Leaf, value: Value, rule: IfNone | None) -> Value:
    names = input_columns(leaf.node)
    if len(names) == 1 or not leaf.facts[names[1]].zeros:
        return value
    none = _no_divisor(names[0], names[1])
    return value.replaced(none, leaf.max if rule is IfNone.FULL else 0)


def _pair(leaf: Leaf) -> tuple[Whole, Whole]:
    """A and b at one scale, so that a / b is the ratio of the two whole numbers."""
    above, below = input_columns(leaf.node)
    return leaf.number(above) * leaf.ten(below), leaf.number(below) * leaf.ten(above)


def _ratio(leaf: Leaf, measure: Ratio) -> Value:
    a, b = _pair(leaf)
    times = leaf.max / (Fraction(measure.target) / 100)
    value = leaf.quotient(a, b, times).clipped(None, leaf.max)
    if measure.start:
        start = Fraction(measure.start) / 100
        low, high = compare(a * start.denominator, b * start.numerator)
        value = value.replaced(low < high, 0)
    return _if_none(leaf, value, measure.if_none)


def _relative(leaf: Leaf, measure: Relative) -> Value:
    names = input_columns(leaf.node)
    best_n, best_d = (leaf.number(name) for name in yardstick(leaf.node.id))
    if len(names) == 1:
        own, unit = leaf.number(names[0]), constant(leaf.ten(names[0]))
    else:
        own, unit = _pair(leaf)
    value = leaf.quotient(own * best_d, unit * best_n, Fraction(leaf.max)).clipped(None, leaf.max)
    value = value.replaced((best_n.expr == 0) & own.expr.is_not_null() & (unit.expr != 0), 0)
    return _if_none(leaf, value, measure.if_none)


def _steps(leaf: Leaf, measure: Steps) -> Value:
    names = input_columns(leaf.node)
    if len(names) == 1:
        own, unit = leaf.number(names[0], signed=True), constant(leaf.ten(names[0]))
    else:
        own, unit = _pair(leaf)
    whole = Fraction(leaf.node.max or 0)
    index = pl.lit(len(measure.steps), dtype=pl.Int64)
    for number, step in reversed(list(enumerate(measure.steps))):
        holds = _within(own, unit, step.lower, step.upper)
        index = pl.when(holds).then(pl.lit(number, dtype=pl.Int64)).otherwise(index)
    there = reduce(lambda left, right: left & right, (pl.col(name).is_not_null() for name in names))
    worth = dict(enumerate([*(step.worth.of(whole) for step in measure.steps), Fraction(0)]))
    return _if_none(leaf, leaf.looked_up(pl.when(there).then(index), worth), measure.if_none)


def _within(own: Whole, unit: Whole, lower: Bound | None, upper: Bound | None) -> pl.Expr:
    holds = pl.lit(value=True)
    if lower is not None:
        left, right = _against(own, unit, lower)
        holds = holds & (left >= right if lower.inclusive else left > right)
    if upper is not None:
        left, right = _against(own, unit, upper)
        holds = holds & (left <= right if upper.inclusive else left < right)
    return holds


def _against(own: Whole, unit: Whole, bound: Bound) -> tuple[pl.Expr, pl.Expr]:
    """Own / unit against a bound, cross-multiplied."""
    limit = Fraction(bound.value) / (100 if bound.percent else 1)
    return compare(own * limit.denominator, unit * limit.numerator)


def _count(leaf: Leaf, measure: Count) -> Value:
    start = leaf.max if measure.start is None else leaf.scale.shown(measure.start)
    n = leaf.number(leaf.node.id)
    points = n * leaf.scale.shown(measure.per) + start
    value = Value.exact(leaf.scale, points)
    return value.clipped(leaf.scale.shown(leaf.node.node.min), leaf.top)


def _survey(leaf: Leaf, measure: Survey) -> Value:
    names = input_columns(leaf.node)
    low, high = Fraction(measure.low), Fraction(measure.high)
    common = lcm(low.denominator, high.denominator)
    if len(names) == 1:
        own, unit = leaf.number(names[0], signed=True), constant(leaf.ten(names[0]))
    else:
        total, n = leaf.number(names[0], signed=True), leaf.number(names[1])
        own, unit = total * leaf.ten(names[1]), n * leaf.ten(names[0])
    over = own * common - unit * int(low * common)
    above = Whole(over.expr, 0, over.high, over.wide)  # the mean lies on the scale: bad cells were refused
    value = leaf.quotient(above, unit, leaf.max / ((high - low) * common)).clipped(None, leaf.max)
    return _if_none(leaf, value, measure.if_none)


def _quota(leaf: Leaf, _measure: Quota) -> Value:
    target_name, actual_name = input_columns(leaf.node)
    target = leaf.number(target_name) * leaf.ten(actual_name)
    actual = leaf.number(actual_name) * leaf.ten(target_name)
    below = leaf.quotient(actual, target, Fraction(leaf.max, 2))
    best_n, best_d = (leaf.number(name) for name in yardstick(leaf.node.id))
    excess = actual - target
    over = Whole(excess.expr, 0, excess.high, excess.wide)  # used where actual is above target only
    own = target * best_n
    above = leaf.quotient(own + over * best_d, own, Fraction(leaf.max, 2)).clipped(None, leaf.max)
    # Nobody in the block exceeds the target, and this agency, which does, is no yardstick itself: nothing is better.
    above = above.replaced((best_n.expr == 0) & own.expr.is_not_null(), leaf.max)
    exceeds, limit = compare(actual, target)
    return _chosen(exceeds > limit, above, below)


def _chosen(condition: pl.Expr, first: Value, second: Value) -> Value:
    fine = second.fine.or_else(condition, first.fine)
    return Value(first.scale, fine, fine) if first.scale.exact else Value(first.scale, fine, None, 1, cut=True)


MEASURES: dict[type[Measure], Callable[..., Value]] = {
    YesNo: _yes_no,
    Choice: _choice,
    Checklist: _checklist,
    Ratio: _ratio,
    Relative: _relative,
    Steps: _steps,
    Count: _count,
    Survey: _survey,
    Quota: _quota,
}
