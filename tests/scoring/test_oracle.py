"""The oracle on what one criterion earns: figures worked out by hand from docs/rules.md, section 1."""

from decimal import Decimal
from typing import Any

import pytest

from tests.scoring.building import TOTALS, Cells, alone, exact, inputs, leaf, option, seen, step, table, whole
from thuocdo.definition.measures import (
    Checklist,
    Choice,
    Count,
    IfNone,
    Measure,
    Over,
    Quota,
    Ratio,
    Relative,
    Steps,
    Survey,
    YesNo,
)
from thuocdo.definition.model import Node, Rounding

CHOICE = Choice((option("chair", "100%"), option("deputy", "33.33%"), option("other", "2.5")))
CHECKLIST = Checklist((option("x", "1"), option("y", "33.3%"), option("z", "33.3%"), option("all", "100%")))
RATIO = Ratio("a", "b", IfNone.ZERO)
TARGET = Ratio("a", "b", IfNone.FULL, target=Decimal(80), start=Decimal(50))
STEPS = Steps(inputs("a", "b"), (step("100%", least="80%"), step("50%", least="50%", below="80%")), IfNone.ZERO)
DAYS = Steps(inputs("value"), (step("3", most="0"), step("1", above="0", most="1.5")))
RELATIVE = Relative(inputs("value"))
PARTS = Relative(inputs("a", "b"), if_none=IfNone.LEAVE)
SURVEY = Survey(inputs("mean"), Decimal(1), Decimal(5))
ANSWERS = Survey(inputs("total", "n"), Decimal(1), Decimal(5), IfNone.FULL)
QUOTA = Quota("target", "actual")


def one(measure: Measure | None, maximum: int | str | None = 10, **keys: Any) -> Node:
    return leaf("X", maximum, measure, **keys)


def earns(node: Node, cells: Cells, rounding: Rounding | None = None) -> Decimal | None:
    return alone(whole(node, maximum=100, cap=True, rounding=rounding), cells)["X"].shown


@pytest.mark.parametrize(
    "node, cells, points",
    [
        (one(None), {"X": "7.25"}, "7.25"),
        (one(None), {"X": 0}, "0"),
        (one(None, 0, min=-3), {"X": "-2.5"}, "-2.5"),
        (one(YesNo()), {"X": True}, "10"),
        (one(YesNo()), {"X": False}, "0"),
        (one(CHOICE), {"X": "chair"}, "10"),
        (one(CHOICE), {"X": "deputy"}, "3.33"),
        (one(CHOICE), {"X": "other"}, "2.5"),
        (one(CHECKLIST), {"X": ()}, "0"),
        (one(CHECKLIST), {"X": ("x", "y")}, "4.33"),
        (one(CHECKLIST), {"X": ("y", "all")}, "10"),
        (one(RATIO), {"X:a": 1, "X:b": 3}, "3.33"),
        (one(RATIO), {"X:a": 2, "X:b": 3}, "6.67"),
        (one(RATIO), {"X:a": 4, "X:b": 3}, "10"),
        (one(RATIO, "0.5"), {"X:a": 1, "X:b": 100}, "0.01"),
        (one(RATIO), {"X:a": 3, "X:b": 0}, "0"),
        (one(TARGET), {"X:a": "49.999999", "X:b": 100}, "0"),
        (one(TARGET), {"X:a": 50, "X:b": 100}, "6.25"),
        (one(TARGET), {"X:a": 80, "X:b": 100}, "10"),
        (one(TARGET), {"X:a": 0, "X:b": 0}, "10"),
        (one(STEPS), {"X:a": 4, "X:b": 5}, "10"),
        (one(STEPS), {"X:a": "3.999999", "X:b": 5}, "5"),
        (one(STEPS), {"X:a": 1, "X:b": 2}, "5"),
        (one(STEPS), {"X:a": 1, "X:b": 3}, "0"),
        (one(STEPS), {"X:a": 1, "X:b": 0}, "0"),
        (one(DAYS), {"X": -4}, "3"),
        (one(DAYS), {"X": 0}, "3"),
        (one(DAYS), {"X": "1.5"}, "1"),
        (one(DAYS), {"X": "1.500001"}, "0"),
        (one(Count("n", Decimal(1)), 5), {"X": 4}, "4"),
        (one(Count("n", Decimal(1)), 5), {"X": 7}, "5"),
        (one(Count("n", Decimal("0.5")), None), {"X": 999}, "499.5"),
        (one(Count("n", Decimal(-3), None), 10), {"X": 2}, "4"),
        (one(Count("n", Decimal(-3), None), 10), {"X": 4}, "0"),
        (one(Count("n", Decimal(-1)), 0, min=-5), {"X": 3}, "-3"),
        (one(Count("n", Decimal(-1)), 0, min=-5), {"X": 9}, "-5"),
        (one(SURVEY), {"X": 1}, "0"),
        (one(SURVEY), {"X": "4.2"}, "8"),
        (one(SURVEY), {"X": 5}, "10"),
        (one(ANSWERS), {"X:total": 10, "X:n": 3}, "5.83"),
        (one(ANSWERS), {"X:total": 0, "X:n": 0}, "10"),
        (one(QUOTA), {"X:target": 8, "X:actual": 7}, "4.38"),
        (one(QUOTA), {"X:target": 8, "X:actual": 8}, "5"),
        (one(QUOTA), {"X:target": 8, "X:actual": 9}, "10"),
        (one(RELATIVE), {"X": 3}, "10"),
        (one(RELATIVE), {"X": 0}, "0"),
    ],
)
def test_it_earns(node: Node, cells: Cells, points: str) -> None:
    assert earns(node, cells) == Decimal(points)


@pytest.mark.parametrize(
    "measure, cells", [(RATIO, {}), (RATIO, {"X:a": 3}), (None, {}), (YesNo(), {}), (QUOTA, {"X:actual": 3})]
)
def test_it_is_missing_without_all_inputs(measure: Measure | None, cells: Cells) -> None:
    found = alone(whole(one(measure), maximum=10), cells)
    assert seen(found["X"]) == (None, 10, "missing")
    assert seen(found["S"]) == (None, 10, "missing")


@pytest.mark.parametrize(
    "measure, cells",
    [(Ratio("a", "b", IfNone.LEAVE), {"X:a": 3, "X:b": 0}), (PARTS, {"X:a": 3, "X:b": 0})],
)
def test_it_is_left_out_where_the_divisor_is_0_and_the_set_says_leave(measure: Measure, cells: Cells) -> None:
    found = alone(whole(one(measure), leaf("Y"), maximum=20), {**cells, "Y": 5})
    assert seen(found["X"]) == (None, None, "na")
    assert seen(found["S"]) == (5, 10, "computed")
    assert found["S"].percent == 50


def test_it_rounds_half_away_from_zero() -> None:
    eighth = Ratio("a", "b", IfNone.ZERO)
    assert earns(one(eighth, 1), {"X:a": 1, "X:b": 8}) == Decimal("0.13")
    assert earns(one(Count("n", Decimal("-0.125")), 0, min=-1), {"X": 1}) == Decimal("-0.13")
    assert earns(one(eighth, 1), {"X:a": 1, "X:b": 8}, Rounding(decimals=0)) == 0
    assert earns(one(eighth, 1), {"X:a": 1, "X:b": 2}, Rounding(decimals=0)) == 1


def test_it_adds_shares_before_it_divides() -> None:
    thirds = Checklist((option("x", "12.5%"), option("y", "12.5%")))
    assert earns(one(thirds, "0.1"), {"X": ("x", "y")}) == Decimal("0.03")
    assert earns(one(thirds, "0.1"), {"X": ("x",)}) == Decimal("0.01")


def test_it_keeps_what_is_not_rounded_under_totals() -> None:
    found = alone(whole(one(RATIO), maximum=10, rounding=TOTALS), {"X:a": 1, "X:b": 3})
    assert found["X"].points == exact("10/3")
    assert found["X"].shown == Decimal("3.33")
    found = alone(whole(one(RATIO), maximum=10), {"X:a": 1, "X:b": 3})
    assert found["X"].points == exact("3.33")


def test_it_takes_the_best_of_the_block_or_of_all() -> None:
    rows: dict[str, Cells] = {
        "a": {"block": "I", "X": 40, "Y": 40},
        "b": {"block": "I", "X": 30, "Y": 30},
        "c": {"block": "II", "X": 80, "Y": 80},
    }
    criteria = (leaf("X", 40, RELATIVE), leaf("Y", 40, Relative(inputs("value"), Over.ALL)))
    found = table(whole(*criteria, maximum=80), **rows).agencies
    assert [found[name]["X"].shown for name in "abc"] == [40, 30, 40]
    assert [found[name]["Y"].shown for name in "abc"] == [20, 15, 40]


def test_it_looks_for_the_best_only_among_values_that_count() -> None:
    rows: dict[str, Cells] = {
        "a": {"X": 6},
        "b": {"X": 12, "X:state": "void:untrue"},
        "c": {"X": 15, "state": "void:late"},
        "d": {"X": 18, "state": "excluded", "reason": "-"},
        "e": {"X": 8},
        "f": {"X:points": 9},
        "g": {},
        "h": {"X": 24, "points": 3},
    }
    found = table(whole(one(RELATIVE), maximum=10), **rows).agencies
    assert [found[name]["X"].shown for name in "abcdefgh"] == [
        Decimal("7.5"), 0, None, None, 10, 9, None, 10
    ]  # fmt: skip


def test_it_gives_everyone_0_where_the_best_is_0() -> None:
    found = table(whole(one(RELATIVE), maximum=10), a={"X": 0}, b={"X": 0}, c={"X": 5, "points": 1}).agencies
    assert [found[name]["X"].shown for name in "abc"] == [0, 0, 0]


def test_it_takes_a_yardstick_from_the_column_and_says_that_it_may_change() -> None:
    rows: dict[str, Cells] = {"a": {"X": 6, "X:best": 8}, "b": {"X": 9, "X:best": exact("25/3")}, "c": {"X": 6}}
    found = table(whole(one(RELATIVE), maximum=10), **rows).agencies
    assert [found[name]["X"].shown for name in "abc"] == [Decimal("7.5"), 10, Decimal("6.67")]
    assert [found[name]["X"].provisional for name in "abc"] == [True, True, False]


def test_it_shares_the_second_half_of_a_quota_by_the_best_excess() -> None:
    rows: dict[str, Cells] = {
        "a": {"X:target": 10, "X:actual": 14},
        "b": {"X:target": 200, "X:actual": 220},
        "c": {"X:target": 3, "X:actual": 3},
        "d": {"X:target": 3, "X:actual": 2},
        "e": {"X:target": 10, "X:actual": 20, "X:best": 4},
        "f": {"X:target": 10, "X:actual": 90, "points": 1},
    }
    found = table(whole(one(QUOTA), maximum=10), **rows).agencies
    # The best excess is that of e, 100 %: a and b have 40 % and 10 %; e itself is measured against its column.
    shown = [found[name]["X"].shown for name in "abcdef"]
    assert shown == [7, Decimal("5.5"), 5, Decimal("3.33"), Decimal("6.25"), 10]


def test_it_measures_an_agency_outside_the_yardstick_by_its_own_excess_if_higher() -> None:
    rows: dict[str, Cells] = {"a": {"X:target": 10, "X:actual": 5}, "b": {"X:target": 10, "X:actual": 11, "points": 1}}
    found = table(whole(one(QUOTA), maximum=10), **rows).agencies
    assert [found[name]["X"].shown for name in "ab"] == [Decimal("2.5"), 10]


def test_it_raises_a_leaf_to_its_minimum() -> None:
    assert earns(one(Choice((option("grave", "-9"),)), 10, min=-5), {"X": "grave"}) == -5
    assert earns(one(Choice((option("minor", "-1"),)), 10, min=-5), {"X": "minor"}) == -1
    assert earns(one(Choice((option("minor", "-1"),)), 10), {"X": "minor"}) == 0


def test_it_reads_one_input_by_its_key_too() -> None:
    assert earns(one(SURVEY), {"X:mean": 3}) == 5
