"""Cells that contradict each other."""

from decimal import Decimal

import pytest

from tests.tables.sets import EVERY_MEASURE, TREE, a_set, clean, found, leaf, rows
from thuocdo.definition.measures import IfNone, Input, Survey


def test_it_refuses_a_value_beside_not_applicable() -> None:
    assert found(rows({"G2:state": "na", "G2": "có"}), TREE) == [
        (1, "G2", "có", "an empty cell: «G2:state» of this agency is «na»")
    ]


def test_it_refuses_values_below_a_group_that_does_not_apply() -> None:
    table = rows({"G:state": "na", "G1": "5", "G2:points": "1", "G:points": "3", "H": "2"})
    assert {name for _, name, _, _ in found(table, TREE)} == {"G1", "G2:points", "G:points"}


def test_it_lets_void_above_take_precedence_over_not_applicable() -> None:
    clean(rows({"G:state": "void:no_evidence", "G2:state": "na", "G2": "có"}), TREE)


@pytest.mark.parametrize("state", ["void:no_evidence"])
def test_it_keeps_values_beside_void(state: str) -> None:
    clean(rows({"G2:state": state, "G2": "có", "G:points": "5"}), TREE)
    clean(rows({"G2:state": state, "G2:points": "5"}), TREE)


def test_it_refuses_given_points_beside_what_they_would_follow_from() -> None:
    assert found(rows({"H": "5", "H:points": "5"}, {"H": "5"}, {"H:points": "5"}), TREE) == [
        (1, "H:points", "5", "an empty cell: «H» of this agency has a value already")
    ]
    assert len(found(rows({"RA:a": "5", "RA:points": "5"}), EVERY_MEASURE)) == 1
    clean(rows({"G1": "5", "G:points": "5"}), TREE)


def test_it_wants_a_reason_for_who_is_excluded() -> None:
    assert found(rows({"state": "excluded"}), TREE) == [(1, "reason", "", "why this agency is not evaluated")]
    table = rows(
        {"state": "excluded", "reason": "Lực lượng vũ trang", "H": "1"},
        {"state": "excluded", "reason": " "},
        {"state": "void:late"},
    )
    assert found(table, TREE) == [(2, "reason", "", "why this agency is not evaluated")]


@pytest.mark.parametrize(
    "total, n, good",
    [
        ("10", "2", True),
        ("2", "2", True),
        ("10,01", "2", False),
        ("1,99", "2", False),
        ("7", "0", True),
        ("7", "", True),
    ],
)
@pytest.mark.parametrize("many", [1, 50])
def test_it_wants_a_mean_that_answers_can_have(total: str, n: str, many: int, *, good: bool) -> None:
    bad = found(rows(*[{"SP:total": total, "SP:n": n}] * many), EVERY_MEASURE)
    assert bad == [
        (row, "SP:total", total, "a total for which the mean «SP:total»/«SP:n» lies from 1 to 5")
        for row in range(1, 1 if good else many + 1)
    ]


def test_it_compares_means_exactly_however_long_the_figures_are() -> None:
    inputs = (Input("total", "total"), Input("n", "n"))
    fine = a_set(leaf("S", Survey(inputs, Decimal("0.000000000001"), Decimal("999999999.999999999999"), IfNone.ZERO)))
    table = rows(
        {"S:total": "999999999999999", "S:n": "1000000"},
        {"S:total": "0,000001", "S:n": "1000001"},
        {"S:total": "0,000001", "S:n": "1000000"},
    )
    assert [row for row, *_ in found(table, fine)] == [2]
