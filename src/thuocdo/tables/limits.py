"""Between which bounds a number must lie, by what its column is and by the kind of agency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import Final

from thuocdo.definition.measures import Count, InputType, Quota, Ratio, Relative, Steps, Survey
from thuocdo.definition.model import Node
from thuocdo.diagnostics import fill
from thuocdo.tables.bad_cells import bad_cell
from thuocdo.tables.columns import Column, Role
from thuocdo.vietnamese.languages import Text

LARGEST_POINTS: Final = Decimal(100_000)
DIGITS: Final = 15
DIGITS_OF_PAIRS: Final = 12

OUTSIDE = bad_cell("TD755", "{wanted}", "{wanted}")

_AT_LEAST: Final = Text("một số không nhỏ hơn {low}", "a number of at least {low}")
_ABOVE: Final = Text("một số lớn hơn {low}", "a number above {low}")
_BETWEEN: Final = Text("một số từ {low} đến {high}", "a number from {low} to {high}")
_UP_TO: Final = Text("một số lớn hơn {low}, không quá {high}", "a number above {low}, at most {high}")


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers a cell may hold; `strict`: above `low`, not equal to it."""

    low: Decimal | None = None
    high: Decimal | None = None
    strict: bool = False

    @property
    def wanted(self) -> Text:
        """What to ask for instead of a number outside."""
        if self.high is None:
            return fill(_ABOVE if self.strict else _AT_LEAST, low=self.low)
        return fill(_UP_TO if self.strict else _BETWEEN, low=self.low, high=self.high)

    def whole(self, scale: int) -> tuple[int | None, int | None]:
        """The lowest and highest whole numbers at a scale."""
        return _whole(self, scale)


@lru_cache(maxsize=4096)
def _whole(range: Range, scale: int) -> tuple[int | None, int | None]:
    unit = 10**scale
    low = None if range.low is None else Fraction(range.low) * unit
    high = None if range.high is None else floor(Fraction(range.high) * unit)
    if low is None:
        return None, high
    return (floor(low) + 1 if range.strict else ceil(low)), high


ANY: Final = Range()
NOT_NEGATIVE: Final = Range(Decimal(0))


def range_of(column: Column, kind: str | None) -> Range:
    """The bounds of a column of numbers for agencies of a kind."""
    if column.placed is None:
        return ANY
    node = column.placed.node
    if column.role is Role.AVAILABLE:
        return Range(Decimal(0), node.max_for(kind) or LARGEST_POINTS, strict=True)
    if column.role is Role.POINTS and any(below.extra for child in node.criteria for below in child.walk()):
        return Range(-LARGEST_POINTS, LARGEST_POINTS)
    if column.role in {Role.POINTS, Role.MARK}:
        highest = node.max_for(kind)
        return Range(node.min, LARGEST_POINTS if highest is None else highest)
    return _range_of_input(node, column.input.key if column.input else "")


def _range_of_input(node: Node, key: str) -> Range:
    match node.measure:
        case Survey(low=low, high=high) if key == "mean":
            return Range(low, high)
        case Survey() if key == "total":
            return ANY
        case Quota() if key == "target":
            return Range(Decimal(0), strict=True)
        case Steps() if key == "value":
            return ANY
        case Ratio() | Relative() | Steps() | Count() | Survey() | Quota():
            return NOT_NEGATIVE
        case _:
            return ANY


def digits_allowed(column: Column) -> int:
    """How many digits a number may have; those that are divided and then compared with another quotient, fewer."""
    measure = column.placed.node.measure if column.placed else None
    pairs = isinstance(measure, Quota) or (isinstance(measure, Relative) and len(measure.inputs) > 1)
    return DIGITS_OF_PAIRS if pairs and column.role in {Role.INPUT, Role.BEST} else DIGITS


def is_whole(column: Column) -> bool:
    """Whether only whole numbers are allowed."""
    return column.input is not None and column.input.type is InputType.WHOLE
