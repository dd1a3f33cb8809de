"""Spark gives the table of the local run: yardsticks, levels, ranks, states and bad cells, however the rows are spread."""

import importlib
import os
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import cast

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import DoubleType, StringType, StructField, StructType

from tests.scoring.building import group, inputs, leaf, level, step, whole
from thuocdo.definition.load import load_set
from thuocdo.definition.measures import IfNone, Over, Quota, Ratio, Relative, Steps
from thuocdo.definition.model import Among, At, By, CriteriaSet, NotApplicable, Ranking, Rounding
from thuocdo.scoring.batches import MOST
from thuocdo.scoring.score import score
from thuocdo.scoring.spark import score_with_spark
from thuocdo.scoring.wide import wide
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.read import read_table
from thuocdo.tables.table import table_of

pytestmark = [pytest.mark.spark, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SETTINGS: dict[str, bool | float | int | str | None] = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "7",
    # Compiling a plan of 300 columns takes longer than running it on a few rows.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
}
LEVELS = (level("Tốt", "80%", each={"A": "50%"}), level("Đạt", "50%"))


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "PYSPARK_PYTHON", sys.executable)
        session = SparkSession.builder.master("local[2]").config(map=SETTINGS).getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


def in_spark(spark: SparkSession, table: pl.DataFrame, partitions: int) -> DataFrame:
    """A table of texts in so many partitions, its rows in their order; some are empty where there are few rows."""
    schema = StructType([StructField(name, StringType()) for name in table.columns])
    return spark.createDataFrame(spark.sparkContext.parallelize(table.rows(), partitions), schema)


def collected(found: DataFrame) -> pl.DataFrame:
    return cast("pl.DataFrame", pl.from_arrow(found.toArrow())).sort("agency")


def assert_alike(spark: SparkSession, criteria_set: CriteriaSet, table: pl.DataFrame, partitions: int = 4) -> None:
    expected = wide(score(criteria_set, table)).sort("agency")
    assert_frame_equal(collected(score_with_spark(criteria_set, in_spark(spark, table, partitions))), expected)


def bad(criteria_set: CriteriaSet, table: pl.DataFrame | DataFrame) -> BadTable:
    try:
        score(criteria_set, table) if isinstance(table, pl.DataFrame) else score_with_spark(criteria_set, table)
    except BadTable as found:
        return found
    pytest.fail("the table is not refused")


def test_it_scores_the_example(spark: SparkSession) -> None:
    assert_alike(spark, load_set("mau-2026-xa"), read_table(EXAMPLES / "mau-2026-xa.csv").frame)


def test_it_scores_given_figures(spark: SparkSession) -> None:
    assert_alike(spark, load_set("dak-nong-2019-huyen"), read_table(EXAMPLES / "dak-nong-2019-huyen.csv").frame)


def two_kinds(at: At) -> CriteriaSet:
    """Every kind of yardstick, level and ranking, for two kinds of agency; ids that Spark would read otherwise."""
    group_1 = group(
        "1.1",
        leaf("A", 20, Relative(inputs("a", "b"), if_none=IfNone.LEAVE)),
        leaf("a", 10, Relative(inputs("value"), Over.ALL), not_applicable=NotApplicable.LEAVE),
        leaf("1.1.1", 10, applies_to=("xa",)),
        leaf("1.1.2", 10, applies_to=("so",)),
        maximum=40,
        levels=LEVELS,
        ranking=Ranking(Among.LEVELLED, By.LEVEL),
    )
    group_2 = group(
        "Q",
        leaf("Q1", 20, Quota("target", "actual")),
        leaf("Q2", 10, Ratio("a", "b", IfNone.LEAVE)),
        leaf("Q3", 5, Steps(inputs("value"), (step("100%", least="3"), step("40%", above="0")))),
        maximum=35,
        ranking=Ranking(by=By.PERCENT),
    )
    criteria_set = whole(group_1, group_2, maximum=75, rounding=Rounding(1, at), applies_to=("xa", "so"))
    levels = (level("Tốt", "75%", each="50%"), level("Khá", "30%"))
    return replace(criteria_set, root=replace(criteria_set.root, levels=levels, below="Yếu"))


def drawn(number: int) -> pl.DataFrame:
    """Agencies of two kinds in three blocks, with ties, gaps, voids, and some that are not evaluated."""
    random_one = random.Random(20261122)  # noqa: S311 - the same table every time

    def cells(*choices: str | None) -> list[str | None]:
        return [random_one.choice(choices) for _ in range(number)]

    kinds = cells("xa", "so")
    states = cells(*[None] * 9, "excluded", "void:late")
    few = [str(each) for each in range(6)]
    leave = cells(*[None] * 7, "na")
    return pl.DataFrame(
        {
            "agency": [f"Đơn vị {at:03}" for at in range(number)],
            "code": [f"d-{at}" for at in range(number)],
            "kind": kinds,
            "block": cells("Khối 1", "Khối 2", "Khối 3"),
            "A:a": cells(None, "1,5", "2", "3", "7", "10"),
            "A:b": cells("0", "2", "3", "4"),
            "A:best": cells(*[None] * 12, "7/2"),
            "a": [None if na else cell for na, cell in zip(leave, cells(*few), strict=True)],
            "a:state": leave,
            "1.1.1": [cell if kind == "xa" else None for kind, cell in zip(kinds, cells("5", "9,5"), strict=True)],
            "1.1.2": [cell if kind == "so" else None for kind, cell in zip(kinds, cells("5", "9,5"), strict=True)],
            "1.1:points": cells(*[None] * 5, "36", "36,5"),
            "1.1:level": cells(*[None] * 15, "Tốt", "Không xếp hạng"),
            "Q1:target": cells("10", "20"),
            "Q1:actual": cells("8", "20", "25", "31,5"),
            "Q1:state": cells(*[None] * 9, "void:no_evidence"),
            "Q2:a": cells(*few),
            "Q2:b": cells("0", "5", "6"),
            "Q3": cells(None, *few, *few),
            "state": states,
            "reason": ["sáp nhập" if state == "excluded" else None for state in states],
        }
    )


@pytest.mark.parametrize("at", At)
def test_it_scores_kinds_blocks_ties_and_who_is_not_evaluated(spark: SparkSession, at: At) -> None:
    criteria_set, table = two_kinds(at), drawn(60)
    local = wide(score(criteria_set, table))
    assert {"computed", "missing", "excluded", "void:late"} <= set(local["S:state"])
    assert {"open", "given", "missing"} <= set(local["1.1:state"])
    assert local["1.1:rank"].count() > local["1.1:rank"].n_unique()
    assert_alike(spark, criteria_set, table, partitions=5)


@pytest.mark.parametrize("partitions", [1, 5])
def test_it_scores_a_table_without_blocks(spark: SparkSession, partitions: int) -> None:
    criteria_set = whole(leaf("A", 10, Relative(inputs("value"))), maximum=10)
    table = pl.DataFrame({"agency": ["a", "b", "c"], "block": [None, " ", None], "A": ["3", "6", "6"]})
    assert_alike(spark, criteria_set, table, partitions)


def test_it_has_a_result_for_nobody(spark: SparkSession) -> None:
    assert_alike(spark, two_kinds(At.DIVISION), drawn(0))


def test_it_leaves_unranked_what_is_not_to_be_ranked(spark: SparkSession) -> None:
    criteria_set = whole(leaf("A", 10), maximum=10, ranking=Ranking(Among.NONE))
    assert_alike(spark, criteria_set, pl.DataFrame({"agency": ["a", "b"], "A": ["3", None]}))


def test_it_takes_the_decimal_mark(spark: SparkSession) -> None:
    criteria_set = whole(leaf("A", 10, Relative(inputs("value"))), maximum=10)
    table = pl.DataFrame({"agency": ["a", "b"], "A": ["1.500", "3.000"]})
    found = score_with_spark(criteria_set, in_spark(spark, table, 2), decimal_mark=".")
    expected = wide(score(criteria_set, table_of(table, decimal_mark=".")))
    assert_frame_equal(collected(found), expected)
    assert expected["A:points"].to_list() == [Decimal(5), Decimal(10)]


def spoilt(table: pl.DataFrame, cells: Sequence[tuple[int, str, str | None]]) -> pl.DataFrame:
    for at, column, value in cells:
        table = table.with_columns(table[column].scatter(at, pl.Series([value], dtype=pl.String)))
    return table


def test_it_tells_every_bad_cell_of_all_batches(spark: SparkSession) -> None:
    table = spoilt(
        drawn(40),
        [
            (0, "A:a", "?"),
            (3, "Q2:a", "-1"),
            (3, "kind", "huyen"),
            (9, "code", None),
            (12, "code", "d-2"),
            (17, "block", None),
            (25, "code", " d-2"),
            (33, "block", " "),
            (38, "Q3", "1.234"),
            (39, "code", "d-1"),
        ],
    )
    local = bad(two_kinds(At.DIVISION), table)
    assert len(local.cells) >= 10
    found = bad(two_kinds(At.DIVISION), in_spark(spark, table, 6))
    assert found.cells == local.cells
    assert found.diagnostics == local.diagnostics


def test_it_lists_the_first_bad_cells_and_counts_the_rest(spark: SparkSession) -> None:
    table = pl.DataFrame({"agency": [str(at % 80) for at in range(160)], "A": ["?"] * 160})
    criteria_set = whole(leaf("A"), maximum=10)
    found = bad(criteria_set, in_spark(spark, table, 3))
    assert found.cells == bad(criteria_set, table).cells[:MOST]
    assert [(each.code, dict(each.data)["number"]) for each in found.diagnostics] == [("TD735", "240")]


@pytest.mark.parametrize("lacking", ["agency", "kind", "block"])
def test_it_tells_which_column_is_lacking(spark: SparkSession, lacking: str) -> None:
    table = drawn(4).drop(lacking).with_columns(lạ=pl.lit("x"))
    found = bad(two_kinds(At.DIVISION), in_spark(spark, table, 4))
    local = bad(two_kinds(At.DIVISION), table)
    assert [each.code for each in found.diagnostics] == ["TD730", "TD732"]
    assert (found.diagnostics, found.cells) == (local.diagnostics, local.cells)


def test_it_asks_for_blocks_that_are_all_blank(spark: SparkSession) -> None:
    table = drawn(4).with_columns(block=pl.lit(None, pl.String))
    found = bad(two_kinds(At.DIVISION), in_spark(spark, table, 4))
    assert [each.code for each in found.diagnostics] == ["TD732"]
    assert_alike(spark, two_kinds(At.DIVISION), table[:1])


def test_it_refuses_floats_and_a_header_twice(spark: SparkSession) -> None:
    schema = StructType([StructField("agency", StringType()), StructField("A", DoubleType())])
    floats = spark.createDataFrame([("a", 1.5)], schema)
    criteria_set = whole(leaf("A"), maximum=10)
    assert [each.code for each in bad(criteria_set, floats).diagnostics] == ["TD733"]
    assert [each.code for each in bad(criteria_set, floats.toDF("agency", "agency")).diagnostics] == ["TD731"]


def test_it_does_what_its_page_shows(spark: SparkSession, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "spark.md").read_text("utf-8")
    shown = "".join(re.findall(r"^```python\n(.*?)^```$", page, re.DOTALL | re.MULTILINE))
    for written, place in {"examples": EXAMPLES, "scores.parquet": tmp_path / "scores.parquet"}.items():
        assert written in shown
        shown = shown.replace(written, str(place))
    exec(shown, {"spark": spark})  # noqa: S102 - our own page
    expected = wide(score(load_set("mau-2026-xa"), read_table(EXAMPLES / "mau-2026-xa.csv")))
    assert_frame_equal(pl.read_parquet(tmp_path / "scores.parquet/*.parquet").sort("agency"), expected.sort("agency"))


def test_it_names_the_package_that_is_lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    monkeypatch.delitem(sys.modules, "thuocdo.scoring.spark")
    with pytest.raises(ImportError, match=r"pip install 'thuocdo\[spark\]'"):
        importlib.import_module("thuocdo.scoring.spark")
