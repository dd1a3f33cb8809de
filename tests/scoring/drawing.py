"""Drawing small things: choices, chances, points on a set's decimals, numbers that like ties, halves and extremes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

T = TypeVar("T")

SMALL = tuple(
    map(
        Decimal,
        [
            "0",
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "7",
            "8",
            "10",
            "12",
            "16",
            "24",
            "50",
            "100",
            "0.5",
            "2.5",
            "0.125",
            "0.01",
            "0.000001",
            "33.333333",
        ],
    )
)
MAXIMA = tuple(
    map(
        Decimal,
        ["10", "1", "2", "3", "5", "7", "8", "16", "20", "48", "52", "100", "0", "0.5", "2.5", "33.33", "0.000003"],
    )
)


class Drawing:
    """Draws for one example; every choice shrinks towards its first option."""

    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw

    def pick(self, options: Sequence[T]) -> T:
        return options[self.draw(st.integers(0, len(options) - 1))] if len(options) > 1 else options[0]

    def chance(self, one_in: int) -> bool:
        drawn: int = self.draw(st.integers(1, one_in))
        return drawn == one_in

    def whole(self, low: int, high: int) -> int:
        drawn: int = self.draw(st.integers(low, high))
        return drawn

    def some(self, options: Sequence[T]) -> tuple[T, ...]:
        """Some of the options, in their order, possibly none."""
        bits = self.whole(0, 2 ** len(options) - 1)
        return tuple(option for place, option in enumerate(options) if bits >> place & 1)

    def number(self, digits: int = 15, *, low: Decimal = Decimal(0)) -> Decimal:
        """A number of at most so many digits, of which at most 6 are decimals."""
        found = self.pick(SMALL) if not self.chance(6) else self.extreme(digits)
        return -found if low < 0 and self.chance(4) else found

    def extreme(self, digits: int) -> Decimal:
        drawn = self.pick((10**digits - 1, 10 ** (digits - 1) + 1, None))
        units = self.whole(0, 10**digits - 1) if drawn is None else drawn
        return Decimal(units).scaleb(-self.whole(0, 6))


class Grid:
    """The points that a set's decimals allow."""

    def __init__(self, decimals: int) -> None:
        self.decimals = decimals

    def units(self, value: Decimal) -> int:
        """How many steps of the grid a value is, the rest cut off."""
        return int(value.scaleb(self.decimals))

    def points(self, units: int) -> Decimal:
        return Decimal(units).scaleb(-self.decimals)

    def cut(self, value: Decimal) -> Decimal:
        return self.points(self.units(value))

    def between(self, drawing: Drawing, low: Decimal, high: Decimal) -> Decimal:
        """Points from low to high, which often are one of the two, the middle or a quarter."""
        first, last = self.units(low), self.units(high)
        places = (last, first, (first + last) // 2, first + (last - first) // 4, None)
        drawn = drawing.pick(places)
        return self.points(drawing.whole(first, last) if drawn is None else drawn)

    def maximum(self, drawing: Drawing, ceiling: Decimal) -> Decimal:
        """A maximum, 0 now and then, at most the ceiling."""
        drawn = drawing.pick((*MAXIMA, ceiling))
        return self.cut(min(drawn, ceiling))
