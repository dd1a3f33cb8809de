"""A worked example of a criterion: one of the cases that came with the set, its figures put into the rule.

The figures and the points are those of the case, which somebody worked out from the decision; the arithmetic between them is
shown only where it comes out at these points, rounded as the set rounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from thuocdo.definition.cases import Case
from thuocdo.definition.measures import Choice, Count, InputType, Quota, Ratio, Relative, Survey, YesNo
from thuocdo.definition.model import Rounding
from thuocdo.definition.resolved import Resolved
from thuocdo.definition.written import read_decimal
from thuocdo.web.ui import written

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """What was entered, the arithmetic in figures (nothing where there is none to show), and the points."""

    given: tuple[tuple[str, str], ...]
    arithmetic: str
    points: Decimal


def examples_of(leaves: Iterable[Resolved], cases: Iterable[Case], rounding: Rounding) -> dict[str, Example]:
    """An example for each criterion that a case shows; one that earns a part of the maximum, if there is such a one.

    "Yes or no" and "one of" need none: their rule is the list itself.
    """
    wanted = {leaf.id: leaf for leaf in leaves}
    found: dict[str, Example] = {}
    for case in cases:
        rows = {dict(row).get("agency", ""): dict(row) for row in case.rows}
        for expectation in case.expect:
            leaf = wanted.get(expectation.node)
            if leaf is None or expectation.key != "points" or not isinstance(expectation.value, Fraction):
                continue
            row = rows.get(expectation.agency or "", next(iter(rows.values()), {}))
            example = _example(leaf, row, _block(row, rows.values()), expectation.value, rounding)
            if example is not None and (leaf.id not in found or _tells_more(example, found[leaf.id], leaf)):
                found[leaf.id] = example
    return found


def _block(row: Cells, rows: Iterable[Cells]) -> list[Cells]:
    return [other for other in rows if other.get("block") == row.get("block")]


def _tells_more(one: Example, other: Example, leaf: Resolved) -> bool:
    ends = {Decimal(0), leaf.max}
    return (one.points not in ends, bool(one.arithmetic)) > (other.points not in ends, bool(other.arithmetic))


def _example(leaf: Resolved, row: Cells, block: list[Cells], value: Fraction, rounding: Rounding) -> Example | None:
    measure = leaf.node.measure
    if (
        f"{leaf.id}:state" in row
        or f"{leaf.id}:points" in row
        or measure is None
        or isinstance(measure, YesNo | Choice)
    ):
        return None
    cells = _cells(leaf, row)
    if cells is None:
        return None
    given = tuple(
        (entry.label, _shown(leaf, entry.type, cell)) for entry, cell in zip(measure.inputs, cells, strict=True)
    )
    points = _rounded(value, rounding.decimals)
    best = _best(leaf, block) if isinstance(measure, Relative) else None
    if best is not None:
        given = (*given, (_("Cao nhất"), written.number(best)))
    return Example(given, _arithmetic(leaf, cells, block, points, rounding), points)


def _cells(leaf: Resolved, row: Cells) -> list[str] | None:
    """What a row gives for the inputs of a criterion; nothing if it does not give all of them."""
    inputs = leaf.node.measure.inputs if leaf.node.measure else ()
    keys = [(f"{leaf.id}:{entry.key}", leaf.id if len(inputs) == 1 else "") for entry in inputs]
    cells = [row.get(own, row.get(short, "")) for own, short in keys]
    return cells if all(cells) else None


def _shown(leaf: Resolved, type: InputType, cell: str) -> str:
    names = {option.id: option.name for option in getattr(leaf.node.measure, "options", ())}
    if type in {InputType.OPTION, InputType.OPTIONS}:
        return "; ".join(names.get(id.strip(), id.strip()) for id in cell.split(";")) if cell != "-" else _("không có")
    if type is InputType.YES_NO:
        return _("có") if cell.lower() in {"có", "yes", "1"} else _("không")
    number = read_decimal(cell)
    return cell if number is None else written.number(number)


def _rounded(value: Fraction, decimals: int) -> Decimal:
    """Half away from zero."""
    size = abs(value) * 10**decimals
    whole = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals)


def _arithmetic(leaf: Resolved, cells: list[str], block: list[Cells], points: Decimal, rounding: Rounding) -> str:
    numbers = _numbers(cells)
    if numbers is None:
        return ""
    worked = next(_formulas(leaf, numbers, block), None)
    if worked is None or _rounded(worked[1], rounding.decimals) != points:
        return ""
    equals = "=" if Fraction(points) == worked[1] else "≈"
    return f"{worked[0]} {equals} {written.number(points)}"


def _numbers(cells: list[str]) -> list[Decimal] | None:
    found = [read_decimal(cell) for cell in cells]
    numbers = [number for number in found if number is not None]
    return numbers if len(numbers) == len(cells) else None


def _formulas(leaf: Resolved, numbers: list[Decimal], block: list[Cells]) -> Iterator[tuple[str, Fraction]]:
    """The rule with figures in place of words, and what comes out; nothing where a divisor is 0."""
    measure, top = leaf.node.measure, leaf.max or Decimal(0)
    said = [written.number(number) for number in numbers]
    value = _quotient(numbers)
    high = written.number(top)
    if value is None and not isinstance(measure, Count):
        return
    match measure:
        case Ratio():
            target = "" if measure.target == 100 else f" ÷ {written.percent(measure.target)}"
            share = (value or 0) / (Fraction(measure.target) / 100)
            yield f"{' ÷ '.join(said)}{target} × {high}", min(share, Fraction(1)) * Fraction(top)
        case Relative():
            yield from _against_best(leaf, said, value or Fraction(0), block)
        case Count():
            start = top if measure.start is None else measure.start
            sign = "-" if measure.per < 0 else "+"
            opening = f"{written.number(start)} {sign} " if start else ""
            yield (
                f"{opening}{said[0]} × {written.number(abs(measure.per))}",
                Fraction(start) + Fraction(numbers[0] * measure.per),
            )
        case Survey():
            low, end = written.number(measure.low), written.number(measure.high)
            share = ((value or 0) - Fraction(measure.low)) / Fraction(measure.high - measure.low)
            yield f"({' ÷ '.join(said)} - {low}) ÷ ({end} - {low}) × {high}", share * Fraction(top)
        case Quota() if numbers[1] <= numbers[0]:
            yield (
                f"{said[1]} ÷ {said[0]} × {written.number(top / 2)}",
                Fraction(numbers[1]) / Fraction(numbers[0]) * Fraction(top) / 2,
            )
        case _:
            return


def _quotient(numbers: list[Decimal]) -> Fraction | None:
    if len(numbers) == 1:
        return Fraction(numbers[0])
    return None if numbers[1] == 0 else Fraction(numbers[0]) / Fraction(numbers[1])


def _against_best(
    leaf: Resolved, said: list[str], value: Fraction, block: list[Cells]
) -> Iterator[tuple[str, Fraction]]:
    """Against the best of the rows that count."""
    best = _best(leaf, block)
    if best is None:
        return
    own = f"({' ÷ '.join(said)})" if len(said) > 1 else said[0]
    high = leaf.max or Decimal(0)
    yield f"{own} ÷ {written.number(best)} × {written.number(high)}", value / best * Fraction(high)


def _best(leaf: Resolved, block: list[Cells]) -> int | None:
    """The highest value of the rows that count, if it is a whole number above 0."""
    rows = [row for row in block if f"{leaf.id}:state" not in row and "state" not in row]
    values = [_quotient(numbers) for row in rows if (cells := _cells(leaf, row)) and (numbers := _numbers(cells))]
    best = max((found for found in values if found is not None), default=Fraction(0))
    return best.numerator if best > 0 and best.denominator == 1 else None
