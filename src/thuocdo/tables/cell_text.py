"""Cells that a file holds as numbers, booleans or dates, written as text that can only be read in one way.

Excel's cells are binary floats: a number is taken by its 15 significant digits, which is what Excel itself shows.
A trailing zero keeps 1.234 from being taken for 1,234: "1.2340".
"""

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.languages import Lang
from thuocdo.vietnamese.numbers import DecimalMark, plain_number

_LIKE_A_GROUP: Final = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")


def number_text(value: float | Decimal, decimal_mark: DecimalMark | None) -> str:
    """Write a number so that `read_number` with this decimal mark gives it back."""
    plain = format(value, ".15g") if isinstance(value, float) else plain_number(value)
    if "e" in plain or plain == "-0":
        plain = plain_number(Decimal(plain))
    if decimal_mark == ",":
        return plain.replace(".", ",")
    return plain + "0" if decimal_mark is None and _LIKE_A_GROUP.fullmatch(plain) else plain


def percent_text(value: float, decimal_mark: DecimalMark | None) -> str:
    """Write a cell that a workbook shows as a percent: 0.85 is 85%."""
    return number_text(Decimal(format(value, ".15g")) * 100, decimal_mark) + "%"


def cell_text(value: object, decimal_mark: DecimalMark | None) -> str:
    """Write a cell of a workbook as text; nothing becomes an empty text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(float(value), decimal_mark)
    if isinstance(value, datetime) and value.time() == time.min:
        value = value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        return format_date(value, Lang.VI)
    return "" if value is None else str(value)
