"""Which columns a set takes."""

import pytest

from tests.tables.sets import EVERY_MEASURE, TREE, TWO_KINDS, clean, rows, values
from thuocdo.definition.model import CriteriaSet
from thuocdo.tables.cells import examine
from thuocdo.tables.columns import layout_of


def names(criteria_set: CriteriaSet, id: str) -> set[str]:
    return {
        name
        for name, column in layout_of(criteria_set).columns.items()
        if column.placed and column.placed.node.id == id
    }


@pytest.mark.parametrize(
    "id, expected",
    [
        ("M", {"M", "M:points", "M:available", "M:state"}),
        ("YN", {"YN", "YN:value", "YN:points", "YN:available", "YN:state"}),
        ("RA", {"RA:a", "RA:b", "RA:points", "RA:available", "RA:state"}),
        ("CO", {"CO", "CO:n", "CO:points", "CO:available", "CO:state"}),
        ("QU", {"QU:target", "QU:actual", "QU:best", "QU:points", "QU:available", "QU:state"}),
        ("bo", {"points", "bo:points", "available", "bo:available", "state", "bo:state", "level", "bo:level"}),
    ],
)
def test_it_knows_the_columns_of_a_node(id: str, expected: set[str]) -> None:
    assert names(EVERY_MEASURE, id) == expected


def test_it_takes_no_points_for_a_node_that_has_none() -> None:
    assert names(TREE, "N") == {"N:state"}


def test_it_suggests_the_name_that_was_probably_meant() -> None:
    (fault,) = examine(rows({"RA:stat": "1"}), EVERY_MEASURE).faults
    assert fault.message.vi == "Bộ tiêu chí «bo» không có cột «RA:stat»."
    assert fault.help is not None
    assert fault.help.en == "Did you mean «RA:state»?"
    assert [note.message.en for note in fault.notes] == [
        "«RA» has the columns: RA:points, RA:available, RA:state, RA:a, RA:b."
    ]


def test_it_reports_every_unknown_column_and_still_reads_the_others() -> None:
    examined = examine(rows({"Z": "1", "M": "5", "Y": "2"}), EVERY_MEASURE)
    assert [fault.place.column for fault in examined.faults if fault.place] == [2, 4]
    assert values(examined, "M") == [500]


@pytest.mark.parametrize("one, other", [("YN", "YN:value"), ("points", "bo:points"), ("CO:n", "CO")])
def test_it_takes_one_name_of_a_figure_at_a_time(one: str, other: str) -> None:
    clean(rows({one: "1"}), EVERY_MEASURE)
    clean(rows({other: "1"}), EVERY_MEASURE)
    (fault,) = examine(rows({one: "1", other: "1"}), EVERY_MEASURE).faults
    assert fault.message.en == f"The columns «{one}» and «{other}» are about the same figure; keep one."


def test_it_knows_for_whom_a_node_is_there() -> None:
    absent = {id: placed.absent for id, placed in layout_of(TWO_KINDS).nodes.items()}
    assert absent == {"bo": frozenset(), "A": frozenset(), "X": {"so"}, "S": {"xa"}}
