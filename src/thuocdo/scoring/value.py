"""A node's points while a plan is built: what parents work with, what is shown, and how far apart they may be."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from thuocdo.scoring.interval import Whole, constant, divided
from thuocdo.scoring.scale import Scale

Flag = pl.Expr | bool


@dataclass(frozen=True, slots=True)
class Value:
    """Points as expressions. `fine` in fine units, off the exact value by at most `error`; `shown` None: to be rounded from `fine`.

    `cut`: fine is the exact value cut off towards zero, or the exact value itself, so that rounding it is rounding the exact value.
    Null stands for no points.
    """

    scale: Scale
    fine: Whole
    shown: Whole | None
    error: Whole | int = 0
    cut: bool = False

    @classmethod
    def exact(cls, scale: Scale, shown: Whole) -> Value:
        """A value that lies on the set's decimals."""
        return cls(scale, shown * scale.unit, shown)

    @property
    def rounded(self) -> Whole:
        """What is shown."""
        return divided(self.fine, self.scale.unit) if self.shown is None else self.shown

    def replaced(self, condition: Flag, units: Whole | int) -> Value:
        """`units` (shown units, exact) where the condition holds."""
        if condition is False:
            return self
        if condition is True:
            return Value.exact(self.scale, units if isinstance(units, Whole) else constant(units))
        shown = self.shown.or_else(condition, units) if self.shown is not None else None
        fine = shown if self.scale.exact and shown else self.fine.or_else(condition, units * self.scale.unit)
        return Value(self.scale, fine, shown, _zero_where(condition, self.error), self.cut)

    def filled(self, units: Whole | int) -> Value:
        """`units` (shown units, exact) where there are no points."""
        shown = self.shown.filled(units) if self.shown is not None else None
        fine = shown if self.scale.exact and shown else self.fine.filled(units * self.scale.unit)
        return Value(self.scale, fine, shown, self.error, self.cut)

    def emptied(self, condition: Flag) -> Value:
        """No points where the condition holds."""
        if condition is False:
            return self
        return Value(
            self.scale,
            _emptied(self.fine, condition),
            _emptied(self.shown, condition) if self.shown else None,
            self.error,
            self.cut,
        )

    def clipped(self, low: int | None, high: int | None) -> Value:
        """Points kept between two bounds in shown units."""
        fine, shown = self.fine, self.shown
        if low is not None:
            fine, shown = fine.at_least(low * self.scale.unit), shown.at_least(low) if shown else None
        if high is not None:
            fine, shown = fine.at_most(high * self.scale.unit), shown.at_most(high) if shown else None
        return Value(self.scale, shown if self.scale.exact and shown else fine, shown, self.error, self.cut)


def _emptied(whole: Whole, condition: Flag) -> Whole:
    kept = pl.when(~condition if isinstance(condition, pl.Expr) else pl.lit(not condition)).then(whole.expr)
    return Whole(kept, whole.low, whole.high, whole.wide)


def _zero_where(condition: pl.Expr, error: Whole | int) -> Whole | int:
    return error if isinstance(error, int) else error.or_else(condition, 0)


def either(*flags: Flag) -> Flag:
    """Whether any flag holds; constants are folded away."""
    if any(flag is True for flag in flags):
        return True
    there = [flag for flag in flags if isinstance(flag, pl.Expr)]
    if not there:
        return False
    result = there[0]
    for flag in there[1:]:
        result = result | flag
    return result


def both(first: Flag, second: Flag) -> Flag:
    """Whether both flags hold; constants are folded away."""
    if first is False or second is False:
        return False
    if first is True:
        return second
    return first if second is True else first & second


def negated(flag: Flag) -> Flag:
    """The opposite."""
    return ~flag if isinstance(flag, pl.Expr) else not flag
