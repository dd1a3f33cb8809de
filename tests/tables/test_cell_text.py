"""Typed cells of a file as text that reads in one way."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.tables.cell_text import cell_text, number_text, percent_text
from thuocdo.vietnamese.numbers import DecimalMark, read_number

MARKS = st.sampled_from([None, ",", "."])


@settings(deadline=None)
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=6), MARKS)
def test_it_writes_numbers_that_read_back(number: Decimal, mark: DecimalMark | None) -> None:
    assert read_number(number_text(number, mark), decimal_mark=mark) == number


@settings(deadline=None)
@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1), st.integers(min_value=0, max_value=6), MARKS)
def test_it_gives_back_what_was_typed_into_a_spreadsheet(digits: int, decimals: int, mark: DecimalMark | None) -> None:
    typed = Decimal(digits).scaleb(-decimals)
    assert read_number(number_text(float(typed), mark), decimal_mark=mark) == typed


@pytest.mark.parametrize(
    "value, text",
    [
        ("Sở", "Sở"),
        (None, ""),
        (True, "true"),
        (False, "false"),
        (3, "3"),
        (2.5, "2.5"),
        (date(2026, 6, 5), "05/06/2026"),
        (datetime(2026, 6, 5), "05/06/2026"),  # noqa: DTZ001 - cells know no zone
        (datetime(2026, 6, 5, 7, 30), "2026-06-05 07:30:00"),  # noqa: DTZ001 - as above
        (time(7, 30), "07:30:00"),
    ],
)
def test_it_writes_cells(value: object, text: str) -> None:
    assert cell_text(value, None) == text


def test_it_writes_percents_with_their_sign() -> None:
    assert (percent_text(0.85, None), percent_text(0.07, None), percent_text(1.234, ",")) == ("85%", "7%", "123,4%")
