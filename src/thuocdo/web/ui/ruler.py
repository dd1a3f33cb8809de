"""The ruler: where a score stands on its scale, as geometry for page, chart and paper. It knows no Django and no colours.

    low                    limits, ascending                    high
     |  no level  |  Mức IV  |  Mức III  |  Mức II  |   Mức I   |        zones
                  |          |           |     v    |                    ticks, marker
                                                    45                   labels that do not collide

Places are shares of the length in percent, so that a drawing may have any width.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

Anchor = Literal["start", "middle", "end"]

WHOLE = Decimal(100)
FINEST = Decimal("0.001")
LETTER = 7
GAP = 8


@dataclass(frozen=True, slots=True)
class Limit:
    """The least total of a level, in points; `strict` where it must be exceeded."""

    name: str
    at: Decimal
    strict: bool = False

    def holds(self, points: Decimal) -> bool:
        """Whether so many points are enough for the level's total."""
        return points > self.at if self.strict else points >= self.at


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the scale; `place` is that of its level, 0 the best, nothing below the last."""

    start: Decimal
    width: Decimal
    name: str
    place: int | None

    @property
    def middle(self) -> Decimal:
        """Where its name stands."""
        return self.start + self.width / 2


@dataclass(frozen=True, slots=True)
class Label:
    """A text under a place."""

    at: Decimal
    text: str
    anchor: Anchor
    is_next: bool = False

    def stretch(self, width: int) -> tuple[Decimal, Decimal]:
        """From where to where it reaches on a drawing of so many pixels."""
        centre, length = self.at * width / 100, Decimal(len(self.text) * LETTER)
        left = {"start": centre, "middle": centre - length / 2, "end": centre - length}[self.anchor]
        return left, left + length


@dataclass(frozen=True, slots=True)
class Ruler:
    """A score on its scale: `marker` and `span` (the interval of uncertainty) are places, nothing without points."""

    points: Decimal | None
    low: Decimal
    high: Decimal
    limits: tuple[Limit, ...]
    zones: tuple[Zone, ...]
    ticks: tuple[Decimal, ...]
    marker: Decimal | None
    span: tuple[Decimal, Decimal] | None
    interval: tuple[Decimal, Decimal] | None

    @property
    def reached(self) -> int | None:
        """The place of the best level whose total is reached; nothing for none."""
        if self.points is None:
            return None
        return next((place for place, limit in enumerate(self.limits) if limit.holds(self.points)), None)

    @property
    def next(self) -> Limit | None:
        """The nearest level above the total, nothing on top of the scale or without points."""
        if self.points is None:
            return None
        above = [limit for limit in self.limits[: self.reached] if not limit.holds(self.points)]
        return min(above, key=lambda limit: limit.at, default=None)

    def place_of(self, value: Decimal) -> Decimal:
        """Where a value stands, never off the scale."""
        return _share(value, self.low, self.high)

    def labels(self, width: int, write: Callable[[Decimal], str], *, only_next: bool = False) -> list[Label]:
        """What is written under the ticks of a drawing at least so wide: the next limit first, then whatever fits."""
        upcoming = self.next
        values = [] if upcoming is None else [upcoming.at]
        if not only_next:
            values += [limit.at for limit in self.limits if limit.at not in values]
            values += [end for end in (self.low, self.high) if end not in values]
        found: list[Label] = []
        for value in values:
            is_next = upcoming is not None and value == upcoming.at
            label = _placed(self.place_of(value), write(value), width, is_next=is_next)
            if label is not None and not _collides(label, found, width):
                found.append(label)
        return sorted(found, key=lambda label: label.at)


def ruler(
    points: Decimal | None,
    available: Decimal,
    limits: Iterable[Limit] = (),
    interval: tuple[Decimal, Decimal] | None = None,
    *,
    low: Decimal = Decimal(0),
) -> Ruler:
    """The geometry of a score out of `available`, with the limits of its levels, best first.

    >>> drawn = ruler(Decimal("43.8"), Decimal(50), [Limit("I", Decimal(45)), Limit("II", Decimal(40))])
    >>> drawn.marker, [zone.start for zone in drawn.zones], drawn.next.name
    (Decimal('87.600'), [Decimal('0.000'), Decimal('80.000'), Decimal('90.000')], 'I')
    """
    high = max(available, low)
    best_first = tuple(limits)
    marks = [limit for limit in best_first if low <= limit.at <= high]
    return Ruler(
        points=points,
        low=low,
        high=high,
        limits=best_first,
        zones=tuple(_zones(best_first, low, high)),
        ticks=tuple(sorted({_share(limit.at, low, high) for limit in marks})),
        marker=None if points is None else _share(points, low, high),
        span=None if interval is None else (_share(interval[0], low, high), _share(interval[1], low, high)),
        interval=interval,
    )


def _share(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    if high == low:
        return Decimal(0).quantize(FINEST)
    kept = min(max(value, low), high)
    return ((kept - low) / (high - low) * 100).quantize(FINEST)


def _zones(limits: Sequence[Limit], low: Decimal, high: Decimal) -> Iterator[Zone]:
    """Stretches between the limits, lowest first; one without width is left out."""
    ascending = sorted(enumerate(limits), key=lambda pair: (pair[1].at, -pair[0]))
    starts: list[tuple[Decimal, str, int | None]] = [(Decimal(0).quantize(FINEST), "", None)]
    starts += [(_share(limit.at, low, high), limit.name, place) for place, limit in ascending]
    for (start, name, place), (end, *_) in pairwise([*starts, (WHOLE, "", None)]):
        if end > start:
            yield Zone(start, end - start, name, place)


def _placed(at: Decimal, text: str, width: int, *, is_next: bool) -> Label | None:
    """A label centred under its place, or moved in from an end of the drawing."""
    half = Decimal(len(text) * LETTER) / 2
    centre = at * width / 100
    if centre - half < 0:
        return Label(at, text, "start", is_next)
    if centre + half > width:
        return Label(at, text, "end", is_next)
    return Label(at, text, "middle", is_next)


def _collides(label: Label, others: Iterable[Label], width: int) -> bool:
    left, right = label.stretch(width)
    return any(left < end + GAP and start - GAP < right for start, end in (other.stretch(width) for other in others))
