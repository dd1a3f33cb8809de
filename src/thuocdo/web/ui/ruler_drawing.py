"""The ruler as inline SVG: geometry in attributes, colours by class, since the content policy allows no inline style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from thuocdo.web.ui import marks, written
from thuocdo.web.ui.ruler import LETTER, Label, Limit, Ruler, Zone, ruler
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


def ruler_svg(  # noqa: PLR0913 (a tag has an option for each thing it draws)
    points: Decimal | int | None,
    available: Decimal | int,
    limits: Iterable[Limit] = (),
    *,
    decimals: int = 2,
    level: str | None = None,
    interval: Sequence[Decimal | int] | None = None,
    low: Decimal | int = 0,
    full: bool = False,
) -> SafeString:
    """The drawing; whole numbers are stored points, in units of the last decimal.

    Written without a template: a list has a hundred of them, and the scale is the same for most.
    """

    def figure(value: Decimal | int) -> Decimal:
        return written.exact(value, decimals)

    drawn = ruler(
        None if points is None else figure(points),
        figure(available),
        tuple(limits),
        None if interval is None else (figure(interval[0]), figure(interval[1])),
        low=figure(low),
    )
    size, height = (" full", 56) if full else ("", 36)
    words = escape(ruler_words(drawn, level, decimals))
    return mark_safe(  # noqa: S308 (figures, and texts that are escaped)
        f'<div class="ruler-box{size}"><svg class="ruler" width="100%" height="{height}" role="img" aria-label="{words}">'
        f"{_scale(drawn.low, drawn.high, drawn.limits)}{_interval(drawn)}{_labels(drawn, full=full)}{_marker(drawn)}</svg></div>"
    )


@lru_cache(maxsize=1024)
def _scale(low: Decimal, high: Decimal, limits: tuple[Limit, ...]) -> str:
    """The bands of the levels and a tick at each limit."""
    drawn = ruler(None, high, limits, low=low)
    rects = [
        f'<rect class="tone-{band.tone}" x="{band.zone.start}%" y="10" width="{band.zone.width}%" height="8"/>'
        for band in _bands(drawn)
    ]
    ticks = [f'<line class="tick" x1="{tick}%" x2="{tick}%" y1="8" y2="21"/>' for tick in drawn.ticks]
    return "".join((*rects, *ticks))


def _bands(drawn: Ruler) -> list[Band]:
    return [Band(zone, marks.tone(zone.place, len(drawn.limits))) for zone in drawn.zones]


def _interval(drawn: Ruler) -> str:
    if drawn.span is None:
        return ""
    first, last = drawn.span
    across = f'<line class="interval" x1="{first}%" x2="{last}%" y1="14" y2="14"/>'
    return across + "".join(
        f'<line class="interval" x1="{end}%" x2="{end}%" y1="11" y2="17"/>' for end in (first, last)
    )


def _labels(drawn: Ruler, *, full: bool) -> str:
    narrow = drawn.labels(NARROW, written.number, only_next=not full)
    kept = {label.at for label in narrow}
    # Those of the roomy drawing that would collide with the ones always shown stay away.
    roomy = [label for label in drawn.labels(ROOMY, written.number) if label.at not in kept] if full else []
    found = [_label(label, "") for label in narrow] + [_label(label, " room") for label in roomy]
    for band in _bands(drawn) if full else ():
        if band.name:
            at, name = band.zone.middle, escape(band.name)
            found.append(f'<text class="label name room" x="{at}%" y="51" text-anchor="middle">{name}</text>')
    return "".join(found)


def _label(label: Label, room: str) -> str:
    upcoming = " next" if label.is_next else ""
    text = escape(label.text)
    return f'<text class="label{upcoming}{room}" x="{label.at}%" y="33" text-anchor="{label.anchor}">{text}</text>'


def _marker(drawn: Ruler) -> str:
    if drawn.marker is None:
        return ""
    return f'<svg class="marker" x="{drawn.marker}%" y="3" overflow="visible"><path d="M-6.5 0H6.5L0 9Z"/></svg>'
