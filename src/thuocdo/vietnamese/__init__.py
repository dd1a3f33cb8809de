"""Numbers, dates and names as Vietnamese write them; nothing here knows of criteria."""

from thuocdo.vietnamese.dates import NotADate, format_date, read_date
from thuocdo.vietnamese.languages import Lang, Text
from thuocdo.vietnamese.names import normal, search_key, sort_key
from thuocdo.vietnamese.numbers import (
    AmbiguousNumber,
    DecimalMark,
    NotANumber,
    format_number,
    format_percent,
    plain_number,
    read_number,
    read_percent,
)

__all__ = [
    "AmbiguousNumber",
    "DecimalMark",
    "Lang",
    "NotADate",
    "NotANumber",
    "Text",
    "format_date",
    "format_number",
    "format_percent",
    "normal",
    "plain_number",
    "read_date",
    "read_number",
    "read_percent",
    "search_key",
    "sort_key",
]
