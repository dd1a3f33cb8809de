"""A block's spread as geometry: a line from least to most, a box between the quartiles, a tick at the median, a marker for one agency.

Places are shares of the length in percent, on the scale of the node, as on the ruler.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from thuocdo.vietnamese import Lang, format_number
from thuocdo.web.publication.spread import Spread
from thuocdo.web.ui import written
from thuocdo.web.ui.ruler import Ruler, ruler


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where everything stands; `marker` nothing for an agency without points. `words` says the same in a sentence."""

    least: Decimal
    lower: Decimal
    middle: Decimal
    upper: Decimal
    most: Decimal
    block: str
    marker: Decimal | None
    words: str

    @property
    def svg(self) -> SafeString:
        """The drawing, written without a template: an agency's page has one for each criterion."""
        dot = "" if self.marker is None else f'<circle class="dot" cx="{self.marker}%" cy="11" r="5"/>'
        return mark_safe(  # noqa: S308 (figures, and words that are escaped)
            f'<svg class="spread" width="100%" height="22" role="img" aria-label="{escape(self.words)}">{self.block}{dot}</svg>'
        )


def drawing_of(spread: Spread, points: Decimal | None, available: Decimal | None, language: Lang) -> Drawing | None:
    """The spread on the scale from 0 (or the least points) to the maximum; nothing where nobody has points."""
    if spread.least is None or spread.most is None:
        return None
    high = max(available or spread.most, spread.most)
    if (high, language) not in spread.drawn:
        scale = ruler(None, high, low=min(Decimal(0), spread.least))
        spread.drawn[high, language] = scale, _of_block(spread, scale), _("%(points)s điểm; %(block)s")
    drawn: Drawing
    scale, drawn, words = spread.drawn[high, language]
    if points is None:
        return drawn
    told = {"points": format_number(points, language, spread.decimals), "block": drawn.words}
    return replace(drawn, marker=scale.place_of(points), words=words % told)


def quartiles(spread: Spread, language: Lang) -> tuple[str, str]:
    """The median, and what lies between the quartiles, as a table writes them; empty where nobody has points."""
    if not spread.counted:
        return "", ""
    if language not in spread.drawn:
        lower, middle, upper = (
            written.points(at, spread.decimals) for at in (spread.lower, spread.middle, spread.upper)
        )
        spread.drawn[language] = middle, f"{lower}–{upper}"
    found: tuple[str, str] = spread.drawn[language]
    return found


def _of_block(spread: Spread, scale: Ruler) -> Drawing:
    """Without an agency: the same for all of them."""
    figures = (spread.least, spread.lower, spread.middle, spread.upper, spread.most)
    least, lower, middle, upper, most = (scale.place_of(figure or Decimal(0)) for figure in figures)
    block = (
        '<line class="scale" x1="0%" x2="100%" y1="11" y2="11"/>'
        f'<line class="range" x1="{least}%" x2="{most}%" y1="11" y2="11"/>'
        f'<rect class="box" x="{lower}%" y="6" width="{upper - lower}%" height="10"/>'
        f'<line class="median" x1="{middle}%" x2="{middle}%" y1="4" y2="18"/>'
    )
    return Drawing(least, lower, middle, upper, most, block, None, _words(spread))


def _words(spread: Spread) -> str:
    def write(value: Decimal | None) -> str:
        return written.number(value, spread.decimals)

    told = {"least": write(spread.least), "middle": write(spread.middle), "most": write(spread.most)}
    told |= {"lower": write(spread.lower), "upper": write(spread.upper)}
    return _("cả khối từ %(least)s đến %(most)s, trung vị %(middle)s, một nửa nằm giữa %(lower)s và %(upper)s") % told
