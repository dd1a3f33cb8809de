"""What a ruler says to those who do not see it, one sentence in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from thuocdo.web.ui import written
from thuocdo.web.ui.ruler import Ruler


def ruler_words(drawn: Ruler, level: str | None, decimals: int) -> str:
    """Score, scale, level, and what is missing to the next; `level` is the one awarded, if it is known.

    A level may be lower than the total would give, because a group stopped it: then the sentence says so.
    """

    def write(value: Decimal) -> str:
        return written.number(value, decimals)

    return ", ".join(str(part) for part in _parts(drawn, level, write))


def _parts(drawn: Ruler, level: str | None, write: Callable[[Decimal], str]) -> Iterator[str]:
    high = written.number(drawn.high)
    if drawn.points is None:
        yield _("chưa có điểm, thang %(high)s điểm") % {"high": high}
        return
    yield _("%(points)s trên %(high)s điểm") % {"points": write(drawn.points), "high": high}
    if drawn.low != 0:
        yield _("thước bắt đầu từ %(low)s") % {"low": written.number(drawn.low)}
    if drawn.interval is not None:
        low, top = drawn.interval
        yield _("có thể từ %(low)s đến %(high)s") % {"low": write(low), "high": write(top)}
    if not drawn.limits:
        return
    of_total = None if drawn.reached is None else drawn.limits[drawn.reached].name
    yield level or of_total or _("chưa đạt mức nào")
    if level is not None and of_total is not None and level != of_total:
        yield _("tổng điểm đủ %(level)s") % {"level": of_total}
    upcoming = drawn.next
    if upcoming is None:
        return
    if upcoming.strict:
        yield _("cần trên %(limit)s điểm để đạt %(level)s") % {"limit": write(upcoming.at), "level": upcoming.name}
    else:
        short = write(upcoming.at - drawn.points)
        yield _("thiếu %(short)s điểm để đạt %(level)s") % {"short": short, "level": upcoming.name}
