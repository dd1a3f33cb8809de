"""Cells by the criteria set: what is accepted, what becomes of it, and what is said of the rest."""

from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tables.sets import EVERY_MEASURE, TREE, TWO_KINDS, a_set, clean, column, found, leaf, rows, values
from thuocdo.definition.model import CriteriaSet, Rounding
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.cells import examine, typed
from thuocdo.tables.table import table_of

GOOD: list[tuple[str, str, object]] = [
    ("M", "7,5", 750),
    ("M", "10", 1000),
    ("M", "", None),
    ("YN", "có", True),
    ("YN", "Không", False),
    ("YN", "YES", True),
    ("YN", "0", False),
    ("CH", "ct", "ct"),
    ("CH", "phó chủ tịch", "pct"),
    ("CL", "ct; pct", ["ct", "pct"]),
    ("CL", "-", []),
    ("CL", " ", None),
    ("RA:a", "842,5", 8425),
    ("RA:b", "0", 0),
    ("RV", "1234567890,12345", 123456789012345),
    ("ST", "-12", -12),
    ("CO", "3", 3),
    ("SM", "4,72", 472),
    ("QU:target", "0,5", 5),
    ("M:points", "9,25", 925),
    ("M:available", "5", 500),
    ("M:state", "VOID:no_evidence", "void:no_evidence"),
    ("points", "1000", 100_000),
    ("level", "Mức I", "Mức I"),
    ("level", "Không xếp hạng", "Không xếp hạng"),
    ("bo:level", "Mức  I", "Mức I"),
    ("state", "void:late", "void:late"),
]
TYPED_NAMES = {"points": "bo:points", "level": "bo:level", "state": "bo:state"}


@pytest.mark.parametrize("many", [1, 100])
@pytest.mark.parametrize("name, cell, value", GOOD)
def test_it_reads(name: str, cell: str, value: object, many: int) -> None:
    examined = clean(column(name, *[cell] * many), EVERY_MEASURE)
    assert values(examined, TYPED_NAMES.get(name, name)) == [value] * many


BAD = [
    ("M", "10,5", "a number from 0 to 10"),
    ("M", "-1", "a number from 0 to 10"),
    ("M", "7,555", "a number of at most 2 decimals"),
    ("M", "7,55555555", "a number of at most 2 decimals"),
    ("M", "bảy", "a number, written like 842.5"),
    ("M", "1.234", "a number that reads in one way: 1234 (--decimal-mark ,) or 1.234 (--decimal-mark .)"),
    ("YN", "x", "«yes» or «no»"),
    ("YN", "2", "«yes» or «no»"),
    ("CH", "bt", "one of: ct, pct"),
    ("CH", "ct;pct", "one of: ct, pct"),
    ("CL", "ct;bt", "ids separated by semicolons, each once, or «-» for none: ct, pct"),
    ("CL", "ct;ct", "ids separated by semicolons, each once, or «-» for none: ct, pct"),
    ("CL", "ct;", "ids separated by semicolons, each once, or «-» for none: ct, pct"),
    ("RA:a", "-1", "a number of at least 0"),
    ("RA:b", "-0,000001", "a number of at least 0"),
    ("RA:a", "0,0000001", "a number of at most 6 decimals"),
    ("RA:a", "1234567890123456", "a number of at most 15 digits"),
    ("RA:a", "1234567890,123456", "a number of at most 15 digits"),
    ("RV", "-1", "a number of at least 0"),
    ("RP:a", "1234567890123", "a number of at most 12 digits"),
    ("CO", "1,5", "a whole number"),
    ("CO", "-1", "a number of at least 0"),
    ("SM", "0,9", "a number from 1 to 5"),
    ("SM", "5,01", "a number from 1 to 5"),
    ("SP:n", "-1", "a number of at least 0"),
    ("QU:target", "0", "a number above 0"),
    ("QU:actual", "-1", "a number of at least 0"),
    ("M:available", "0", "a number above 0, at most 10"),
    ("M:available", "11", "a number above 0, at most 10"),
    ("M:points", "11", "a number from 0 to 10"),
    ("M:state", "na", "a state this node takes: void:no_evidence"),
    ("M:state", "void:late", "a state this node takes: void:no_evidence"),
    ("M:state", "excluded", "a state this node takes: void:no_evidence"),
    ("state", "na", "a state this node takes: void:late, excluded"),
    ("CH:state", "na", "a state this node takes: void:no_evidence"),
    ("level", "Tốt", "the name of a level of this node: Mức I, Không xếp hạng"),
    ("RV:best", "-1", "a number of 0 or more or a fraction a/b, of at most 15 digits"),
    ("RV:best", "1/0", "a number of 0 or more or a fraction a/b, of at most 15 digits"),
    ("RP:best", "1234567890123/2", "a number of 0 or more or a fraction a/b, of at most 12 digits"),
]


@pytest.mark.parametrize("many", [1, 100])
@pytest.mark.parametrize("name, cell, expected", BAD)
def test_it_says_what_was_expected_instead(name: str, cell: str, expected: str, many: int) -> None:
    assert found(column(name, *[cell] * many), EVERY_MEASURE) == [
        (row, name, cell, expected) for row in range(1, many + 1)
    ]


def test_it_reports_every_bad_cell_in_one_run() -> None:
    table = rows({"M": "11", "YN": "?", "RA:a": "x"}, {"M": "1", "YN": "có", "RA:a": "-1"}, {"M": "1.234"})
    assert [(row, name) for row, name, _, _ in found(table, EVERY_MEASURE)] == [
        (1, "M"),
        (1, "YN"),
        (1, "RA:a"),
        (2, "RA:a"),
        (3, "M"),
    ]
    with pytest.raises(BadTable) as caught:
        typed(table, EVERY_MEASURE)
    assert len(caught.value.cells) == 5


def test_it_empties_bad_cells_and_keeps_the_rest() -> None:
    examined = examine(column("M", "1", "11", "x", "2"), EVERY_MEASURE)
    assert values(examined, "M") == [100, None, None, 200]


@pytest.mark.parametrize(
    "cell, pair", [("0,25", (1, 4)), ("3/4", (3, 4)), ("1,5 / 3", (1, 2)), ("7", (7, 1)), ("", (None, None))]
)
def test_it_reads_yardsticks_as_fractions(cell: str, pair: tuple[int | None, int | None]) -> None:
    examined = clean(column("RV:best", cell), EVERY_MEASURE)
    assert (values(examined, "RV:best:n"), values(examined, "RV:best:d")) == ([pair[0]], [pair[1]])


def test_it_knows_the_scale_of_every_numeric_input() -> None:
    examined = clean(rows({"RA:a": "1,25", "RA:b": "3", "M": "1,5"}), EVERY_MEASURE)
    assert dict(examined.typed.scales) == {"RA:a": 2, "RA:b": 0}


def test_it_lets_extras_and_what_has_no_maximum_go_far() -> None:
    clean(rows({"points": "1005", "T1": "100"}), TREE)
    assert found(rows({"T1": "-6"}), TREE) == [(1, "T1", "-6", "a number from -5 to 100,000")]


def test_it_takes_the_decimals_of_the_set() -> None:
    fine = CriteriaSet(a_set(leaf("M")).root, rounding=Rounding(decimals=3))
    assert values(clean(column("M", "1,125"), fine), "M") == [1125]
    assert found(column("M", "1,1255"), fine) == [(1, "M", "1,1255", "a number of at most 3 decimals")]


def test_it_takes_the_maximum_of_the_agency_s_kind() -> None:
    table = rows({"kind": "xa", "block": "1", "A": "9"}, {"kind": "so", "block": "2", "A": "9"})
    assert found(table, TWO_KINDS) == [(2, "A", "9", "a number from 0 to 8")]


def test_it_refuses_a_value_where_the_node_is_not_there_for_the_kind() -> None:
    table = rows({"kind": "xa", "block": "1", "X": "9", "S": "1"}, {"kind": "so", "block": "2", "S": "9"})
    assert found(table, TWO_KINDS) == [(1, "S", "1", "an empty cell: this node is not for agencies of the kind «xa»")]


@pytest.mark.parametrize(
    "cells",
    [
        pl.Series([1, 2], dtype=pl.Int32),
        pl.Series([1, 2], dtype=pl.UInt64),
        pl.Series([Decimal(1), Decimal(2)], dtype=pl.Decimal(20, 4)),
        pl.Series(["1", "2"], dtype=pl.Categorical),
        pl.Series(["1,0", "2"]),
    ],
)
def test_it_takes_exact_columns_of_any_type(cells: pl.Series) -> None:
    frame = pl.DataFrame({"agency": ["A", "B"], "M": cells})
    assert values(clean(table_of(frame), EVERY_MEASURE), "M") == [100, 200]


def test_it_takes_booleans_lists_and_empty_columns() -> None:
    frame = pl.DataFrame({"agency": ["A", "B"], "YN": [True, None], "CL": [["ct", "pct"], []], "M": [None, None]})
    examined = clean(table_of(frame), EVERY_MEASURE)
    assert (values(examined, "YN"), values(examined, "CL"), values(examined, "M")) == (
        [True, None],
        [["ct", "pct"], []],
        [None, None],
    )


def test_it_refuses_columns_of_floats() -> None:
    examined = examine(
        table_of(pl.DataFrame({"agency": ["A"], "M": [1.0], "CH": [1.5], "points": [True]})), EVERY_MEASURE
    )
    assert [fault.message.en for fault in examined.faults] == [
        "Column «M» holds binary floats (Float64), which cannot keep exact figures.",
        "Column «CH» holds binary floats (Float64), which cannot keep exact figures.",
        "Column «points» is of type Boolean, neither text nor whole nor decimal numbers.",
    ]


@settings(deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=1000), min_size=1, max_size=60))
def test_it_reads_whole_numbers_text_and_decimals_alike(marks: list[int]) -> None:
    names = [f"Đơn vị {at}" for at in range(len(marks))]
    written = [f"{mark // 100},{mark % 100:02}" for mark in marks]
    decimals = pl.Series([Decimal(mark).scaleb(-2) for mark in marks], dtype=pl.Decimal(12, 2))
    for cells in (pl.Series(written), decimals):
        assert values(clean(table_of(pl.DataFrame({"agency": names, "M": cells})), EVERY_MEASURE), "M") == marks


def test_it_keeps_the_order_of_rows() -> None:
    names = ["Sở Y tế", "Sở Nội vụ", "Ban Dân tộc"]
    assert values(clean(table_of(pl.DataFrame({"agency": names})), EVERY_MEASURE), "agency") == names
