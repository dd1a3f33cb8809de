"""Cells -> whole numbers at one scale for the column: value x 10**scale, in Int64 where they fit, else Int128.

The usual cells (digits, one decimal mark) are read by polars; only what remains goes through `read_number`. Both read alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final

import polars as pl

from thuocdo.tables.bad_cells import CellFault, bad_cell
from thuocdo.vietnamese.languages import Lang, Text
from thuocdo.vietnamese.numbers import (
    AmbiguousNumber,
    DecimalMark,
    NotANumber,
    format_number,
    plain_number,
    read_number,
)

MAX_DECIMALS: Final = 6
FEW: Final = 32  # below this, starting polars once more costs more than reading cell by cell
LONGEST: Final = 30  # what Int128 holds with its decimals; how many digits are allowed is for the column to say
BLANKS: Final = " \t\r\n\u00a0"
_CLEAN: Final = {
    None: r"^-?[0-9]{1,15}(?:[.,][0-9]{1,6})?$",
    ",": r"^-?[0-9]{1,15}(?:,[0-9]{1,6})?$",
    ".": r"^-?[0-9]{1,15}(?:\.[0-9]{1,6})?$",
}
_LIKE_A_GROUP: Final = r"^-?[1-9][0-9]{0,2}\.[0-9]{3}$"
_LARGEST_INT64: Final = 2**63 - 1

NOT_A_NUMBER = bad_cell("TD744", "một số, viết như 842,5", "a number, written like 842.5")
AMBIGUOUS = bad_cell(
    "TD745",
    "một số chỉ đọc được một cách: {with_comma} (--decimal-mark ,) hay {with_point} (--decimal-mark .)",
    "a number that reads in one way: {with_comma} (--decimal-mark ,) or {with_point} (--decimal-mark .)",
)
TOO_FINE = bad_cell(
    "TD746", "một số có nhiều nhất {decimals} chữ số thập phân", "a number of at most {decimals} decimals"
)
TOO_LONG = bad_cell("TD747", "một số có nhiều nhất {digits} chữ số", "a number of at most {digits} digits")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with the cell of one row of a column; `data` fills the sentence, with the column's own limits."""

    at: int
    fault: CellFault
    data: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """A column as whole numbers, Int64 or Int128; faulty cells are empty."""

    values: pl.Series
    scale: int
    wrong: tuple[Wrong, ...] = ()

    @cached_property
    def extremes(self) -> tuple[int, int]:
        """The lowest and the highest value; zeros for an empty column."""
        return extremes(self.values)

    def without(self, places: list[int]) -> Figures:
        """The column with some cells made empty."""
        if not places:
            return self
        values = self.values.clone()  # scatter changes the series it is called on
        return Figures(values.scatter(places, None), self.scale)

    def at_scale(self, scale: int) -> Figures:
        """The same values at another scale, which must be enough for them."""
        by = scale - self.scale
        if by == 0:
            return self
        if by < 0:
            return Figures(self.values.cast(pl.Int128) // _unit(-by), scale)
        if max(map(abs, self.extremes)) * 10**by <= _LARGEST_INT64:
            return Figures(self.values.cast(pl.Int64) * 10**by, scale)
        return Figures(self.values.cast(pl.Int128) * _unit(by), scale)

    def finer_than(self, scale: int) -> pl.Series:
        """Which values need more decimals than `scale`; empty for empty cells."""
        return self.values.cast(pl.Int128) % _unit(self.scale - scale) != 0

    def narrowed(self) -> Figures:
        """The same in Int64 where all values fit."""
        if self.values.dtype == pl.Int64 or max(map(abs, self.extremes)) > _LARGEST_INT64:
            return self
        return Figures(self.values.cast(pl.Int64), self.scale, self.wrong)


class WrongType(Exception):
    """A column of a type that cannot be exact, or is no text and no number."""


def figures_of(cells: pl.Series, decimal_mark: DecimalMark | None) -> Figures:
    """Read a column of text, whole numbers or decimals; floats and other types raise `WrongType`."""
    type = cells.dtype
    if type == pl.Int64:
        return Figures(cells, 0)
    if type == pl.Null:
        return Figures(cells.cast(pl.Int64), 0)
    if isinstance(type, pl.String | pl.Categorical | pl.Enum):
        text = cells.cast(pl.String)
        return _one_by_one(text, decimal_mark) if len(text) <= FEW else _at_once(text, decimal_mark)
    if type.is_integer():
        return Figures(cells.cast(pl.Int128), 0).narrowed()
    if isinstance(type, pl.Decimal):
        return _trimmed(cells.to_physical().cast(pl.Int128), type.scale)
    raise WrongType(str(type))


def extremes(values: pl.Series) -> tuple[int, int]:
    """The lowest and the highest value; zeros for an empty column."""
    low, high = values.min(), values.max()
    return (low, high) if isinstance(low, int) and isinstance(high, int) else (0, 0)


def digits_of(value: int, scale: int) -> int:
    """How many digits a number has without needless zeros after the mark; `value` is at `scale`."""
    while scale and value % 10 == 0:
        value, scale = value // 10, scale - 1
    return len(str(abs(value)))


def _at_once(cells: pl.Series, decimal_mark: DecimalMark | None) -> Figures:
    whole = cells.str.to_integer(strict=False)
    rest = (whole.is_null() & cells.is_not_null()).arg_true()
    if not len(rest):
        return Figures(whole, 0)
    odd = cells.gather(rest).str.strip_chars(BLANKS)
    clean = odd.str.contains(_CLEAN[decimal_mark])
    if decimal_mark is None:
        clean &= ~odd.str.contains(_LIKE_A_GROUP)
    read, found = _remaining(cells.gather(rest), ~clean & (odd != ""), decimal_mark)
    plain = odd.str.replace(",", ".", literal=True).set(~clean, None)
    if read:
        plain = plain.scatter(list(read), list(read.values()))
    fractions = _trimmed(plain.str.to_decimal(scale=MAX_DECIMALS).to_physical(), MAX_DECIMALS)
    values = whole.cast(pl.Int128) * _unit(fractions.scale)
    places = rest.to_list()
    wrong = tuple(Wrong(places[each.at], each.fault, each.data) for each in found)
    return Figures(values.scatter(rest, fractions.values.cast(pl.Int128)), fractions.scale, wrong).narrowed()


def _remaining(
    cells: pl.Series, which: pl.Series, decimal_mark: DecimalMark | None
) -> tuple[dict[int, str], tuple[Wrong, ...]]:
    """Read the cells that polars did not, as canonical text by place."""
    read = {at: read_cell(at, cells[at], decimal_mark) for at in which.arg_true().to_list()}
    good = {at: value for at, value in read.items() if isinstance(value, str)}
    return good, tuple(value for value in read.values() if isinstance(value, Wrong))


def _one_by_one(cells: pl.Series, decimal_mark: DecimalMark | None) -> Figures:
    read = [read_cell(at, cell, decimal_mark) for at, cell in enumerate(cells.to_list())]
    parts = [value.split(".") if isinstance(value, str) else None for value in read]
    scale = max((len(part[1]) for part in parts if part and len(part) > 1), default=0)
    values = [int(part[0] + "".join(part[1:]).ljust(scale, "0")) if part else None for part in parts]
    wrong = tuple(value for value in read if isinstance(value, Wrong))
    fits = all(value is None or abs(value) <= _LARGEST_INT64 for value in values)
    return Figures(pl.Series(cells.name, values, pl.Int64 if fits else pl.Int128), scale, wrong)


def read_cell(at: int, cell: str | None, decimal_mark: DecimalMark | None) -> str | Wrong | None:
    """One cell: its canonical text, what is wrong with it, or nothing where it is blank."""
    if cell is None or not cell.strip(BLANKS):
        return None
    try:
        number = plain_number(read_number(cell, decimal_mark=decimal_mark))
    except AmbiguousNumber as two:
        return Wrong(at, AMBIGUOUS, {"with_comma": _spelt(two.with_comma), "with_point": _spelt(two.with_point)})
    except NotANumber:
        return Wrong(at, NOT_A_NUMBER)
    whole, _, decimals = number.partition(".")
    if len(decimals) > MAX_DECIMALS:
        return Wrong(at, TOO_FINE)
    return Wrong(at, TOO_LONG) if len(whole) > LONGEST else number


def _spelt(number: Decimal) -> Text:
    """A number without groups, which are what makes it ambiguous."""
    return Text(*(format_number(number, lang, group=False) for lang in Lang))


def _trimmed(values: pl.Series, scale: int) -> Figures:
    """Values at the smallest scale that holds all of them."""
    figures = Figures(values, scale)
    needed = next(each for each in range(scale + 1) if not figures.finer_than(each).any())
    return figures.at_scale(needed).narrowed()


def _unit(scale: int) -> pl.Series:
    """1 at a scale, to calculate with: polars takes no Python number beside Int128."""
    return pl.Series([10**scale], dtype=pl.Int128)
