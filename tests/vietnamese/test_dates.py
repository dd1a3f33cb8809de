"""Dates: the day comes first."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.vietnamese import Lang, NotADate, format_date, read_date


@pytest.mark.parametrize(
    "text",
    [
        "05/06/2026",
        "5/6/2026",
        "5-6-2026",
        "05.06.2026",
        " 5 / 6 / 2026 ",
        "2026-06-05",
        "ngày 5 tháng 6 năm 2026",
        "Ngày 05 tháng 06 năm 2026",
        unicodedata.normalize("NFD", "ngày 5 tháng 6 năm 2026"),
        "5 tháng 6 năm 2026",
        "5 June 2026",
    ],
)
def test_it_reads(text: str) -> None:
    assert read_date(text) == date(2026, 6, 5)


def test_it_reads_days_no_month_has_the_number_of() -> None:
    assert read_date("25/06/2026") == date(2026, 6, 25)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "06/25/2026",
        "31/6/2026",
        "29/02/2025",
        "5/6/26",
        "5/6-2026",
        "2026/06/05",
        "20260605",
        "5 6 2026",
        "0/0/0000",
        "5/6/2026 10:00",
    ],
)
def test_it_refuses(text: str) -> None:
    with pytest.raises(NotADate) as caught:
        read_date(text)
    assert caught.value.text == text


def test_it_writes() -> None:
    assert format_date(date(2026, 6, 5), Lang.VI) == "05/06/2026"
    assert format_date(date(2026, 6, 5), Lang.EN) == "5 June 2026"


@settings(deadline=None)
@given(st.dates(), st.sampled_from(Lang))
def test_it_reads_back_what_it_wrote(day: date, lang: Lang) -> None:
    assert read_date(format_date(day, lang)) == day
    assert read_date(day.isoformat()) == day
