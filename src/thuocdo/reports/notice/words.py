"""Small pieces of Vietnamese that a notice is put together from.

Numbers as Vietnamese write them; names parted by semicolons, since many a name has a comma of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from thuocdo.definition.model import LegalText
from thuocdo.scoring.change import Change, Movement
from thuocdo.vietnamese.dates import format_date
from thuocdo.vietnamese.languages import Lang
from thuocdo.vietnamese.numbers import format_number

MOST_NAMED: Final = 12
COMMON: Final = ("Mức độ", "Chỉ số", "Kết quả", "Công tác", "Việc", "Chuyển đổi", "Cải cách")


def number(value: Decimal | int) -> str:
    """A number."""
    return format_number(value, Lang.VI)


def points(value: Decimal) -> str:
    """Points, with the word.

    >>> points(Decimal("43.80"))
    '43,8 điểm'
    """
    return f"{number(value)} điểm"


def agencies(count: int) -> str:
    """How many agencies."""
    return f"{number(count)} đơn vị"


def listed(names: Sequence[str]) -> str:
    """Names one after the other, all of them."""
    return "; ".join(names)


def named(names: Sequence[str]) -> str:
    """The names in brackets, unless they are too many to read."""
    return f" ({listed(names)})" if 0 < len(names) <= MOST_NAMED else ""


def counted(names: Sequence[str]) -> str:
    """How many agencies, and who; one alone goes by its name.

    >>> counted(["Sở Y tế"]), counted(["Sở Nội vụ", "Sở Y tế"])
    ('Sở Y tế', '2 đơn vị (Sở Nội vụ; Sở Y tế)')
    """
    return names[0] if len(names) == 1 else f"{agencies(len(names))}{named(names)}"


def lowered(name: str) -> str:
    """A name as it stands inside a sentence, where it begins with a common word.

    >>> lowered("Mức độ chuyển đổi số"), lowered("Đắk Nông số")
    ('mức độ chuyển đổi số', 'Đắk Nông số')
    """
    return name[0].lower() + name[1:] if name.startswith(COMMON) else name


def basis(text: LegalText) -> str:
    """A decision as a notice cites it; what has no number is named only."""
    if not any(character.isdigit() for character in text.number):
        return text.number
    kind = "Quyết định số " if "/QĐ" in text.number and not text.number.startswith("Quyết định") else ""
    date = f" ngày {format_date(text.date, Lang.VI)}" if text.date else ""
    issuer = f" của {text.issuer}" if text.issuer else ""
    return f"{kind}{text.number}{date}{issuer}"


def before(year: int | None) -> str:
    """What the year before is called."""
    return "kỳ trước" if year is None else f"năm {year - 1}"


def moved(change: Change | None, year: int | None) -> str:
    """How points moved; nothing where that cannot be told."""
    if change is None or change.movement is None:
        return ""
    if change.movement is Movement.NO_LAST_YEAR:
        return f"không có số liệu {before(year)}"
    against = f"so với {before(year)}"
    if change.movement is Movement.UNCHANGED:
        return f"không đổi {against}"
    way = "tăng" if change.movement is Movement.UP else "giảm"
    return f"{way} {_amount(change)} {against}"


def by(change: Change) -> str:
    """How far points moved, without saying since when."""
    return f"{'tăng' if change.movement is Movement.UP else 'giảm'} {_amount(change)}"


def _amount(change: Change) -> str:
    if change.points is not None:
        return points(_decimal(abs(change.points)))
    return f"{number(_decimal(abs(change.percent or Fraction(0))))} điểm phần trăm (hai kỳ có thang điểm khác nhau)"


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
