"""A block's spread as geometry: a line from least to most, a box between the quartiles, a tick at the median, a marker for one agency.

Places are shares of the length in percent, on the scale of the node, as on the ruler.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

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
    def box(self) -> Decimal:
        """The width between the quartiles."""
        return self.upper - self.lower


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
