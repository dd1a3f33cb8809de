"""The ruler as inline SVG: geometry in attributes, colours by class, since the content policy allows no inline style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from thuocdo.web.ui import marks, written
from thuocdo.web.ui.ruler import LETTER, Label, Limit, Zone, ruler
from thuocdo.web.ui.ruler_words import ruler_words

NARROW = 210
ROOMY = 520


@dataclass(frozen=True, slots=True)
class Band:
    """A zone with its tint, and its name where the zone is wide enough for it."""

    zone: Zone
    tone: str

    @property
    def name(self) -> str:
        """Its name if that fits a roomy drawing."""
        fits = len(self.zone.name) * LETTER < self.zone.width * ROOMY / 100
        return self.zone.name if fits else ""


@dataclass(frozen=True, slots=True)
class Written:
    """A label, `room` if only a roomy drawing shows it."""

    label: Label
    room: bool


def ruler_context(  # noqa: PLR0913 (a tag has an option for each thing it draws)
    points: Decimal | int | None,
    available: Decimal | int,
    limits: Iterable[Limit] = (),
    *,
    decimals: int = 2,
    level: str | None = None,
    interval: Sequence[Decimal | int] | None = None,
    low: Decimal | int = 0,
    full: bool = False,
) -> dict[str, Any]:
    """What `ui/ruler.html` draws; whole numbers are stored points, in units of the last decimal."""

    def figure(value: Decimal | int) -> Decimal:
        return written.exact(value, decimals)

    drawn = ruler(
        None if points is None else figure(points),
        figure(available),
        tuple(limits),
        None if interval is None else (figure(interval[0]), figure(interval[1])),
        low=figure(low),
    )
    narrow = drawn.labels(NARROW, written.number, only_next=not full)
    kept = {label.at for label in narrow}
    # Those of the roomy drawing that would collide with the ones always shown stay away.
    roomy = drawn.labels(ROOMY, written.number) if full else []
    return {
        "ruler": drawn,
        "bands": [Band(zone, marks.tone(zone.place, len(drawn.limits))) for zone in drawn.zones],
        "labels": [Written(label, room=False) for label in narrow]
        + [Written(label, room=True) for label in roomy if label.at not in kept],
        "words": ruler_words(drawn, level, decimals),
        "full": full,
    }
