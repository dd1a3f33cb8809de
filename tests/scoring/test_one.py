"""One agency by itself: the same figures as a table of one row, to the last digit, for whatever the row holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring.drawn_rows import Cells
from tests.scoring.engine import figures, frame, text
from tests.scoring.oracle import Figures
from tests.scoring.oracle_measures import Row
from tests.scoring.strategies import rounds
from tests.scoring.test_agreement import often
from tests.tables.sets import EVERY_MEASURE
from thuocdo.definition.load import load_set
from thuocdo.definition.model import CriteriaSet
from thuocdo.scoring.explain import explain
from thuocdo.scoring.one import NodeScore, score_one
from thuocdo.scoring.score import score
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.columns import layout_of
from thuocdo.tables.read import read_table
from thuocdo.tables.table import table_of_rows
from thuocdo.vietnamese.numbers import DecimalMark

EXAMPLES = Path(__file__).parents[2] / "examples"


def by_table(criteria_set: CriteriaSet, row: Row) -> dict[str, Figures]:
    result = score(criteria_set, frame([row]))
    return {id: replace(figures(result.node(id).row(0, named=True)), rank=None) for id in result.ids}


def by_itself(criteria_set: CriteriaSet, row: Row) -> dict[str, Figures]:
    texts = {name: text(cell) for name, cell in row.items()}
    kind = texts.pop("kind", None)
    found = score_one(criteria_set, texts, kind=kind)
    return {id: seen(node) for id, node in found.nodes.items()}


def seen(node: NodeScore) -> Figures:
    return Figures(
        None,
        node.points,
        node.available,  # type: ignore[arg-type] # a Decimal equals the Fraction of the oracle's records
        node.percent,
        node.state,
        node.level,
        node.best_level,
        node.worst_level,
        node.provisional,
        None,
    )


@often
@given(rounds())
def test_it_agrees_with_a_table_of_one_row(drawn: tuple[CriteriaSet, list[Cells]]) -> None:
    criteria_set, rows = drawn
    for row in rows:
        assert by_itself(criteria_set, row) == by_table(criteria_set, row)


def test_it_agrees_on_every_row_of_the_example() -> None:
    criteria_set, table = load_set("mau-2026-xa"), read_table(EXAMPLES / "mau-2026-xa.csv")
    for row in table.frame.iter_rows(named=True):
        assert by_itself(criteria_set, row) == by_table(criteria_set, row)


def test_it_tells_levels_as_an_explanation_does() -> None:
    criteria_set, table = load_set("mau-2026-xa"), read_table(EXAMPLES / "mau-2026-xa.csv")
    for row in table.frame.iter_rows(named=True):
        root = explain(score(criteria_set, frame([row])), row["agency"]).root
        found = score_one(criteria_set, row)
        assert found.levels(root.id) == root.levels
        assert found.next_level(root.id) == root.next


NUMBERS = (
    "0",
    "1",
    "2,5",
    "1.234",
    "1,234",
    "1 234",
    "12.5",
    "-3",
    "007",
    "1e3",
    "0.000001",
    "1.0000001",
    "1\u00a0000",
)
LONG = ("9999999999999999", "123456789012345", "123456789012345,5", "1/2", "-1/2", "\u200b1")
WORDS = ("có", "không", "Có", "ct", "pct;ct", "ct;ct", "na", "NA", "void:late", "void:no_evidence", "excluded", "Mức I")
CELLS = st.sampled_from(["", " ", "\u2003", "-", "lý do", *NUMBERS, *LONG, *WORDS])


def accepted(criteria_set: CriteriaSet, row: Mapping[str, str], mark: DecimalMark | None) -> dict[str, Figures] | None:
    try:
        result = score(criteria_set, table_of_rows([{"agency": "Đơn vị", **row}], decimal_mark=mark))
    except BadTable:
        return None
    return {id: replace(figures(result.node(id).row(0, named=True)), rank=None) for id in result.ids}


@often
@given(st.data(), st.sampled_from([None, ",", "."]))
def test_it_takes_the_cells_that_a_table_takes(data: st.DataObject, mark: DecimalMark | None) -> None:
    headers = ["lạ", *(header for header in layout_of(EVERY_MEASURE).columns if header != "agency")]
    row = data.draw(st.dictionaries(st.sampled_from(headers), CELLS, max_size=4))
    expected = accepted(EVERY_MEASURE, row, mark)
    if expected is None:
        with pytest.raises(BadTable):
            score_one(EVERY_MEASURE, row, decimal_mark=mark)
    else:
        found = score_one(EVERY_MEASURE, row, decimal_mark=mark)
        assert {id: seen(node) for id, node in found.nodes.items()} == expected


def test_it_raises_every_bad_cell_of_the_row() -> None:
    with pytest.raises(BadTable) as raised:
        score_one(load_set("dak-nong-2019-huyen"), {"SS:points": "nhiều", "SS:level": "Mức V"})
    assert [cell.column for cell in raised.value.cells] == ["SS:points", "SS:level"]
