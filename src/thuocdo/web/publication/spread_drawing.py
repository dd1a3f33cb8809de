"""A block's spread as geometry: a line from least to most, a box between the quartiles, a tick at the median, a marker for one agency.

Places are shares of the length in percent, on the scale of the node, as on the ruler.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from thuocdo.web.publication.spread import Spread
from thuocdo.web.ui import written
from thuocdo.web.ui.ruler import ruler


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where everything stands; `marker` nothing for an agency without points. `words` says the same in a sentence."""

    least: Decimal
    lower: Decimal
    middle: Decimal
    upper: Decimal
    most: Decimal
    marker: Decimal | None
    words: str

    @property
    def svg(self) -> SafeString:
        """The drawing, written without a template: an agency's page has one for each criterion."""
        dot = "" if self.marker is None else f'<circle class="dot" cx="{self.marker}%" cy="11" r="5"/>'
        return mark_safe(  # noqa: S308 (figures, and words that are escaped)
            f'<svg class="spread" width="100%" height="22" role="img" aria-label="{escape(self.words)}">'
            '<line class="scale" x1="0%" x2="100%" y1="11" y2="11"/>'
            f'<line class="range" x1="{self.least}%" x2="{self.most}%" y1="11" y2="11"/>'
            f'<rect class="box" x="{self.lower}%" y="6" width="{self.upper - self.lower}%" height="10"/>'
            f'<line class="median" x1="{self.middle}%" x2="{self.middle}%" y1="4" y2="18"/>{dot}</svg>'
        )


def drawing_of(spread: Spread, points: Decimal | None, available: Decimal | None) -> Drawing | None:
    """The spread on the scale from 0 (or the least points) to the maximum; nothing where nobody has points."""
    figures = (spread.least, spread.lower, spread.middle, spread.upper, spread.most)
    least, lower, middle, upper, most = (figure if figure is not None else Decimal(0) for figure in figures)
    if not spread.marks:
        return None
    high = max(available or most, most)
    scale = ruler(points, high, low=min(Decimal(0), least))
    at = scale.place_of
    return Drawing(at(least), at(lower), at(middle), at(upper), at(most), scale.marker, _words(spread, points))


def _words(spread: Spread, points: Decimal | None) -> str:
    def write(value: Decimal | None) -> str:
        return written.number(value, spread.decimals)

    told = {"least": write(spread.least), "middle": write(spread.middle), "most": write(spread.most)}
    told |= {"lower": write(spread.lower), "upper": write(spread.upper)}
    block = _("cả khối từ %(least)s đến %(most)s, trung vị %(middle)s, một nửa nằm giữa %(lower)s và %(upper)s") % told
    if points is None:
        return block
    return _("%(points)s điểm; %(block)s") % {"points": write(points), "block": block}
