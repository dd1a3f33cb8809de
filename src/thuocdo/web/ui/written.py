"""Numbers, dates and instants as a page writes them, in the language of the page; floats are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from thuocdo.vietnamese import Lang, format_date, format_number, format_percent

PLACE = ZoneInfo("Asia/Ho_Chi_Minh")
SHORT = 1000  # a whole number below has no marks, in either language


def page_language() -> Lang:
    """The language of the page that is being written."""
    return Lang.EN if (get_language() or "vi").startswith("en") else Lang.VI


def exact(value: object, decimals: int = 0) -> Decimal:
    """A figure: a whole number counts in units of the last decimal, as it is stored; a `Decimal` is itself.

    >>> exact(4380, 2), exact(Decimal("43.8"), 2)
    (Decimal('43.80'), Decimal('43.8'))
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        message = f"an exact figure is a whole number or a Decimal, not {value!r}"
        raise TypeError(message)
    return Decimal(value).scaleb(-decimals) if isinstance(value, int) else value


def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """A number as it is; nothing for none."""
    if type(value) is int and decimals is None and 0 <= value < SHORT:
        return str(value)
    return "" if value is None else _number(exact(value), page_language(), decimals)


@lru_cache(maxsize=4096)
def _number(value: Decimal, lang: Lang, decimals: int | None) -> str:
    """Kept, since the rows of a list have the same few figures; equal figures are written alike, however many zeros they end in."""
    return format_number(value, lang, decimals)


def points(value: Decimal | int | None, decimals: int) -> str:
    """Points with all decimals of their set: whole numbers are stored points, in units of the last decimal.

    >>> points(4380, 2), points(-7, 2), points(Decimal("43.8"), 2)
    ('43,80', '-0,07', '43,80')
    """
    if type(value) is int and decimals >= 0:
        return _of_units(value, decimals)
    return "" if value is None else _number(exact(value, decimals), page_language(), decimals)


def _of_units(value: int, decimals: int) -> str:
    """What `format_number` writes for so many units of the last decimal, without a `Decimal`: pages have hundreds."""
    point, comma = (",", ".") if page_language() is Lang.VI else (".", ",")
    whole, part = divmod(abs(value), 10**decimals)
    said = f"{'-' if value < 0 else ''}{whole:,}".replace(",", comma)
    return f"{said}{point}{part:0{decimals}d}" if decimals else said


def percent(value: Decimal | int | None, decimals: int | None = None) -> str:
    """A percent (87.6, not 0.876) with its sign."""
    return "" if value is None else format_percent(exact(value), page_language(), decimals)


def day(value: date | None) -> str:
    """A day; of an instant the day in Vietnam."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = there(value).date()
    return format_date(value, page_language())


def clock(value: datetime | None) -> str:
    """The time of day in Vietnam, hours and minutes."""
    return "" if value is None else f"{there(value):%H:%M}"


def moment(value: datetime | None) -> str:
    """An instant as time and day in Vietnam."""
    if value is None:
        return ""
    return _("%(clock)s ngày %(day)s") % {"clock": clock(value), "day": day(value)}


def there(value: datetime) -> datetime:
    """The same instant by the clocks of Vietnam; an instant without zone is refused."""
    if value.tzinfo is None:
        message = f"an instant without a zone: {value!r}"
        raise TypeError(message)
    return value.astimezone(PLACE)


def left(until: datetime | None, now: datetime) -> str:
    """How long until a deadline: days while there is one, then hours, then minutes; the deadline itself is too late.

    >>> left(datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC))
    'còn 9 ngày'
    """
    if until is None:
        return ""
    remains = until - now
    if remains <= timedelta(0):
        return _("đã hết hạn")
    if remains >= timedelta(days=1):
        return ngettext("còn %(count)d ngày", "còn %(count)d ngày", remains.days) % {"count": remains.days}
    hours, minutes = divmod(remains.seconds // 60, 60)
    if hours:
        return ngettext("còn %(count)d giờ", "còn %(count)d giờ", hours) % {"count": hours}
    count = max(minutes, 1)
    return ngettext("còn %(count)d phút", "còn %(count)d phút", count) % {"count": count}


def iso(value: date) -> str:
    """The machine's form, for the attribute of a `<time>` element."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()
