"""How many agencies have about so many points (bars), and all agencies in order against the limits (a stepped line), as geometry.

Both are 240 pixels high and as wide as the page, so that their texts have one size on every screen: places from left to right are
shares of the width in percent. Drawn by templates of our own: attributes only, colours by class.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from thuocdo.web.publication.spread import Spread
from thuocdo.web.ui.marks import tone
from thuocdo.web.ui.ruler import Limit

WIDTH: Final = 1000  # of the line's own field, which is stretched to the width of the page
HEIGHT: Final = 240
BARS: Final = 10
GAP: Final = Decimal("0.4")
LINE: Final = 18


@dataclass(frozen=True, slots=True)
class Bar:
    """The agencies with points from `low` (in the last bar up to and with `high`), and where their bar stands."""

    low: Decimal
    high: Decimal
    agencies: int
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal

    @property
    def middle(self) -> Decimal:
        """Where its number stands."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Line:
    """The limit of a level across the field; `said` where its label has room."""

    limit: Limit
    y: Decimal
    tone: str
    said: bool


@dataclass(frozen=True, slots=True)
class Against:
    """Every agency by rank from left to right as one stepped line, `path`, on a field of 1000 x 240, and the limits it crosses."""

    path: str
    lines: tuple[Line, ...]
    agencies: int


def bars_of(spread: Spread, maximum: Decimal | None) -> list[Bar]:
    """Ten bars of equal width from 0, or the least points below it, to the maximum."""
    if not spread.points:
        return []
    low = min(Decimal(0), spread.least or Decimal(0))
    high = max(maximum or Decimal(0), spread.most or Decimal(0))
    if high == low:
        return []
    wide = (high - low) / BARS
    counts = [0] * BARS
    for points in spread.points:
        counts[min(int((points - low) / wide), BARS - 1)] += 1
    most, room = max(counts), Decimal(100) / BARS
    found = []
    for place, count in enumerate(counts):
        tall = Decimal(count * (HEIGHT - 40)) / most
        found.append(
            Bar(
                (low + wide * place).normalize() + 0,
                (low + wide * (place + 1)).normalize() + 0,
                count,
                room * place + GAP,
                (HEIGHT - tall).quantize(Decimal("0.1")),
                room - 2 * GAP,
                tall.quantize(Decimal("0.1")),
            )
        )
    return found


def against(spread: Spread, maximum: Decimal | None, limits: tuple[Limit, ...]) -> Against | None:
    """All agencies against the limits of the levels; nothing where fewer than two have points."""
    if spread.counted < 2:
        return None
    low = min(Decimal(0), spread.least or Decimal(0))
    high = max(maximum or Decimal(0), spread.most or Decimal(0))
    if high == low:
        return None

    def y_of(points: Decimal) -> Decimal:
        return (Decimal(HEIGHT) * (high - points) / (high - low)).quantize(Decimal("0.1"))

    room = Decimal(WIDTH) / spread.counted
    steps = [f"M0 {y_of(spread.points[0])}"]
    for place, points in enumerate(spread.points, 1):
        if place > 1:
            steps.append(f"V{y_of(points)}")
        steps.append(f"H{(room * place).quantize(Decimal('0.1'))}")
    lines: list[Line] = []
    for place, limit in enumerate(limits):
        if low <= limit.at <= high:
            y = y_of(limit.at)
            written = [line.y for line in lines if line.said]
            lines.append(Line(limit, y, tone(place, len(limits)), all(abs(y - other) >= LINE for other in written)))
    return Against("".join(steps), tuple(lines), spread.counted)
