"""Numbers as Vietnamese write them, read strictly and written back, always exact.

ValueError
├── NotANumber         nothing a person would read as one number
└── AmbiguousNumber    "1.234": a thousand and more, or one and a bit; carries both readings
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final, Literal

from thuocdo.vietnamese.languages import Lang

DecimalMark = Literal[",", "."]

LONGEST: Final = 200
_BLANKS: Final = " \t\r\n\u00a0\u2002\u2007\u2008\u2009\u202f"
_MINUS: Final = "-\u2212"
_BLANK_GROUPS: Final = re.compile(rf"[1-9][0-9]{{0,2}}(?:[{_BLANKS}][0-9]{{3}})+(?=[,.]|$)")
_BESIDE_MARK: Final = re.compile(rf"[{_BLANKS}]*([,.])[{_BLANKS}]*")
_BLANK: Final = re.compile(rf"[{_BLANKS}]")
_FRACTION: Final = re.compile(r"(?:[,.][0-9]+)?")
_READABLE: Final = {
    ",": re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,[0-9]+)?"),
    ".": re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?"),
}
# "37,865" is 37 and a bit: a comma is the decimal mark here. A point is used for both.
_ONE_GROUP: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_EXACT: Final = Context(prec=2 * LONGEST, rounding=ROUND_HALF_UP)


class NotANumber(ValueError):
    """The text is not one number."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not a number: {text!r}")
        self.text = text


class AmbiguousNumber(ValueError):
    """The text can be read in two ways; only the decimal mark in use settles it."""

    def __init__(self, text: str, with_comma: Decimal, with_point: Decimal) -> None:
        super().__init__(f"two readings of {text!r}: {with_comma} or {with_point}")
        self.text = text
        self.with_comma = with_comma
        self.with_point = with_point


def read_number(text: str, *, decimal_mark: DecimalMark | None = None) -> Decimal:
    """Read one number; a `decimal_mark` makes the other mark a thousands mark and nothing else.

    >>> read_number("1.234,56"), read_number("4, 72"), read_number("842.5")
    (Decimal('1234.56'), Decimal('4.72'), Decimal('842.5'))
    """
    sign, digits = _parted(text)
    if decimal_mark is None:
        readings = {mark: _reading(digits, mark) for mark in (",", ".")}
        if _ONE_GROUP.fullmatch(digits):
            with_comma, with_point = (Decimal(sign + (readings[mark] or "")) for mark in (",", "."))
            raise AmbiguousNumber(text, with_comma, with_point)
        found = readings[","] or readings["."]
    else:
        found = _reading(digits, decimal_mark)
    if found is None:
        raise NotANumber(text)
    return Decimal(sign + found)


def read_percent(text: str, *, decimal_mark: DecimalMark | None = None) -> Decimal:
    """Read a share written with its sign; 87,6% gives 87.6 (percent, not a fraction of one)."""
    number, sign, rest = text.partition("%")
    if not sign or rest.strip(_BLANKS):
        raise NotANumber(text)
    try:
        return read_number(number, decimal_mark=decimal_mark)
    except NotANumber:
        raise NotANumber(text) from None


def format_number(value: Decimal | int, lang: Lang, decimals: int | None = None, *, group: bool = True) -> str:
    """Write a number with the marks of `lang`; without `decimals`, as many as it needs.

    Fewer decimals than the number has round it, half away from zero.

    >>> format_number(Decimal("1234.50"), Lang.VI), format_number(Decimal("1234.5"), Lang.EN, 2)
    ('1.234,5', '1,234.50')
    """
    whole, _, fraction = plain_number(value, decimals).partition(".")
    if group:
        whole = f"{int(whole):,}" if whole != "-0" else whole
    point, comma = (",", ".") if lang is Lang.VI else (".", ",")
    whole = whole.replace(",", comma)
    return whole + point + fraction if fraction else whole


def format_percent(value: Decimal | int, lang: Lang, decimals: int | None = None) -> str:
    """Write a percent (87.6, not 0.876) with its sign."""
    return format_number(value, lang, decimals) + "%"


def plain_number(value: Decimal | int, decimals: int | None = None) -> str:
    """The canonical text of a number: decimal point, no grouping, no exponent, no needless zeros."""
    number = Decimal(value)
    if not number.is_finite():
        raise NotANumber(str(value))
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
    written = format(number, "f")
    if decimals is None and "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.removeprefix("-") if number.is_zero() else written


def _parted(text: str) -> tuple[str, str]:
    """The sign and the digits with their marks, without blanks."""
    bare = text.strip(_BLANKS)
    sign = ""
    if bare[:1] and bare[0] in _MINUS + "+":
        sign = "-" if bare[0] in _MINUS else ""
        bare = bare[1:].lstrip(_BLANKS)
    if not bare or len(bare) > LONGEST:
        raise NotANumber(text)
    bare = _BESIDE_MARK.sub(r"\1", bare)
    groups = _BLANK_GROUPS.match(bare)
    if groups:
        rest = bare[groups.end() :]
        if not _FRACTION.fullmatch(rest):
            raise NotANumber(text)
        # "1 234,567" is grouped by blanks already, so its mark can only be the decimal one.
        bare = "0" + _BLANK.sub("", groups.group()) + rest
    return sign, bare


def _reading(digits: str, mark: str) -> str | None:
    """The digits as a number with a decimal point, if `mark` is the decimal mark; else nothing."""
    if not _READABLE[mark].fullmatch(digits):
        return None
    return digits.replace("." if mark == "," else ",", "").replace(mark, ".")
