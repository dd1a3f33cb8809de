"""The part of a source line that is worth showing: its faulty stretch and what is around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from thuocdo.diagnostics.cells import ELLIPSIS, spread, width
from thuocdo.diagnostics.record import Place

CONTEXT: Final = 12  # cells kept in sight before and after a stretch of a line that is too long
FARTHEST: Final = 400  # characters looked at on either side of a stretch


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line in three pieces, made harmless, with an ellipsis at an end where it was cut; `stretch` may be empty."""

    before: str
    stretch: str
    after: str


def excerpt(place: Place, room: int) -> Excerpt:
    """Return as much of the line of a place as fits into `room` cells, the stretch always in sight."""
    line = place.text.rstrip()
    skipped = max(0, min(place.column - 1, len(line)) - FARTHEST)
    pieces = list(spread(line[skipped : place.column + FARTHEST]))
    start = min(place.column - 1 - skipped, len(pieces))
    end = min(start + max(place.length, 1), len(pieces))
    room -= start == len(pieces)  # the mark of a place after the line's end stands in a cell of its own
    first, last = 0, len(pieces)
    sizes = [width(piece) for piece in pieces]
    if skipped or sum(sizes) > room:
        first, last = _visible(sizes, start, end, room)
    end = min(end, last)
    head, tail = ELLIPSIS if first else "", ELLIPSIS if last < len(pieces) else ""
    return Excerpt(head + "".join(pieces[first:start]), "".join(pieces[start:end]), "".join(pieces[end:last]) + tail)


def _visible(sizes: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """Which characters to show: the line's beginning if the stretch is in sight then, else what is around the stretch."""
    after = end
    while after < len(sizes) and sum(sizes[end:after]) < CONTEXT:
        after += 1
    if sum(sizes[:after]) < room:
        return 0, _reach(sizes, 0, room)
    first = start
    while first > 0 and sum(sizes[first - 1 : max(after, start + 1)]) <= room - 2:
        first -= 1
    while first > 0 and sum(sizes[first - 1 : start]) <= CONTEXT:
        first -= 1
    return first, _reach(sizes, first, room - 1)


def _reach(sizes: list[int], first: int, room: int) -> int:
    """How far a line runs from `first` in `room` cells, an ellipsis included where it is cut."""
    last, used = first, 0
    while last < len(sizes) and used + sizes[last] + (last + 1 < len(sizes)) <= room:
        used += sizes[last]
        last += 1
    return last
