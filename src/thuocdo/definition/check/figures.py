"""Figures and names as they stand in the sentences of the checker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from thuocdo.definition.amounts import Amount
from thuocdo.definition.suggest import in_full
from thuocdo.vietnamese.languages import Lang, Text
from thuocdo.vietnamese.numbers import format_number, format_percent

FEW = 6


def points(value: Fraction | Decimal | int) -> Decimal:
    """A number as it is written: exact where it can be, else to four decimals."""
    exact = Fraction(value)
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        return _quotient(exact)
    return _quotient(Fraction(round(exact * 10_000), 10_000))


def _quotient(value: Fraction) -> Decimal:
    shift = 0
    while value.denominator != 1:
        value, shift = value * 10, shift + 1
    return Decimal(value.numerator).scaleb(-shift)


def percent(value: Fraction | Decimal | int) -> Text:
    """`85%`, with the decimal mark of each language."""
    written = points(value)
    return Text(format_percent(written, Lang.VI), format_percent(written, Lang.EN))


def amount(value: Amount) -> Text:
    """An amount as a decision writes it: `450` or `90%`."""
    return percent(value.value) if value.percent else number(value.value)


def number(value: Fraction | Decimal | int) -> Text:
    """A number, with the decimal mark of each language."""
    written = points(value)
    return Text(format_number(written, Lang.VI), format_number(written, Lang.EN))


def added(parts: Iterable[Text | Fraction | Decimal | int]) -> Text:
    """`300 + 120 + 80`."""
    written = [part if isinstance(part, Text) else number(part) for part in parts]
    return Text(" + ".join(part.vi for part in written), " + ".join(part.en for part in written))


def listed(names: Sequence[str]) -> Text:
    """`«A», «B» và 4 mục khác`."""
    shown = ", ".join(f"«{in_full(name)}»" for name in names[:FEW])
    more = len(names) - FEW
    return Text(f"{shown} và {more} mục khác", f"{shown} and {more} more") if more > 0 else Text(shown, shown)


def level(name: str) -> Text:
    """`«Mức III»`, but `mức «Tốt»` where the name does not say that it is a level."""
    shown = f"«{in_full(name)}»"
    if name.lower().startswith(("mức", "loại", "hạng", "level")):
        return Text(shown, shown)
    return Text(f"mức {shown}", f"the level {shown}")
