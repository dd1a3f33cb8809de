"""What is written in a scalar -> a number, an amount or a date; None for anything else. Only ASCII digits are digits."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from thuocdo.definition.amounts import Amount

NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,12})?")
WHOLE = re.compile(r"-?[0-9]{1,9}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_decimal(text: str) -> Decimal | None:
    """A number with at most 15 digits before and 12 after the point."""
    return Decimal(text) if NUMBER.fullmatch(text) else None


def read_percent(text: str) -> Amount | None:
    """`80%`."""
    value = read_decimal(text[:-1].strip()) if text.endswith("%") else None
    return None if value is None else Amount(value, percent=True)


def read_amount(text: str) -> Amount | None:
    """`450` or `90%`."""
    value = read_decimal(text)
    return read_percent(text) if value is None else Amount(value)


def read_whole(text: str) -> int | None:
    """A whole number of at most nine digits."""
    return int(text) if WHOLE.fullmatch(text) else None


def read_day(text: str) -> date | None:
    """`2018-05-11`, if the calendar has that day."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None
