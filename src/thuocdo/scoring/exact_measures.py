"""Each measure in fractions: `measurer` makes of a leaf what gives the exact points of a row whose inputs are all there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.quotient import input_columns, yardstick
from thuocdo.scoring.scale import Scale

Row = Mapping[str, Any]
Measurer = Callable[[Row], Fraction | None]
ZERO = Fraction(0)


def measurer(node: Resolved, scale: Scale, scales: Mapping[str, int]) -> Measurer:
    """The points of a leaf by its row; None where a divisor of 0 leaves it out. `scales` are those of the inputs."""
    if node.node.measure is None:
        id, one = node.id, scale.one
        return lambda row: Fraction(row[id], one)
    return MEASURERS[type(node.node.measure)](node.node.measure, node, scales)


def own_value(node: Resolved, scales: Mapping[str, int]) -> Measurer:
    """The value a leaf is measured by: its only number, or the quotient of two; None where the divisor is 0."""
    names = input_columns(node)
    units = [10 ** scales.get(name, 0) for name in names]
    if len(names) == 1:
        only, unit = names[0], units[0]
        return lambda row: Fraction(row[only], unit)
    (above, below), (over, under) = names, units

    def quotient(row: Row) -> Fraction | None:
        divisor = row[below] * over
        return Fraction(row[above] * under, divisor) if divisor else None

    return quotient


def excess_of(node: Resolved, scales: Mapping[str, int]) -> Callable[[Row], Fraction]:
    """By how much the actual of a quota exceeds its target, as a share of it; at least 0."""
    (target, actual), units = input_columns(node), [10 ** scales.get(name, 0) for name in input_columns(node)]

    def excess(row: Row) -> Fraction:
        aim = row[target] * units[1]
        return max(Fraction(row[actual] * units[0] - aim, aim), ZERO)

    return excess


def _top(node: Resolved) -> Fraction:
    return Fraction(node.max or 0)


def _where_none(rule: IfNone | None, top: Fraction) -> Fraction | None:
    return {IfNone.LEAVE: None, IfNone.ZERO: ZERO, IfNone.FULL: top}[rule or IfNone.ZERO]


def _yes_no(_measure: YesNo, node: Resolved, _scales: Mapping[str, int]) -> Measurer:
    id, top = node.id, _top(node)
    return lambda row: top if row[id] else ZERO


def _choice(measure: Choice, node: Resolved, _scales: Mapping[str, int]) -> Measurer:
    id, worth = node.id, {option.id: option.worth.of(_top(node)) for option in measure.options}
    return lambda row: worth[row[id]]


def _checklist(measure: Checklist, node: Resolved, _scales: Mapping[str, int]) -> Measurer:
    id, top = node.id, _top(node)
    worth = {option.id: option.worth.of(top) for option in measure.options}

    def points(row: Row) -> Fraction:
        chosen = sum((worth[option] for option in row[id]), ZERO)
        return chosen if node.max is None else min(chosen, top)

    return points


def _ratio(measure: Ratio, node: Resolved, scales: Mapping[str, int]) -> Measurer:
    above, below = input_columns(node)
    over, under = 10 ** scales.get(above, 0), 10 ** scales.get(below, 0)
    top, target, start = _top(node), Fraction(measure.target) / 100, Fraction(measure.start or 0) / 100
    none, times = _where_none(measure.if_none, top), top / target

    def points(row: Row) -> Fraction | None:
        a, b = row[above] * under, row[below] * over
        if not b:
            return none
        if a * start.denominator < b * start.numerator:
            return ZERO
        if a * target.denominator >= b * target.numerator:
            return top
        return Fraction(a * times.numerator, b * times.denominator)

    return points


def _relative(measure: Relative, node: Resolved, scales: Mapping[str, int]) -> Measurer:
    top, value_of, names = _top(node), own_value(node, scales), yardstick(node.id)
    none = _where_none(measure.if_none, top)

    def points(row: Row) -> Fraction | None:
        value = value_of(row)
        if value is None:
            return none
        best = _best(row, names)
        best = value if best is None else best
        return ZERO if best == 0 else min(top * value / best, top)

    return points


def _best(row: Row, names: tuple[str, str]) -> Fraction | None:
    numerator, denominator = row.get(names[0]), row.get(names[1])
    return None if numerator is None or denominator is None else Fraction(numerator, denominator)


def _steps(measure: Steps, node: Resolved, scales: Mapping[str, int]) -> Measurer:
    top, value_of = _top(node), own_value(node, scales)
    none = _where_none(measure.if_none, top)
    steps = [(_side(step.lower), _side(step.upper), step.worth.of(top)) for step in measure.steps]

    def points(row: Row) -> Fraction | None:
        value = value_of(row)
        if value is None:
            return none
        for lower, upper, worth in steps:
            if lower is not None and (value < lower[0] or (value == lower[0] and not lower[1])):
                continue
            if upper is not None and (value > upper[0] or (value == upper[0] and not upper[1])):
                continue
            return worth
        return ZERO

    return points


def _side(bound: Bound | None) -> tuple[Fraction, bool] | None:
    """A bound of a step as a fraction, and whether it belongs to the step."""
    return None if bound is None else (Fraction(bound.value) / (100 if bound.percent else 1), bound.inclusive)


def _count(measure: Count, node: Resolved, scales: Mapping[str, int]) -> Measurer:
    top, low, per = _top(node), Fraction(node.node.min), Fraction(measure.per)
    start = top if measure.start is None else Fraction(measure.start)
    id, unit = node.id, 10 ** scales.get(node.id, 0)

    def points(row: Row) -> Fraction:
        found = max(start + Fraction(row[id], unit) * per, low)
        return found if node.max is None else min(found, top)

    return points


def _survey(measure: Survey, node: Resolved, scales: Mapping[str, int]) -> Measurer:
    value_of, none = own_value(node, scales), _where_none(measure.if_none, _top(node))
    low, times = Fraction(measure.low), _top(node) / Fraction(measure.high - measure.low)

    def points(row: Row) -> Fraction | None:
        value = value_of(row)
        return none if value is None else (value - low) * times

    return points


def _quota(_measure: Quota, node: Resolved, scales: Mapping[str, int]) -> Measurer:
    half, names, excess_in = _top(node) / 2, yardstick(node.id), excess_of(node, scales)
    target, actual = input_columns(node)
    units = [10 ** scales.get(name, 0) for name in (target, actual)]

    def points(row: Row) -> Fraction:
        excess = excess_in(row)
        if not excess:
            return half * Fraction(row[actual] * units[0], row[target] * units[1])
        best = max(_best(row, names) or excess, excess)
        return half + half * excess / best

    return points


MEASURERS: dict[type, Callable[..., Measurer]] = {
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
