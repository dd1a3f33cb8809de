"""A result as one wide table: its columns, its figures, and what of it is an input table again."""

from decimal import Decimal
from pathlib import Path

import polars as pl
import polars.selectors as cs
import pytest
from polars.testing import assert_frame_equal

from tests.scoring.building import group, leaf, level, whole
from thuocdo.definition.load import load_set
from thuocdo.definition.model import Combine, CriteriaSet
from thuocdo.scoring.result import Result
from thuocdo.scoring.score import score
from thuocdo.scoring.wide import WHO, wide
from thuocdo.tables.columns import layout_of
from thuocdo.tables.read import read_table
from thuocdo.tables.write import write_table

EXAMPLES = Path(__file__).parents[2] / "examples"
GIVEN = ("points", "available", "level")


def scored(name: str, table: str, before: str | None = None) -> Result:
    previous = None if before is None else read_table(EXAMPLES / before)
    return score(load_set(name), read_table(EXAMPLES / table), previous)


def test_it_has_one_row_for_each_agency_in_the_order_of_the_table() -> None:
    found = wide(scored("mau-2026-xa", "mau-2026-xa.csv"))
    table = pl.read_csv(EXAMPLES / "mau-2026-xa.csv")
    assert_frame_equal(found.select(WHO[0], *WHO[2:]), table.select(WHO[0], *WHO[2:]))


def test_it_has_the_figures_of_every_node() -> None:
    result = scored("mau-2026-xa", "mau-2026-xa.csv")
    found = wide(result)
    for id in result.ids:
        own = found.select(name for name in found.columns if name.rpartition(":")[0] == id)
        kinds = [name.rpartition(":")[2] for name in own.columns]
        assert_frame_equal(own.rename(dict(zip(own.columns, kinds, strict=True))), result.node(id).select(kinds))


def test_it_leaves_out_what_a_node_cannot_have() -> None:
    criteria_set = whole(
        group("G", leaf("A"), maximum=10, levels=(level("Đạt", "5"),)), leaf("B"), maximum=None, combine=Combine.NONE
    )
    assert wide(score(criteria_set, pl.DataFrame({"agency": ["a"], "A": ["8"]}))).columns == [
        "agency",
        "S:state",
        *(f"G:{kind}" for kind in ("points", "available", "percent", "state", "level", "rank", "provisional")),
        *(f"{id}:{kind}" for id in "AB" for kind in ("points", "available", "percent", "state")),
    ]


def test_it_has_the_changes_against_an_earlier_result() -> None:
    found = wide(scored("dak-nong-2019-huyen", "dak-nong-2019-huyen.csv", "dak-nong-2018-huyen.csv"))
    ready = found.select("code", "SS:points", "SS:level", "SS:rank", "SS:change", "SS:rank_change", "SS:level_before")
    assert ready.rows()[:3] == [
        ("gia-nghia", Decimal("43.8"), "Mức II", 1, Decimal("-1.9"), 0, "Mức I"),
        ("cu-jut", Decimal("40.23"), "Mức II", 2, Decimal("2.365"), None, "Không xếp hạng"),
        ("dak-rlap", Decimal("37.42"), "Mức IV", 3, Decimal("1.84"), None, "Không xếp hạng"),
    ]
    assert "HT:change" in found.columns
    assert "HT:rank_change" not in found.columns


def test_it_tells_who_is_not_evaluated_and_why() -> None:
    table = pl.DataFrame(
        {
            "agency": ["a", "b", "c"],
            "A": ["8", "9", "7"],
            "state": [None, "excluded", "void:late"],
            "reason": [None, "sáp nhập", None],
        }
    )
    found = wide(score(whole(leaf("A"), maximum=10), table))
    assert found.select("agency", "reason", "S:points", "S:rank", "S:state").rows() == [
        ("a", None, Decimal(8), 1, "computed"),
        ("b", "sáp nhập", None, None, "excluded"),
        ("c", None, None, None, "void:late"),
    ]


def test_it_has_its_columns_without_any_agency() -> None:
    criteria_set = whole(leaf("A"), maximum=10)
    nobody = wide(score(criteria_set, pl.DataFrame(schema={"agency": pl.String, "A": pl.String})))
    assert nobody.is_empty()
    assert nobody.schema == wide(score(criteria_set, pl.DataFrame({"agency": ["a"], "A": ["8"]}))).schema


@pytest.mark.parametrize("name", ["mau-2026-xa", "hung-yen-2018-huyen", "dak-nong-2019-huyen"])
def test_its_given_values_are_columns_of_an_input_table(name: str) -> None:
    known = layout_of(load_set(name)).columns
    for column in wide(scored(name, f"{name}.csv")).columns:
        assert column in known or column.rpartition(":")[2] not in (*WHO, *GIVEN)


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "json"])
def test_it_ranks_alike_from_its_given_values(form: str, tmp_path: Path) -> None:
    criteria_set = load_set("mau-2026-xa")
    before = scored("mau-2026-xa", "mau-2026-xa.csv")
    write_table(as_given(wide(before), criteria_set), tmp_path / f"ket-qua.{form}")
    after = score(criteria_set, read_table(tmp_path / f"ket-qua.{form}"))
    figures = [f"{node.id}:{kind}" for node in before.ranked for kind in ("points", "available", "percent", "rank")]
    assert_frame_equal(wide(after).select(figures), wide(before).select(figures))
    assert wide(after)["mau-2026-xa:level"].to_list() == wide(before)["mau-2026-xa:level"].to_list()


def as_given(frame: pl.DataFrame, criteria_set: CriteriaSet) -> pl.DataFrame:
    """The columns that an input table takes, as the docstring of `wide` has it."""
    report, added = f"{criteria_set.id}:state", extras(criteria_set)
    kept = [name for name in frame.columns if name in WHO or name.rpartition(":")[2] in GIVEN]
    kept = [name for name in kept if name.partition(":")[0] not in added]
    zero = pl.when(cs.ends_with(":available") > 0).then(cs.ends_with(":available"))
    state = pl.when(pl.col(report).is_in(["excluded", "void:late"])).then(pl.col(report))
    return frame.select(*kept, state).with_columns(zero)


def extras(criteria_set: CriteriaSet) -> set[str]:
    return {node.id for extra in criteria_set.root.walk() if extra.extra for node in extra.walk()}
