"""The whole numbers points are held in: shown at the set's decimals, and finer where parents work with unrounded values.

at: division   10,000 points = 1 000 000 (two decimals); what is shown is what counts
at: totals     the same for what is shown, and nine decimals for what parents add up
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thuocdo.definition.model import At, Rounding

FINE = 9


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns points into whole numbers; `unit` is how many fine units one shown unit has (1 under `division`)."""

    decimals: int
    unit: int

    @classmethod
    def of(cls, rounding: Rounding) -> Scale:
        """The scale of a set."""
        return cls(rounding.decimals, 1 if rounding.at is At.DIVISION else 10 ** (FINE - rounding.decimals))

    @property
    def exact(self) -> bool:
        """Whether what is shown is all there is."""
        return self.unit == 1

    @property
    def one(self) -> int:
        """One point, in shown units."""
        return int(10**self.decimals)

    def shown(self, points: Decimal | Fraction | int) -> int:
        """Points in shown units, rounded half away from zero."""
        above, below = points.as_integer_ratio()
        return rounded_quotient(above * self.one, below)

    def text(self, units: int) -> str:
        """Shown units as decimal text with a point, no zeros at the end."""
        return plain(Decimal(units).scaleb(-self.decimals))


def rounded(value: Fraction) -> int:
    """The nearest whole number, halves away from zero."""
    return rounded_quotient(value.numerator, value.denominator)


def rounded_quotient(above: int, below: int) -> int:
    """The nearest whole number to a quotient, halves away from zero; `below` is positive."""
    size = (2 * abs(above) + below) // (2 * below)
    return size if above >= 0 else -size


def plain(value: Decimal) -> str:
    """Decimal text without exponent or trailing zeros.

    >>> plain(Decimal("43.80"))
    '43.8'
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
