"""Small marked-up texts: a level, a bar, a change, a time, each with words for those who do not see colour or shape."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thuocdo.vietnamese import Lang
from thuocdo.web.ui import written

# Tints from best to worst for so many levels; more than five repeat the middle one.
TONES = {1: ("1",), 2: ("1", "2"), 3: ("1", "2", "3"), 4: ("1", "2", "3", "4"), 5: ("1", "2", "mid", "3", "4")}
HTMX = {
    "includeIndicatorStyles": False,
    "allowEval": False,
    "selfRequestsOnly": True,
    "historyCacheSize": 0,
    # What is swapped in is at once in use: what somebody types into it in the first moment is seen, too.
    "defaultSettleDelay": 0,
    # 401 is answered by site.js with a way to sign in beside the page.
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "403|409|422", "swap": True, "error": False},
        {"code": "...", "swap": False, "error": True},
    ],
}


def tone(place: int | None, count: int) -> str:
    """The tint of a level by its place, 0 the best, among `count`; "none" for no level."""
    if place is None or not 0 <= place < count:
        return "none"
    if count > 5:
        return ("1", "2", *("mid",) * (count - 4), "3", "4")[place]
    return TONES[count][place]


def level(name: str | Promise, place: int | None = None, count: int = 4) -> SafeString:
    """A level's name on its tint; without a place, a name on the tint of no level."""
    return _level(str(name), place, count)


@lru_cache(maxsize=1024)
def _level(name: str, place: int | None, count: int) -> SafeString:
    """Kept, since every row of a list has one of a few levels."""
    return format_html('<span class="level tone-{}">{}</span>', tone(place, count), name)


def progress(done: int, total: int, label: str) -> SafeString:
    """A bar with its figures in words: "6 / 9"."""
    said = f"{written.number(done)} / {written.number(total)}"
    return format_html(
        '<div class="progress"><progress value="{}" max="{}" aria-label="{}: {}"></progress><span class="said">{}</span></div>',
        done,
        max(total, 1),
        label,
        said,
        said,
    )


def change(value: Decimal | int | None, decimals: int = 0) -> SafeString:
    """A change against last year, with an arrow and words; 0 is "unchanged", nothing is "no last year"."""
    if value is None:
        return format_html('<span class="absent">{}</span>', _("không có năm trước"))
    if value == 0:
        return format_html('<span class="change">{}</span>', _("không đổi"))
    amount = written.number(abs(written.exact(value, decimals)))
    if value > 0:
        return _arrow("up", "▲", _("tăng"), amount)
    return _arrow("down", "▼", _("giảm"), amount)


def _arrow(way: str, sign: str, word: str, amount: str) -> SafeString:
    return format_html(
        '<span class="change {}"><span aria-hidden="true">{}</span><span class="unseen">{}</span> {}</span>',
        way,
        sign,
        word,
        amount,
    )


def day(value: date | None) -> SafeString:
    """A day in a `<time>` element."""
    return _time(written.day, value, written.page_language()) if value else SafeString("")


def moment(value: datetime | None) -> SafeString:
    """An instant, time and day in Vietnam, in a `<time>` element."""
    return _time(written.moment, value, written.page_language()) if value else SafeString("")


def clock(value: datetime | None) -> SafeString:
    """The time of day in Vietnam in a `<time>` element."""
    return _time(written.clock, value, written.page_language()) if value else SafeString("")


@lru_cache(maxsize=4096)
def _time(say: Callable[[Any], str], value: date, _language: Lang) -> SafeString:
    """Kept, since the rows of a list mostly have the same days: a deadline, the morning of an import."""
    return format_html('<time datetime="{}">{}</time>', written.iso(value), say(value))


def htmx_config() -> str:
    """What htmx is told through its meta tag."""
    return json.dumps(HTMX)
