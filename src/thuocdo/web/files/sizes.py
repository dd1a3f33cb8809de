"""Sizes of files as people read them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.translation import get_language

from thuocdo.vietnamese import Lang, format_number

UNITS: Final = (("byte", 1), ("kB", 1 << 10), ("MB", 1 << 20), ("GB", 1 << 30))


def size_words(size: int) -> str:
    """A size with its unit, one decimal where it says more.

    >>> size_words(13_002_342), size_words(50 << 20)
    ('12,4 MB', '50 MB')
    """
    language = Lang.EN if (get_language() or "vi").startswith("en") else Lang.VI
    said = ""
    for unit, factor in UNITS:
        tenths = (Decimal(size) / factor).quantize(Decimal("0.1"), ROUND_HALF_UP)
        said = f"{format_number(tenths.normalize() + 0, language)} {unit}"
        if tenths < 1024:
            break
    return said
