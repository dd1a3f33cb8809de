"""Who the rows are."""

import unicodedata

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables.sets import EVERY_MEASURE, TWO_KINDS, a_set, clean, found, leaf, rows, values
from thuocdo.tables.cells import examine
from thuocdo.tables.table import Table, table_of, table_of_rows
from thuocdo.tables.words import names_of
from thuocdo.vietnamese.names import normal

ONE_KIND = a_set(leaf("M"), applies_to=("xa",))


def faults(table: Table) -> list[str]:
    return [fault.message.en for fault in examine(table, TWO_KINDS).faults]


def test_it_needs_a_name_in_every_row() -> None:
    assert found(rows({"agency": " "}, {}), EVERY_MEASURE) == [(1, "agency", "", "the agency's name")]
    (fault,) = examine(table_of_rows([{"M": "1"}]), EVERY_MEASURE).faults
    assert fault.message.en == "The table lacks the column «agency»: every row needs the agency's name."


def test_it_finds_an_agency_twice_whatever_its_spelling() -> None:
    table = rows({"agency": "Sở Y tế"}, {"agency": "Sở Nội vụ"}, {"agency": unicodedata.normalize("NFD", "Sở  Y tế ")})
    ((row, column, _, expected),) = found(table, EVERY_MEASURE)
    assert (row, column, expected) == (3, "agency", "one row for each agency; this one is on row 1 already")


def test_it_goes_by_the_code_where_there_is_one() -> None:
    same_names = rows({"agency": "Xã Hòa Bình", "code": "1"}, {"agency": "Xã Hòa Bình", "code": "2"})
    assert values(clean(same_names, EVERY_MEASURE), "code") == ["1", "2"]
    same_codes = rows({"code": "1"}, {"code": " 1"}, {"code": ""})
    assert found(same_codes, EVERY_MEASURE) == [
        (2, "code", "1", "one row for each agency; this one is on row 1 already"),
        (3, "code", "", "the agency's code: with a column «code» every row has one"),
    ]


def test_it_knows_the_kinds_of_the_set() -> None:
    assert found(
        rows({"kind": "huyen", "block": "1"}, {"kind": "", "block": "1"}, {"kind": "xa", "block": "1"}), TWO_KINDS
    ) == [
        (1, "kind", "huyen", "a kind of agency of the set: xa, so"),
        (2, "kind", "", "a kind of agency of the set: xa, so"),
    ]
    clean(rows({"kind": ""}, {"kind": "xa"}), ONE_KIND)
    assert len(found(rows({"kind": "so"}), ONE_KIND)) == 1


def test_an_excluded_agency_needs_no_kind() -> None:
    left_out = {"kind": "", "block": "1", "state": "excluded", "reason": "không phải xã"}
    table = clean(rows({"kind": "xa", "block": "1"}, left_out), TWO_KINDS)
    assert values(table, "kind") == ["xa", None]
    assert found(rows({**left_out, "kind": "huyen"}), TWO_KINDS) == [
        (1, "kind", "huyen", "a kind of agency of the set: xa, so")
    ]


def test_it_asks_for_kind_and_block_where_the_set_has_several_kinds() -> None:
    assert [fault.split(":")[0] for fault in faults(rows({}, {}))] == [
        "The table lacks the column «kind»",
        "The table lacks the column «block»",
    ]
    clean(rows({"kind": "xa"}), TWO_KINDS)
    clean(rows({}), ONE_KIND)


def test_it_takes_a_block_for_all_rows_or_for_none() -> None:
    assert found(rows({"block": "1"}, {"block": ""}), EVERY_MEASURE) == [
        (2, "block", "", "the agency's block: other rows have one")
    ]
    assert "block" not in clean(rows({"block": ""}, {"block": ""}), EVERY_MEASURE).typed.frame.columns


def test_it_takes_numbers_for_codes() -> None:
    frame = pl.DataFrame({"agency": ["A", "B"], "code": [10, 20]})
    assert values(clean(table_of(frame), EVERY_MEASURE), "code") == ["10", "20"]


@settings(deadline=None)
@given(st.lists(st.text(max_size=12), min_size=1, max_size=40))
def test_it_spells_names_as_everywhere_else(names: list[str]) -> None:
    assert names_of(pl.Series(names)).to_list() == [normal(name) or None for name in names]


@pytest.mark.parametrize("name", ["Sở Y tế", "  Sở\u00a0Y tế\n", "S\u200bở Y tế", "Sở\x1cY tế"])
def test_it_squeezes_blanks_of_every_sort(name: str) -> None:
    assert names_of(pl.Series([name])).to_list() == ["Sở Y tế"]
