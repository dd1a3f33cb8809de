"""Dates as Vietnamese write them: the day before the month, always."""

import re
from datetime import date
from typing import Final

from thuocdo.vietnamese.languages import Lang
from thuocdo.vietnamese.names import normal

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FORMS: Final = (
    re.compile(r"(?P<d>[0-9]{1,2}) ?(?P<mark>[/.-]) ?(?P<m>[0-9]{1,2}) ?(?P=mark) ?(?P<y>[0-9]{4})"),
    re.compile(r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})"),
    re.compile(r"(?:ngày )?(?P<d>[0-9]{1,2}) tháng (?P<m>[0-9]{1,2}) năm (?P<y>[0-9]{4})"),
    re.compile(rf"(?P<d>[0-9]{{1,2}}) (?P<name>{'|'.join(_MONTHS).lower()}) (?P<y>[0-9]{{4}})"),
)


class NotADate(ValueError):
    """The text is not one day of the calendar."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not a date: {text!r}")
        self.text = text


def read_date(text: str) -> date:
    """Read one day, written in figures or words.

    >>> read_date("05/06/2026") == read_date("ngày 5 tháng 6 năm 2026") == date(2026, 6, 5)
    True
    """
    bare = normal(text).lower()
    for form in _FORMS:
        found = form.fullmatch(bare)
        if found:
            parts = found.groupdict()
            month = int(parts["m"]) if "m" in parts else _month(parts["name"])
            try:
                return date(int(parts["y"]), month, int(parts["d"]))
            except ValueError:
                break
    raise NotADate(text)


def format_date(value: date, lang: Lang) -> str:
    """Write one day so that nobody takes the month for the day.

    >>> format_date(date(2026, 6, 5), Lang.VI), format_date(date(2026, 6, 5), Lang.EN)
    ('05/06/2026', '5 June 2026')
    """
    if lang is Lang.VI:
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year:04}"


def _month(name: str) -> int:
    return [month.lower() for month in _MONTHS].index(name) + 1
