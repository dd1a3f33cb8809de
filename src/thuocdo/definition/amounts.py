"""Amounts as a decision writes them: `450` points, or `90%` of something. Exact, never a float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Amount:
    """Points, or the number before a % sign."""

    value: Decimal
    percent: bool = False

    def of(self, whole: Fraction | Decimal | int) -> Fraction:
        """The exact points, a percent being taken of `whole`."""
        exact = Fraction(self.value)
        return exact / 100 * Fraction(whole) if self.percent else exact

    def __str__(self) -> str:
        return f"{self.value}%" if self.percent else str(self.value)
