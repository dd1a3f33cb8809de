"""Numbers: a table of what people write and what it means."""

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.vietnamese import (
    AmbiguousNumber,
    DecimalMark,
    Lang,
    NotANumber,
    format_number,
    format_percent,
    plain_number,
    read_number,
    read_percent,
)

MARKS: dict[Lang, DecimalMark] = {Lang.VI: ",", Lang.EN: "."}

READ = [
    ("0", "0"),
    ("007", "7"),
    ("842,5", "842.5"),
    ("842.5", "842.5"),
    ("4, 72", "4.72"),
    ("4 ,72", "4.72"),
    ("0,865", "0.865"),
    ("0.125", "0.125"),
    ("1.234,56", "1234.56"),
    ("1.234,567", "1234.567"),
    ("1,234.56", "1234.56"),
    ("1.234.567", "1234567"),
    ("1,234,567", "1234567"),
    ("37,865", "37.865"),
    ("-1,234", "-1.234"),
    ("12.345.678,9", "12345678.9"),
    ("1234,567", "1234.567"),
    ("1 234 567", "1234567"),
    ("1\u00a0234,5", "1234.5"),
    ("1\u202f234,567", "1234.567"),
    ("\u00a042\u00a0", "42"),
    ("-1,5", "-1.5"),
    ("\u22121,5", "-1.5"),
    ("- 5", "-5"),
    ("+5", "5"),
    ("5\n", "5"),
    ("123456789012345", "123456789012345"),
]


@pytest.mark.parametrize("text, value", READ)
def test_it_reads(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text, with_comma, with_point",
    [
        ("1.234", "1234", "1.234"),
        ("-37.865", "-37865", "-37.865"),
        ("1. 234", "1234", "1.234"),
    ],
)
def test_it_says_both_readings_of_what_is_ambiguous(text: str, with_comma: str, with_point: str) -> None:
    with pytest.raises(AmbiguousNumber) as caught:
        read_number(text)
    assert (caught.value.text, caught.value.with_comma, caught.value.with_point) == (
        text,
        Decimal(with_comma),
        Decimal(with_point),
    )
    assert read_number(text, decimal_mark=",") == Decimal(with_comma)
    assert read_number(text, decimal_mark=".") == Decimal(with_point)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "abc", "1e5", "NaN", "∞", "½", "٣", "1..2", "1.2.3", "1,2,3", "1.23,4", ",5", "5,", "--5", "4 72", "1 2345", "1.2345,6",
     "1,234.567,8", "1 234.567,8", "0.123.456", "5%", "0x1F", "1_000", "=1+1", "9" * 201],
)  # fmt: skip
def test_it_refuses(text: str) -> None:
    with pytest.raises(NotANumber) as caught:
        read_number(text)
    assert caught.value.text == text


@pytest.mark.parametrize(
    "text, mark", [("842.5", ","), ("842,5", "."), ("1,234,567", ","), ("1.234.567", "."), ("1,234.5", ",")]
)
def test_it_holds_everyone_to_a_decimal_mark_once_it_is_said(text: str, mark: Literal[",", "."]) -> None:
    with pytest.raises(NotANumber):
        read_number(text, decimal_mark=mark)


@pytest.mark.parametrize("text, value", [("87,6%", "87.6"), ("87.6 %", "87.6"), (" 100% ", "100"), ("-5%", "-5")])
def test_it_reads_percents_in_percent(text: str, value: str) -> None:
    assert read_percent(text) == Decimal(value)


@pytest.mark.parametrize("text", ["87,6", "%", "87%6", "a%", "1%%"])
def test_it_refuses_as_percent(text: str) -> None:
    with pytest.raises(NotANumber):
        read_percent(text)


@pytest.mark.parametrize(
    "value, decimals, vi, en",
    [
        ("1234.50", None, "1.234,5", "1,234.5"),
        ("1234.5", 2, "1.234,50", "1,234.50"),
        ("1000000", None, "1.000.000", "1,000,000"),
        ("-0.5", None, "-0,5", "-0.5"),
        ("-0.004", 2, "0,00", "0.00"),
        ("-1234.5", 0, "-1.235", "-1,235"),
        ("0.125", 2, "0,13", "0.13"),
        ("-0.125", 2, "-0,13", "-0.13"),
        ("1E+3", None, "1.000", "1,000"),
        ("0E-10", None, "0", "0"),
        ("100", None, "100", "100"),
    ],
)
def test_it_writes(value: str, decimals: int | None, vi: str, en: str) -> None:
    assert format_number(Decimal(value), Lang.VI, decimals) == vi
    assert format_number(Decimal(value), Lang.EN, decimals) == en


def test_it_writes_without_groups_and_as_percent() -> None:
    assert format_number(1234567, Lang.VI, group=False) == "1234567"
    assert format_percent(Decimal("87.60"), Lang.VI) == "87,6%"
    assert format_percent(Decimal("87.6"), Lang.EN, 2) == "87.60%"


def test_it_does_not_write_what_is_no_number() -> None:
    with pytest.raises(NotANumber):
        format_number(Decimal("NaN"), Lang.VI)


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6)


@settings(deadline=None)
@given(value=NUMBERS, lang=st.sampled_from(Lang), group=st.booleans())
def test_it_reads_back_what_it_wrote(value: Decimal, lang: Lang, *, group: bool) -> None:
    assert read_number(format_number(value, lang, group=group), decimal_mark=MARKS[lang]) == value
    assert read_percent(format_percent(value, lang), decimal_mark=MARKS[lang]) == value


@settings(deadline=None)
@given(NUMBERS)
def test_it_reads_canonical_text_back(value: Decimal) -> None:
    assert read_number(plain_number(value), decimal_mark=".") == value
    assert plain_number(Decimal(plain_number(value))) == plain_number(value)


@settings(deadline=None)
@given(st.text(alphabet="0123456789,.- \u00a0+−", max_size=14))
def test_it_reads_or_refuses_but_never_fails_otherwise(text: str) -> None:
    try:
        value = read_number(text)
    except (NotANumber, AmbiguousNumber):
        return
    assert sum(character.isdigit() for character in text) >= 1
    assert value in {_or_none(text, ","), _or_none(text, ".")}


def _or_none(text: str, mark: DecimalMark) -> Decimal | None:
    try:
        return read_number(text, decimal_mark=mark)
    except NotANumber:
        return None
