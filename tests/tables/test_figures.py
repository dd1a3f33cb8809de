"""Numbers of a column: both ways of reading give the same, and both are exact."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.tables import figures
from thuocdo.tables.figures import Figures, WrongType, figures_of
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.numbers import DecimalMark

CELLS = [
    "1", "842,5", "842.5", " 5", "+5", "-0,5", "−2", "", "  ", "007", "1,50", "12.345.678,9", "1.234", "1,234", "37,865", "0.125", "4, 72",
    "1\u00a0234,5", "abc", "1e5", "-", "5.", ",5", "1.2.3", "0,0000001", "1,0000000", "9" * 15, "9" * 16, "9" * 20, "9" * 40, "٣", "0x1", "1_0", "1,5%",
]  # fmt: skip


def exact(read: Figures) -> list[Decimal | None]:
    return [None if value is None else Decimal(value).scaleb(-read.scale) for value in read.values.to_list()]


def both_ways(cells: list[str | None], mark: DecimalMark | None) -> tuple[Figures, Figures]:
    series = pl.Series("x", cells, pl.String)
    return figures._one_by_one(series, mark), figures._at_once(series, mark)


@pytest.mark.parametrize("mark", [None, ",", "."])
@pytest.mark.parametrize("cell", CELLS)
def test_it_reads_a_cell_alike_both_ways(cell: str, mark: DecimalMark | None) -> None:
    slow, fast = both_ways([cell, None], mark)
    assert (exact(slow), slow.scale, slow.wrong) == (exact(fast), fast.scale, fast.wrong)
    assert slow.values.dtype == fast.values.dtype


@settings(deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.sampled_from(CELLS), st.text("0123456789.,- ", max_size=9)), max_size=12),
    st.sampled_from([None, ",", "."]),
)
def test_it_reads_a_column_alike_both_ways(cells: list[str | None], mark: DecimalMark | None) -> None:
    slow, fast = both_ways(cells, mark)
    assert (exact(slow), slow.scale, slow.wrong) == (exact(fast), fast.scale, fast.wrong)


@settings(deadline=None)
@given(
    st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=6), min_size=1, max_size=50),
    st.sampled_from([",", "."]),
)
def test_it_keeps_every_figure_exact(numbers: list[Decimal], mark: DecimalMark) -> None:
    cells = pl.Series([str(number.quantize(Decimal("0.000001"))).replace(".", mark) for number in numbers])
    assert exact(figures_of(cells, mark)) == numbers
    decimals = pl.Series(numbers, dtype=pl.Decimal(30, 9))
    assert exact(figures_of(decimals, None)) == numbers


def test_it_takes_the_smallest_scale_that_holds_the_column() -> None:
    read = figures_of(pl.Series(["1,50", "2", "-0,250000"]), None)
    assert (read.values.to_list(), read.scale) == ([150, 200, -25], 2)
    assert read.values.dtype == pl.Int64


def test_it_uses_wide_numbers_only_where_they_are_needed() -> None:
    assert figures_of(pl.Series(["1" * 15, "0,000001"]), None).values.dtype == pl.Int128
    assert figures_of(pl.Series([2**63], dtype=pl.UInt64), None).values.to_list() == [2**63]
    assert figures_of(pl.Series([200], dtype=pl.UInt8), None).values.dtype == pl.Int64


def test_it_says_both_readings_of_what_is_ambiguous() -> None:
    (wrong,) = figures_of(pl.Series(["1.234"]), None).wrong
    assert wrong.data == {"with_comma": Text("1234", "1234"), "with_point": Text("1,234", "1.234")}
    assert exact(figures_of(pl.Series(["1.234"]), ".")) == [Decimal("1.234")]
    assert exact(figures_of(pl.Series(["1.234"]), ",")) == [Decimal(1234)]


@pytest.mark.parametrize("cells", [pl.Series([1.5]), pl.Series([True]), pl.Series([[1]])])
def test_it_refuses_floats_and_other_types(cells: pl.Series) -> None:
    with pytest.raises(WrongType):
        figures_of(cells, None)


def test_it_leaves_its_input_as_it_was() -> None:
    cells = pl.Series([1, 2, 3])
    assert figures_of(cells, None).without([1]).values.to_list() == [1, None, 3]
    assert cells.to_list() == [1, 2, 3]
