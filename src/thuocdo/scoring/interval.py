"""Integer columns that carry the proof that they fit: every expression knows its bounds.

Polars wraps silently on overflow. A `Whole` is an integer expression with a lowest and a highest possible value; arithmetic works the bounds
out, moves to Int128 when Int64 cannot hold them, and raises `TooWide` when Int128 cannot either.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import polars as pl

NARROW = 2**63 - 1
WIDE = 2**127 - 1


class TooWide(Exception):
    """No integer column can hold this; the rows are worked out one by one."""


@dataclass(frozen=True, slots=True)
class Whole:
    """An integer expression between `low` and `high`, both included; null stands for no value."""

    expr: pl.Expr
    low: int
    high: int
    wide: bool = False

    @property
    def bound(self) -> int:
        """The largest size it can have."""
        return max(abs(self.low), abs(self.high))

    def widened(self) -> Whole:
        """The same as Int128."""
        return self if self.wide else Whole(self.expr.cast(pl.Int128), self.low, self.high, wide=True)

    def __add__(self, other: Whole | int) -> Whole:
        mine, other = _aligned(self, other, self.low + _low(other), self.high + _high(other))
        return Whole(mine.expr + other.expr, mine.low + other.low, mine.high + other.high, mine.wide)

    def __sub__(self, other: Whole | int) -> Whole:
        mine, other = _aligned(self, other, self.low - _high(other), self.high - _low(other))
        return Whole(mine.expr - other.expr, mine.low - other.high, mine.high - other.low, mine.wide)

    def __mul__(self, other: Whole | int) -> Whole:
        if isinstance(other, int) and other == 1:
            return self
        corners = [a * b for a in (self.low, self.high) for b in (_low(other), _high(other))]
        mine, other = _aligned(self, other, min(corners), max(corners))
        return Whole(mine.expr * other.expr, min(corners), max(corners), mine.wide)

    def at_most(self, top: int) -> Whole:
        """Values above `top` become `top`."""
        if self.high <= top:
            return self
        return Whole(self.expr.clip(upper_bound=_lit(top, wide=self.wide)), min(self.low, top), top, self.wide)

    def at_least(self, bottom: int) -> Whole:
        """Values below `bottom` become `bottom`."""
        if self.low >= bottom:
            return self
        return Whole(
            self.expr.clip(lower_bound=_lit(bottom, wide=self.wide)), bottom, max(self.high, bottom), self.wide
        )

    def or_else(self, condition: pl.Expr, other: Whole | int) -> Whole:
        """`other` where the condition holds, this elsewhere."""
        mine, other = _aligned(self, other, min(self.low, _low(other)), max(self.high, _high(other)))
        chosen = pl.when(condition).then(other.expr).otherwise(mine.expr)
        return Whole(chosen, min(mine.low, other.low), max(mine.high, other.high), mine.wide)

    def filled(self, other: Whole | int) -> Whole:
        """`other` where there is no value."""
        mine, other = _aligned(self, other, min(self.low, _low(other)), max(self.high, _high(other)))
        both = mine.expr.fill_null(other.expr)
        return Whole(both, min(mine.low, other.low), max(mine.high, other.high), mine.wide)

    def narrow(self) -> pl.Expr:
        """The expression as Int64; raises `TooWide` where it need not fit."""
        if self.bound > NARROW:
            raise TooWide
        return self.expr.cast(pl.Int64) if self.wide else self.expr

    def narrow_unproved(self) -> pl.Expr:
        """The expression as Int64 where a caller knows more than the bounds; a value that does not fit is an error, not a wrap."""
        return self.expr.cast(pl.Int64, strict=True)


def constant(value: int) -> Whole:
    """A whole number as an expression."""
    return Whole(_lit(value, wide=abs(value) > NARROW), value, value, wide=abs(value) > NARROW)


def column(name: str, low: int, high: int, *, wide: bool = False) -> Whole:
    """A column with the bounds its data were found to have."""
    return Whole(pl.col(name), low, high, wide)


def total(parts: list[Whole]) -> Whole:
    """The sum of several, added in pairs, so that a thousand parts do not nest a thousand deep; null if any is null."""
    if not parts:
        return constant(0)
    while len(parts) > 1:
        paired = [first + second for first, second in zip(parts[::2], parts[1::2], strict=False)]
        parts = paired + ([parts[-1]] if len(parts) % 2 else [])
    return parts[0]


def cut_to(numerator: Whole, denominator: Whole | int, times: Fraction) -> Whole:
    """Times x numerator / denominator cut off towards zero; a denominator of 0 gives null."""
    above, below = numerator * times.numerator, denominator * times.denominator
    up = _quotient(above, below)
    return up if above.low >= 0 else _by_sign(above, below, up, _quotient(above * -1, below))


def nearest_to(numerator: Whole, denominator: Whole | int, times: Fraction) -> Whole:
    """Times x numerator / denominator rounded half away from zero; a denominator of 0 gives null.

    Half a divisor that is a column is added by doubling both sides, as long as 64 bits hold that: the doubling is done by the
    constants, where halving would be one more operation on the column.
    """
    above, below = numerator * times.numerator, denominator * times.denominator
    if isinstance(denominator, int) or isinstance(below, int) or numerator.low < 0:
        return divided(above, below)
    if times.denominator % 2 == 0:
        return _quotient(above + denominator * (times.denominator // 2), below)
    if above.wide or below.wide or 2 * above.high + below.high > NARROW or 2 * below.high > NARROW:
        return divided(above, below)
    return _quotient(numerator * (2 * times.numerator) + below, denominator * (2 * times.denominator))


def divided(numerator: Whole, denominator: Whole | int) -> Whole:
    """The quotient rounded half away from zero; the denominator is never negative, and 0 gives null.

    Half the denominator is added before dividing. An odd denominator has no exact half, and no quotient that ends in one.
    """
    if isinstance(denominator, int) and denominator == 1:
        return numerator
    up = _floor(numerator, denominator)
    if numerator.low >= 0:
        return up
    return _by_sign(numerator, denominator, up, _floor(numerator * -1, denominator))


def _by_sign(numerator: Whole, denominator: Whole | int, up: Whole, down: Whole) -> Whole:
    """One quotient for numerators of 0 and more, the opposite of another for those below."""
    lowest, highest = _quotient_bounds(numerator, denominator)
    chosen = pl.when(numerator.expr < 0).then(_lit(0, wide=down.wide) - down.expr).otherwise(up.expr)
    return Whole(chosen, lowest, highest, up.wide or down.wide)


def _floor(numerator: Whole, denominator: Whole | int) -> Whole:
    """The numerator plus half the denominator, divided and rounded down."""
    if isinstance(denominator, int):
        half: Whole | int = denominator // 2
    else:
        two = _lit(2, wide=denominator.wide)
        half = Whole(denominator.expr // two, 0, denominator.high // 2, denominator.wide)
    lowest, highest = _quotient_bounds(numerator, denominator)
    return _quotient(numerator + half, denominator, lowest, highest)


def _quotient(numerator: Whole, denominator: Whole | int, lowest: int = 0, highest: int | None = None) -> Whole:
    """Rounded down."""
    if isinstance(denominator, int) and denominator == 1:
        return numerator
    top, bottom = _aligned(numerator, denominator, 0, 0)
    highest = _quotient_bounds(numerator, denominator)[1] if highest is None else highest
    return Whole(top.expr // bottom.expr, lowest, highest, top.wide)


def _quotient_bounds(numerator: Whole, denominator: Whole | int) -> tuple[int, int]:
    smallest = max(_low(denominator), 1)
    return min(0, -(-numerator.low // smallest) - 1 if numerator.low < 0 else 0), max(0, numerator.high // smallest + 1)


def _aligned(mine: Whole, other: Whole | int, low: int, high: int) -> tuple[Whole, Whole]:
    other = other if isinstance(other, Whole) else constant(other)
    largest = max(abs(low), abs(high), mine.bound, other.bound)
    if largest > WIDE:
        raise TooWide
    if largest > NARROW or mine.wide or other.wide:
        return mine.widened(), other.widened()
    return mine, other


def _low(value: Whole | int) -> int:
    return value if isinstance(value, int) else value.low


def _high(value: Whole | int) -> int:
    return value if isinstance(value, int) else value.high


@lru_cache(maxsize=4096)
def _lit(value: int, *, wide: bool) -> pl.Expr:
    return pl.lit(value, dtype=pl.Int128 if wide else pl.Int64)


def compare(left: Whole, right: Whole | int) -> tuple[pl.Expr, pl.Expr]:
    """Two expressions of one type, ready for a comparison."""
    mine, other = _aligned(left, right, 0, 0)
    return mine.expr, other.expr
