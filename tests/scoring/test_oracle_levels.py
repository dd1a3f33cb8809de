"""The oracle on levels and ranks, from published figures and by hand (docs/rules.md, section 4)."""

from decimal import Decimal
from typing import Any

import pytest

from tests.scoring.building import TOTALS, Cells, alone, group, leaf, level, table, whole
from thuocdo.definition.measures import IfNone, Ratio
from thuocdo.definition.model import Among, By, Combine, CriteriaSet, Level, NotApplicable, Ranking

READY = tuple(
    level(name, limit, each=each)
    for name, limit, each in [("I", "450", "90%"), ("II", "400", "80%"), ("III", "375", "75%"), ("IV", "350", "70%")]
)
RESULTS = (
    level("I", "900", each="90%"),
    level("II", "842.5", each={"CD": "50%", "GD": "80%", "TT": "85%", "HD": "90%"}),
    level("III", "770", each={"CD": "0%", "GD": "75%", "TT": "80%", "HD": "85%"}),
    level("IV", "705", each={"CD": "0%", "GD": "70%", "TT": "70%", "HD": "80%"}),
)
AN_GIANG = whole(
    group("SS", leaf("HT", 300), leaf("NL", 120), leaf("MT", 80), maximum=500, levels=READY),
    group("KQ", leaf("CD", 50), leaf("GD", 200), leaf("TT", 350), leaf("HD", 400), maximum=1000, levels=RESULTS),
    maximum=None,
    combine=Combine.NONE,
)
TWO = (level("Đạt", "50%"), level("Gần đạt", "25%", strict=True))


def ranked(by: By | None = None, among: Among = Among.ALL, **keys: Any) -> CriteriaSet:
    return whole(leaf("A", 10, not_applicable=NotApplicable.LEAVE), leaf("B", 10), maximum=20,
                 ranking=Ranking(among, by), **keys)  # fmt: skip


def ranks(criteria_set: CriteriaSet, rows: list[Cells]) -> list[int | None]:
    found = table(criteria_set, **{str(place): cells for place, cells in enumerate(rows)}).agencies
    return [nodes["S"].rank for nodes in found.values()]


@pytest.mark.parametrize(
    "cells, reached",
    [
        ({"HT": 270, "NL": 108, "MT": 72}, "I"),
        ({"HT": "269.99", "NL": 120, "MT": 80}, "II"),
        ({"HT": 300, "NL": 120, "MT": "55.99"}, "Không xếp hạng"),
        ({"HT": 225, "NL": 90, "MT": 60}, "III"),
        ({"HT": 300, "NL": 89, "MT": 60}, "IV"),
    ],
)
def test_it_asks_for_a_total_and_a_share_of_every_group(cells: Cells, reached: str) -> None:
    assert alone(AN_GIANG, cells)["SS"].level == reached


@pytest.mark.parametrize(
    "cells, reached",
    [
        ({"CD": 25, "GD": 160, "TT": "297.5", "HD": 360}, "II"),
        ({"CD": 25, "GD": 160, "TT": "297.49", "HD": 400}, "III"),
        ({"CD": 0, "GD": 150, "TT": 280, "HD": 340}, "III"),
        ({"CD": 0, "GD": 140, "TT": 245, "HD": 320}, "IV"),
    ],
)
def test_it_asks_for_what_the_row_of_a_level_says(cells: Cells, reached: str) -> None:
    assert alone(AN_GIANG, cells)["KQ"].level == reached


def test_it_lets_exactly_the_limit_in() -> None:
    """Huế: 90 % of 52 is 46,8, which binary fractions miss."""
    part = leaf("A", 52, levels=(level("I", "90%"),))
    assert alone(whole(part, maximum=52), {"A": "46.8"})["A"].level == "I"
    assert alone(whole(part, maximum=52), {"A": "46.79"})["A"].level == "Không xếp hạng"


@pytest.mark.parametrize(
    "points, reached",
    [("19.57", "IV"), ("21.5", "IV"), ("22.5", "III"), ("27", "I")],
)
def test_it_takes_published_points(points: str, reached: str) -> None:
    limits = tuple(level(name, limit) for name, limit in [("I", "27"), ("II", "24"), ("III", "22.5"), ("IV", "19.5")])
    found = alone(whole(leaf("A", 30), maximum=30, levels=limits), {"points": points})
    assert (found["S"].level, found["S"].state) == (reached, "given")


def test_it_compares_shown_points() -> None:
    part = leaf("A", 10, Ratio("a", "b", IfNone.ZERO), levels=(level("I", "90%"),))
    found = alone(whole(part, maximum=10, rounding=TOTALS), {"A:a": "8.995", "A:b": 10})
    assert found["A"].shown == 9
    assert found["A"].level == "I"


def test_it_compares_percents_without_rounding_them() -> None:
    part = leaf("A", 3, levels=(level("I", "33.34%"), level("II", "33.33%", strict=True)))
    assert alone(whole(part, maximum=3), {"A": 1})["A"].percent == Decimal("33.33")
    assert alone(whole(part, maximum=3), {"A": 1})["A"].level == "II"


def test_it_asks_for_strictly_more_where_the_set_says_above() -> None:
    part = leaf("A", 10, levels=TWO)
    assert alone(whole(part, maximum=10), {"A": "2.5"})["A"].level == "Không xếp hạng"
    assert alone(whole(part, maximum=10), {"A": "2.51"})["A"].level == "Gần đạt"


def test_it_asks_nothing_of_what_is_left_out() -> None:
    criteria = (leaf("A", 10, not_applicable=NotApplicable.LEAVE), leaf("B", 10))
    for each in ("90%", {"A": "90%"}):
        found = alone(whole(*criteria, maximum=20, levels=(level("I", "50%", each=each),)), {"A:state": "na", "B": 9})
        assert found["S"].level == "I"


@pytest.mark.parametrize(
    "cells, outcome",
    [
        ({"A": 9}, ("open", None, "II", "IV")),
        ({"A": 7, "C": 5}, ("given", "III", None, None)),
        ({"A": 8, "C": 4}, ("given", "IV", None, None)),
        ({"A": 7}, ("open", None, "III", "IV")),
    ],
)
def test_it_says_which_levels_are_still_possible(cells: Cells, outcome: tuple[str | None, ...]) -> None:
    limits = (
        level("I", "95%"),
        level("II", "80%", each="80%"),
        level("III", "80%", each={"C": "50%"}),
        level("IV", "1%"),
    )
    every = whole(leaf("A", 10), leaf("B", 10), leaf("C", 10), maximum=30, levels=limits)
    found = alone(every, {"points": 25, **cells})["S"]
    assert (found.state, found.level, found.best, found.worst) == outcome


def test_it_says_that_no_level_may_be_reached() -> None:
    every = whole(leaf("A", 10), maximum=10, levels=(level("I", "80%", each="80%"),))
    found = alone(every, {"points": 9})["S"]
    assert (found.state, found.level, found.best, found.worst) == ("open", None, "I", "Không xếp hạng")


def test_it_has_no_level_without_points() -> None:
    found = alone(whole(leaf("A", 10, levels=TWO), maximum=10), {})["A"]
    assert (found.state, found.level, found.best, found.worst) == ("missing", None, None, None)


def test_it_takes_a_level_outright() -> None:
    part = leaf("A", 10, levels=TWO)
    assert alone(whole(part, maximum=10), {"A": 1, "A:level": "Đạt"})["A"].level == "Đạt"
    assert alone(whole(part, maximum=10), {"A:level": "Đạt"})["A"].level == "Đạt"
    assert alone(whole(part, maximum=10), {"A": 1, "A:level": "Đạt", "state": "void:late"})["A"].level is None


def test_it_skips_the_rank_after_equals() -> None:
    assert ranks(ranked(), [{"A": 5, "B": points} for points in (4, 9, 9, 4, 10)]) == [4, 2, 2, 4, 1]


def test_it_ranks_by_what_is_shown() -> None:
    part = leaf("A", 1, Ratio("a", "b", IfNone.ZERO))
    rows: list[Cells] = [{"A:a": 1, "A:b": 3}, {"A:a": "0.331", "A:b": 1}, {"A:a": "0.32", "A:b": 1}]
    assert ranks(whole(part, maximum=1, rounding=TOTALS), rows) == [1, 1, 3]


def test_it_ranks_by_points_percent_or_level() -> None:
    rows: list[Cells] = [
        {"A": 5, "B": 6}, {"A:state": "na", "B": 8}, {"A": 9, "B": 0}, {"A": 1, "B": 1},
    ]  # fmt: skip
    levels = (level("I", "10%", each="10%"),)
    assert ranks(ranked(By.POINTS), rows) == [1, 3, 2, 4]
    assert ranks(ranked(By.PERCENT), rows) == [2, 1, 3, 4]
    assert ranks(ranked(By.LEVEL, levels=levels), rows) == [1, 2, 4, 3]


def test_it_ranks_all_the_levelled_or_nobody() -> None:
    rows: list[Cells] = [{"A": 5, "B": 5}, {"A": 1, "B": 1}, {"A": 6, "B": 6}, {"A": 9}]
    assert ranks(ranked(levels=TWO), rows) == [2, 3, 1, None]
    assert ranks(ranked(among=Among.LEVELLED, levels=TWO), rows) == [2, None, 1, None]
    assert ranks(ranked(among=Among.NONE, levels=TWO), rows) == [None, None, None, None]


def test_it_ranks_inside_blocks() -> None:
    rows: list[Cells] = [{"block": block, "A": 5, "B": points} for block, points in [("I", 1), ("II", 1), ("I", 2)]]
    assert ranks(ranked(), rows) == [2, 1, 1]


def test_it_ranks_nodes_with_levels_or_ranking_and_the_total() -> None:
    part, plain = leaf("A", 10, levels=TWO), leaf("B", 10)
    found = table(whole(part, plain, maximum=20), a={"A": 1, "B": 1})
    assert {node for _, node in found.provisional} == {"S", "A"}
    found = table(whole(part, plain, maximum=None, combine=Combine.NONE), a={"A": 1, "B": 1})
    assert {node for _, node in found.provisional} == {"A"}


@pytest.mark.parametrize(
    "cells, changes",
    [
        ({"A": 5, "B": 5}, False),
        ({"A": 5}, True),
        ({"A": 5, "state": "void:late"}, False),
        ({"A": 5, "state": "excluded", "reason": "-"}, False),
        ({"A": 5, "level": "Không xếp hạng"}, False),
        ({"A": 5, "level": "I"}, True),
        ({"points": 5}, False),
        ({"points": 15}, True),
    ],
)
def test_it_says_whether_somebody_could_still_come_in(cells: Cells, changes: bool) -> None:  # noqa: FBT001
    levelled = ranked(among=Among.LEVELLED, levels=(level("I", "50%", each="50%"),))
    found = table(levelled, a={"A": 6, "B": 6}, b=cells, c={"block": "other", "A": 5})
    assert found.provisional == {(None, "S"): changes, ("other", "S"): True}


def test_it_waits_for_no_level_where_points_alone_rank() -> None:
    limits = (level("I", "50%", each="50%"),)
    assert table(ranked(levels=limits), a={"points": 15}).provisional == {(None, "S"): False}
    assert table(ranked(By.LEVEL, levels=limits), a={"points": 15}).provisional == {(None, "S"): True}


@pytest.mark.parametrize(
    "given, levels, changes",
    [
        ("Gần đạt", TWO, True),
        ("Không xếp hạng", TWO, False),
        ("Không xếp hạng", (level("Đạt", "50%", each="0%"), TWO[1]), True),
    ],
)
def test_it_waits_for_nobody_who_can_pass_nobody(given: str, levels: tuple[Level, ...], changes: bool) -> None:  # noqa: FBT001
    rows: dict[str, Cells] = {"a": {"A": 5, "B": 5}, "b": {"A": 5, "B": 3}, "c": {"level": given}}
    assert table(ranked(levels=levels), **rows).provisional == {(None, "S"): changes}
    rows["b"] = {"A:state": "na", "B": 9}
    assert table(ranked(levels=levels), **rows).provisional == {(None, "S"): True}
