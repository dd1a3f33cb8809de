"""A table batch by batch gives what it gives as a whole: figures, ranks, bad cells; however it is cut."""

import pickle
from collections.abc import Sequence
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tests.scoring.building import inputs, leaf, whole
from tests.scoring.drawn_rows import Cells
from tests.scoring.engine import frame
from tests.scoring.strategies import rounds
from thuocdo.definition.load import load_set
from thuocdo.definition.measures import IfNone, Over, Quota, Relative
from thuocdo.definition.model import CriteriaSet
from thuocdo.library import ids
from thuocdo.scoring.batches import MOST, Found, Source, Twice, Whole, gathered, look, scored
from thuocdo.scoring.ranks import ranked_nodes
from thuocdo.scoring.score import score
from thuocdo.scoring.wide import WHO, wide
from thuocdo.tables.cells import examine
from thuocdo.tables.table import table_of

Parts = Sequence[Sequence[pl.DataFrame]]
Round = tuple[CriteriaSet, list[Cells]]

often = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def cuts(draw: st.DrawFn, height: int) -> list[list[int]]:
    """Parts of a table as the lengths of their batches; some parts hold nothing."""
    parts: list[list[int]] = [[]]
    while height:
        length = draw(st.integers(1, height))
        if draw(st.booleans()):
            parts += [[] for _ in range(draw(st.integers(1, 2)))]
        parts[-1].append(length)
        height -= length
    return parts


def cut(table: pl.DataFrame, lengths: list[list[int]]) -> Parts:
    parts, at = [], 0
    for part in lengths:
        batches = []
        for length in part:
            batches.append(table.slice(at, length))
            at += length
        parts.append(batches)
    return parts


def looked_at(source: Source, parts: Parts) -> Whole:
    everywhere, agencies = [], []
    for number, batches in enumerate(parts):
        found = Found(number)
        for batch in batches:
            found, here = look(source, batch, found)
            agencies.append(here.with_columns(part=pl.lit(number)))
        everywhere.append(found)
    twice = told_twice(pl.concat(agencies)) if agencies else []
    return gathered(source, reversed(everywhere), twice[:MOST], len(twice))


def told_twice(agencies: pl.DataFrame) -> list[Twice]:
    first: dict[str, tuple[int, int]] = {}
    found = []
    for part, at, key, value in agencies.select("part", "at", "key", "value").iter_rows():
        if key in first:
            found.append(Twice(part, at, value, *first[key]))
        first.setdefault(key, (part, at))
    return found


def put_together(criteria_set: CriteriaSet, source: Source, parts: Parts) -> pl.DataFrame:
    bests = looked_at(source, parts).bests
    done = [scored(source, batch, bests) for batches in parts for batch in batches]
    table = pl.concat([pl.concat(both, how="horizontal") for both in done], how="diagonal")
    block = pl.col("block") if "block" in table.columns else pl.lit(value=0)
    ranks = []
    for node in ranked_nodes(criteria_set):
        ranks.append(pl.col(f"k.{node.id}").rank("min", descending=True).over(block).cast(pl.Int64))
        ranks[-1] = ranks[-1].alias(f"{node.id}:rank")
        ranks.append(pl.col(f"u.{node.id}").any().over(block).alias(f"{node.id}:provisional"))
    return table.with_columns(ranks)


@often
@given(rounds(), st.data())
def test_it_scores_batches_as_the_whole_table(drawn: Round, data: st.DataObject) -> None:
    criteria_set, rows = drawn
    table = frame(rows)
    expected = wide(score(criteria_set, table))
    parts = cut(table, data.draw(cuts(table.height)))
    found = put_together(criteria_set, Source(criteria_set, tuple(table.columns)), parts)
    assert_frame_equal(found.select(expected.columns), expected)


@pytest.mark.parametrize("lengths", [[[6]], [[2, 1], [3]], [[1], [], [2], [2, 1]], [[1], [1], [1], [1], [1], [1]]])
def test_it_finds_the_best_of_all_parts(lengths: list[list[int]]) -> None:
    criteria_set = whole(
        leaf("A", 10, Relative(inputs("value"))),
        leaf("B", 10, Relative(inputs("a", "b"), Over.ALL, IfNone.LEAVE)),
        leaf("C", 10, Quota("target", "actual")),
        maximum=30,
        applies_to=("xa",),
    )
    table = pl.DataFrame(
        {
            "agency": list("abcdef"),
            "kind": ["xa", None, None, "xa", None, None],
            "block": list("112221"),
            "A": ["5", "8", "2", "4", "3", "1"],
            "B:a": ["1", "2", "3", "1", "9", "0"],
            "B:b": ["3", "6", "10", "2", "10", "1"],
            "C:target": ["10"] * 6,
            "C:actual": ["12", "15", "8", "14", "10,5", "11"],
        }
    )
    source = Source(criteria_set, tuple(table.columns))
    found = put_together(criteria_set, source, cut(table, lengths))
    expected = wide(score(criteria_set, table))
    assert_frame_equal(found.select(expected.columns), expected)
    assert found["A:points"].to_list() == [Decimal(each) for each in ("6.25", "10", "5", "10", "7.5", "1.25")]


@often
@given(rounds(), st.data())
def test_it_finds_the_bad_cells_of_the_whole_table(drawn: Round, data: st.DataObject) -> None:
    criteria_set, rows = drawn
    table = frame(rows)
    for _ in range(data.draw(st.integers(0, 6))):
        column, at = data.draw(st.sampled_from(table.columns)), data.draw(st.integers(0, table.height - 1))
        other = data.draw(st.sampled_from([None, " ", "?", "-1", table[column][0]]))
        table = table.with_columns(table[column].scatter(at, pl.Series([other], dtype=pl.String)))
    source = Source(criteria_set, tuple(table.columns))
    found = looked_at(source, cut(table, data.draw(cuts(table.height))))
    expected = examine(table_of(table), criteria_set)
    assert found.bad.first == expected.cells[:MOST]
    assert found.bad.number == len(expected.cells)
    assert found.rows == table.height
    typed = expected.typed.frame  # in which a blank cell is empty
    assert found.filled == {name for name in WHO if name in typed.columns and typed[name].count()}


def test_it_lists_the_first_bad_cells_and_counts_the_rest() -> None:
    criteria_set = whole(leaf("A"), maximum=10)
    table = pl.DataFrame({"agency": [str(at) for at in range(400)], "A": ["?"] * 400})
    source = Source(criteria_set, tuple(table.columns))
    found = looked_at(source, cut(table, [[30, 70], [150], [150]]))
    assert [cell.row for cell in found.bad.first] == list(range(1, MOST + 1))
    assert found.bad.number == 400


@pytest.mark.parametrize("name", ids())
def test_a_set_travels(name: str) -> None:
    criteria_set = load_set(name)
    assert pickle.loads(pickle.dumps(criteria_set)) == criteria_set  # noqa: S301 - pickled on this line
