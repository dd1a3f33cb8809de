"""What one criterion earns from its inputs (docs/rules.md, 1), in exact fractions.

inputs of the agency  ->  its own value (what a yardstick looks at)  ->  points before `min`, `needs` and what is given
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from thuocdo.definition.amounts import Amount
from thuocdo.definition.measures import (
    Bound,
    Checklist,
    Choice,
    Count,
    IfNone,
    Quota,
    Ratio,
    Relative,
    Step,
    Steps,
    Survey,
    YesNo,
)
from thuocdo.definition.model import Node

Cell = str | Decimal | Fraction | bool | tuple[str, ...] | None
Row = Mapping[str, Cell]
Best = Fraction | None


def number(cell: Cell) -> Fraction:
    if not isinstance(cell, Decimal | Fraction):
        raise TypeError(cell)
    return Fraction(cell)


def inputs_of(leaf: Node, row: Row) -> dict[str, Cell]:
    """Every input by its key; a leaf with one input has the column `ID`, or `ID:key`."""
    keys = [given.key for given in leaf.measure.inputs] if leaf.measure else ["value"]
    cells = {key: row.get(f"{leaf.id}:{key}") for key in keys}
    if len(keys) == 1 and row.get(leaf.id) is not None:
        cells[keys[0]] = row[leaf.id]
    return cells


def is_missing(leaf: Node, row: Row) -> bool:
    return any(cell is None for cell in inputs_of(leaf, row).values())


def value_of(leaf: Node, row: Row) -> Fraction | None:
    """The one number that the agency's inputs come to; None where the divisor is 0. The inputs are all there."""
    cells = inputs_of(leaf, row)
    match leaf.measure:
        case Quota():
            return number(cells["actual"]) / number(cells["target"]) - 1
        case Ratio() | Relative() | Steps() | Survey() if len(cells) == 2:
            above, below = (number(cell) for cell in cells.values())
            return above / below if below else None
        case _:
            return number(next(iter(cells.values())))


def worth(amount: Amount, maximum: Fraction | None) -> Fraction:
    if not amount.percent:
        return Fraction(amount.value)
    return Fraction(amount.value) / 100 * known(maximum)


def known(maximum: Fraction | None) -> Fraction:
    if maximum is None:
        raise ValueError("this measure needs a maximum")
    return maximum


def earned(leaf: Node, maximum: Fraction | None, row: Row, best: Best) -> Fraction | None:
    """The points of a leaf whose inputs are all there; None: left out by `if_none`."""
    cell = next(iter(inputs_of(leaf, row).values()))
    match leaf.measure:
        case YesNo():
            return known(maximum) if cell else Fraction(0)
        case Choice(options=options):
            return worth(next(option.worth for option in options if option.id == cell), maximum)
        case Checklist(options=options):
            held = cell if isinstance(cell, tuple) else ()
            total = sum((worth(option.worth, maximum) for option in options if option.id in held), Fraction(0))
            return total if maximum is None else min(total, maximum)
        case _:
            value = value_of(leaf, row)
            return earned_without_divisor(leaf, maximum) if value is None else earned_by(value, leaf, maximum, best)


def earned_by(value: Fraction, leaf: Node, maximum: Fraction | None, best: Best) -> Fraction:
    match leaf.measure:
        case None:
            points = value
        case Ratio(target=target, start=start):
            enough = start is None or value >= Fraction(start) / 100
            points = known(maximum) * min(value / (Fraction(target) / 100), Fraction(1)) if enough else Fraction(0)
        case Steps(steps=steps):
            points = next((worth(step.worth, maximum) for step in steps if holds(step, value)), Fraction(0))
        case Count(per=per, start=start):
            points = (known(maximum) if start is None else Fraction(start)) + value * Fraction(per)
            points = max(points, Fraction(leaf.min))
            points = points if maximum is None else min(points, maximum)
        case Survey(low=low, high=high):
            points = known(maximum) * (value - Fraction(low)) / (Fraction(high) - Fraction(low))
        case Relative():
            points = relative(known(maximum), value, value if best is None else best)
        case Quota():
            points = quota(known(maximum), value, value if best is None else best)
        case _:
            raise TypeError(leaf.measure)
    return points


def earned_without_divisor(leaf: Node, maximum: Fraction | None) -> Fraction | None:
    if not isinstance(leaf.measure, Ratio | Relative | Steps | Survey):
        raise TypeError(leaf.measure)
    match leaf.measure.if_none:
        case IfNone.LEAVE:
            return None
        case IfNone.ZERO:
            return Fraction(0)
        case IfNone.FULL:
            return known(maximum)
        case None:
            raise ValueError("the set does not say what a divisor of 0 means")


def holds(step: Step, value: Fraction) -> bool:
    return (step.lower is None or clears(value, step.lower)) and (step.upper is None or clears(-value, step.upper, -1))


def clears(value: Fraction, bound: Bound, sign: int = 1) -> bool:
    limit = sign * Fraction(bound.value) / (100 if bound.percent else 1)
    return value >= limit if bound.inclusive else value > limit


def relative(maximum: Fraction, value: Fraction, best: Fraction) -> Fraction:
    """An agency outside the yardstick may have more than the best: never above the maximum. Best 0: 0 for all."""
    return min(maximum * value / best, maximum) if best > 0 else Fraction(0)


def quota(maximum: Fraction, excess: Fraction, best: Fraction) -> Fraction:
    """An agency outside the yardstick may exceed the best, even where nobody else reached the target."""
    half = maximum / 2
    if excess <= 0:
        return half * (1 + excess)
    return half + half * excess / max(excess, best)
