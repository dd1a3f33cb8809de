"""The oracle on groups: combining, states, given figures, extras and limits, worked out by hand (docs/rules.md, 2 and 3)."""

from decimal import Decimal
from typing import Any

import pytest

from tests.scoring.building import TOTALS, Cells, alone, exact, group, inputs, leaf, option, seen, table, whole
from thuocdo.definition.measures import Choice, Count, IfNone, Ratio, Relative
from thuocdo.definition.model import Combine, Missing, NotApplicable, Rounding

LEAVE, ZERO = NotApplicable.LEAVE, NotApplicable.ZERO


def thirds(node_id: str, **keys: Any) -> Any:
    return leaf(node_id, 10, Ratio("a", "b", IfNone.LEAVE), **keys)


def test_it_takes_the_plain_mean_of_6_5_or_4_groups() -> None:
    """Bộ Nội vụ: one group is for one class of units, another leaves the mean where a unit has none of it."""
    groups = [leaf(f"N{place}", 100) for place in range(4)]
    groups.append(leaf("NL", 100, applies_to=("unit",)))
    groups.append(leaf("DVC", 100, not_applicable=LEAVE))
    ministry = whole(*groups, maximum=100, combine=Combine.MEAN, applies_to=("unit", "other"))
    four = {"N0": 90, "N1": 80, "N2": 70, "N3": 61}
    found = table(
        ministry,
        six={"kind": "unit", **four, "NL": 50, "DVC": 40},
        five={"kind": "other", **four, "DVC": 40},
        four={"kind": "other", **four, "DVC:state": "na"},
    ).agencies
    assert found["six"]["S"].shown == Decimal("65.17")  # 391 / 6
    assert found["five"]["S"].shown == Decimal("68.2")  # 341 / 5
    assert found["four"]["S"].shown == Decimal("75.25")  # 301 / 4
    assert {nodes["S"].available for nodes in found.values()} == {exact("100")}
    assert "NL" not in found["four"]


def test_it_converts_what_was_reached_to_the_full_scale() -> None:
    """42,63 of 48 points that could be assessed, on a scale of 50, is 44,41."""
    criteria = (leaf("A", 48), leaf("B", 2, not_applicable=LEAVE))
    found = alone(whole(*criteria, maximum=50, rescale=True), {"A": "42.63", "B:state": "na"})
    assert seen(found["S"]) == (Decimal("44.41"), 50, "computed")
    found = alone(whole(*criteria, maximum=50, rescale=True), {"points": "42.63", "available": 48})
    assert seen(found["S"]) == (Decimal("44.41"), 50, "given")
    found = alone(whole(*criteria, maximum=50), {"A": "42.63", "B:state": "na"})
    assert seen(found["S"]) == (Decimal("42.63"), 48, "computed")
    assert found["S"].percent == Decimal("88.81")


def test_it_adds_rounded_points_or_rounds_their_sum() -> None:
    cells = {"A:a": 1, "A:b": 3, "B:a": 1, "B:b": 3, "C:a": 1, "C:b": 3}
    criteria = (thirds("A"), thirds("B"), thirds("C"))
    assert alone(whole(*criteria, maximum=30), cells)["S"].shown == Decimal("9.99")
    assert alone(whole(*criteria, maximum=30, rounding=TOTALS), cells)["S"].shown == 10


def test_it_weighs_shares_of_what_was_available() -> None:
    mean = group("G", leaf("A", 10, weight=3), leaf("B", 4), maximum=20, combine=Combine.MEAN)
    found = alone(whole(mean, maximum=20), {"A": 5, "B": 4})
    assert seen(found["G"]) == (Decimal("12.5"), 20, "computed")  # 20 x (3 x 0.5 + 1) / 4
    found = alone(whole(mean, maximum=20), {"A": 5, "B:points": 1, "B:available": 2})
    assert found["G"].shown == 10


def test_it_leaves_children_without_available_points_out_of_the_mean() -> None:
    mean = group("G", leaf("A", 10), leaf("B", 0), maximum=20, combine=Combine.MEAN)
    assert seen(alone(whole(mean, maximum=20), {"A": 5})["G"]) == (10, 20, "computed")
    nothing = group("G", leaf("B", 0), maximum=20, combine=Combine.MEAN)
    assert seen(alone(whole(nothing, maximum=20), {"B": 0})["G"]) == (None, None, "na")


def test_it_takes_the_best_case() -> None:
    best = group("G", leaf("A", 10), leaf("B", 8), maximum=10, combine=Combine.BEST)
    assert seen(alone(whole(best, maximum=10), {"A": 3, "B": 8})["G"]) == (8, 10, "computed")
    assert seen(alone(whole(best, maximum=10), {"B": 2})["G"]) == (2, 10, "computed")
    assert seen(alone(whole(best, maximum=10), {})["G"]) == (None, 10, "missing")


def test_it_does_not_add_up_two_sections() -> None:
    found = alone(whole(leaf("A"), leaf("B"), maximum=None, combine=Combine.NONE), {"A": 3})
    assert seen(found["S"]) == (None, None, "computed")
    assert seen(found["A"]) == (3, 10, "computed")


def test_it_keeps_a_part_below_its_cap() -> None:
    """A data centre of 60: having one 35, and whatever comes on top, never above 60."""
    centre = group("G", leaf("A", 35), leaf("B", None, Count("n", Decimal(10))), maximum=60, cap=True)
    assert seen(alone(whole(centre, maximum=60), {"A": 35, "B": 2})["G"]) == (55, 60, "computed")
    assert seen(alone(whole(centre, maximum=60), {"A": 35, "B": 9})["G"]) == (60, 60, "computed")
    capped = group("G", leaf("A", 35), leaf("B", 35, not_applicable=LEAVE), maximum=60, cap=True)
    assert seen(alone(whole(capped, maximum=60), {"A": 30, "B": 35})["G"]) == (60, 60, "computed")
    assert seen(alone(whole(capped, maximum=60), {"A": 30, "B:state": "na"})["G"]) == (30, 35, "computed")


@pytest.mark.parametrize("mode, points, available", [(LEAVE, None, None), (ZERO, 0, 10)], ids=["leave", "zero"])
def test_it_settles_what_does_not_apply(mode: NotApplicable, points: int | None, available: int | None) -> None:
    inner = group("G", leaf("A", 6), leaf("B", 4, not_applicable=LEAVE), maximum=10, not_applicable=mode)
    found = alone(whole(inner, leaf("C"), maximum=20), {"G:state": "na", "C": 4})
    assert seen(found["G"]) == (points, available, "na")
    assert seen(found["A"]) == (points, None if available is None else 6, "na")
    assert seen(found["B"]) == (points, None if available is None else 4, "na")
    assert seen(found["S"]) == (4, 10 if available is None else 20, "computed")


def test_it_inherits_what_happens_to_nodes_that_do_not_apply_or_are_missing() -> None:
    inner = group("G", leaf("A", 6), leaf("B", 4, not_applicable=ZERO), maximum=10, not_applicable=LEAVE)
    found = alone(whole(inner, maximum=10, missing=Missing.ZERO), {"A:state": "na", "B:state": "na"})
    assert [seen(found[name]) for name in "ABG"] == [(None, None, "na"), (0, 4, "na"), (0, 4, "computed")]
    found = alone(whole(inner, maximum=10, missing=Missing.ZERO), {"B": 3})
    assert [seen(found[name]) for name in "AGS"] == [(0, 6, "missing"), (3, 10, "computed"), (3, 10, "computed")]


def test_it_leaves_out_a_group_with_nothing_left() -> None:
    inner = group("G", thirds("A"), leaf("E", 5, extra=True), maximum=10)
    found = alone(whole(inner, leaf("C"), maximum=20), {"A:a": 0, "A:b": 0, "E": 3, "C": 7})
    assert seen(found["G"]) == (None, None, "na")
    assert seen(found["S"]) == (7, 10, "computed")
    found = alone(whole(inner, maximum=10), {"A:a": 0, "A:b": 0, "E": 3})
    assert seen(found["S"]) == (None, None, "na")


def test_it_keeps_a_group_given_where_nothing_is_left_below() -> None:
    inner = group("G", thirds("A"), maximum=10)
    found = alone(whole(inner, leaf("C"), maximum=20), {"A:a": 0, "A:b": 0, "G:points": 3, "C": 7})
    assert seen(found["G"]) == (3, 0, "given")
    assert seen(found["S"]) == (10, 10, "computed")


def test_it_voids_a_criterion_or_all_below_a_group() -> None:
    inner = group("G", leaf("A", 6), leaf("B", 4, not_applicable=LEAVE), maximum=10)
    found = alone(whole(inner, leaf("C"), maximum=20), {"A": 6, "A:state": "void:untrue", "B": 3, "C": 4})
    assert [seen(found[name]) for name in "AGS"] == [
        (0, 6, "void:untrue"), (3, 10, "computed"), (7, 20, "computed")
    ]  # fmt: skip
    cells = {"A": 6, "B:state": "na", "G:points": 9, "G:state": "void:no_evidence", "C": 4}
    found = alone(whole(inner, leaf("C"), maximum=20), cells)
    assert [seen(found[name]) for name in "BGS"] == [
        (0, 4, "void:no_evidence"), (0, 10, "void:no_evidence"), (4, 20, "computed")
    ]  # fmt: skip


def test_it_does_not_lift_what_is_void_or_missing_to_its_minimum() -> None:
    for cells in ({"A": 5, "A:state": "void:untrue"}, {}):
        found = alone(whole(leaf("A", 10, min=2, missing=Missing.ZERO), maximum=10), cells)
        assert found["A"].shown == 0


@pytest.mark.parametrize("state", ["void:late", "excluded"])
def test_it_takes_all_points_of_a_void_report_and_of_who_is_excluded(state: str) -> None:
    found = alone(whole(group("G", leaf("A"), maximum=10), maximum=10), {"A": 6, "points": 6, "state": state})
    assert {seen(nodes) for nodes in found.values()} == {(None, None, state)}


def test_it_scores_nothing_without_what_it_needs() -> None:
    needs = group("G", leaf("B", 10, needs="A"), maximum=10)
    criteria = (leaf("A", 10, not_applicable=LEAVE, missing=Missing.UNSCORED), needs)
    expected: list[tuple[Cells, int | None, str]] = [
        ({"A": 1, "B": 7}, 7, "computed"),
        ({"A": 0, "B": 7}, 0, "computed"),
        ({"A": 7, "A:state": "void:untrue", "B": 7}, 0, "computed"),
        ({"A:state": "na", "B": 7}, 0, "computed"),
        ({"B": 7}, None, "missing"),
        ({"A": 0}, None, "missing"),
        ({"A": 0, "B:points": 7}, 7, "given"),
    ]
    for cells, points, state in expected:
        assert seen(alone(whole(*criteria, maximum=20), cells)["B"]) == (points, 10, state), cells


def test_it_needs_points_that_can_be_seen() -> None:
    criteria = (leaf("A", 1, Ratio("a", "b", IfNone.ZERO)), leaf("B", 10, needs="A"))
    totals = whole(*criteria, maximum=11, rounding=TOTALS)
    assert alone(totals, {"A:a": 4, "A:b": 1000, "B": 7})["B"].shown == 0
    assert alone(totals, {"A:a": 5, "A:b": 1000, "B": 7})["B"].shown == 7


def test_it_adds_extras_beyond_the_maximum_and_lets_them_fall_to_the_minimum() -> None:
    bonus, fine = leaf("E", 5, extra=True), leaf("F", 0, Count("n", Decimal(-3)), min=-9, extra=True)
    plain = whole(leaf("A", 10), bonus, fine, maximum=10)
    assert seen(alone(plain, {"A": 9, "E": 4, "F": 0})["S"]) == (13, 10, "computed")
    assert alone(plain, {"A": 9, "E": 4, "F": 0})["S"].percent == 130
    assert seen(alone(plain, {"A": 2, "E": 0, "F": 2})["S"]) == (0, 10, "computed")
    capped = whole(leaf("A", 10), bonus, fine, maximum=10, cap=True)
    assert seen(alone(capped, {"A": 9, "E": 4, "F": 0})["S"]) == (10, 10, "computed")


def test_it_waits_for_extras_unless_points_are_given() -> None:
    plain = whole(leaf("A", 10), leaf("E", 5, extra=True, not_applicable=LEAVE), maximum=10)
    assert seen(alone(plain, {"A": 9})["S"]) == (None, 10, "missing")
    assert seen(alone(plain, {"A": 9, "E:state": "na"})["S"]) == (9, 10, "computed")
    assert seen(alone(plain, {"points": 9})["S"]) == (9, 10, "given")
    assert seen(alone(plain, {"points": 9, "E": 2})["S"]) == (11, 10, "given")


def test_it_adds_extras_after_converting() -> None:
    criteria = (leaf("A", 48), leaf("B", 2, not_applicable=LEAVE), leaf("E", 5, extra=True))
    found = alone(whole(*criteria, maximum=50, rescale=True), {"A": "42.63", "B:state": "na", "E": 5})
    assert seen(found["S"]) == (Decimal("49.41"), 50, "computed")


def test_it_leaves_out_what_cannot_be_converted() -> None:
    inner = group("G", leaf("A", 10, not_applicable=LEAVE), leaf("B", 0), maximum=10, rescale=True)
    found = alone(whole(inner, leaf("C"), maximum=20), {"A:state": "na", "B": 0, "C": 7})
    assert seen(found["G"]) == (None, None, "na")
    assert seen(found["S"]) == (7, 10, "computed")


def test_it_takes_given_points_for_what_is_missing_below() -> None:
    inner = group("G", leaf("A", 6), leaf("B", 4, not_applicable=LEAVE), maximum=10)
    found = alone(whole(inner, maximum=10), {"G:points": "8.25", "B:state": "na"})
    assert [seen(found[name]) for name in "AGS"] == [
        (None, 6, "missing"), (Decimal("8.25"), 6, "given"), (Decimal("8.25"), 6, "computed")
    ]  # fmt: skip
    found = alone(whole(inner, maximum=10), {"G:points": "8.25", "G:available": 9})
    assert seen(found["S"]) == (Decimal("8.25"), 9, "computed")


def test_it_gives_each_kind_its_maximum() -> None:
    commune = leaf("B", {"huyen": 200, "xa": 100}, Choice((option("half", "50%"),)))
    part = leaf("A", 300, applies_to=("huyen",))
    both = whole(part, commune, maximum={"huyen": 500, "xa": 100}, applies_to=("huyen", "xa"))
    found = table(both, h={"kind": "huyen", "A": 300, "B": "half"}, x={"kind": "xa", "B": "half"}).agencies
    assert seen(found["h"]["S"]) == (400, 500, "computed")
    assert seen(found["x"]["S"]) == (50, 100, "computed")


def test_it_shares_one_best_among_the_kinds_of_a_block() -> None:
    best = leaf("B", {"huyen": 200, "xa": 100}, Relative(inputs("value")))
    both = whole(best, maximum={"huyen": 200, "xa": 100}, applies_to=("huyen", "xa"))
    found = table(both, h={"kind": "huyen", "B": 3}, x={"kind": "xa", "B": 6}).agencies
    assert [found[name]["B"].shown for name in "hx"] == [100, 100]


def test_it_takes_the_highest_of_several_states() -> None:
    inner = group("G", leaf("A", not_applicable=LEAVE), maximum=10, not_applicable=LEAVE)
    found = alone(whole(inner, maximum=10), {"G:state": "void:untrue", "A:state": "na"})
    assert seen(found["A"]) == (0, 10, "void:untrue")
    found = alone(whole(inner, maximum=10), {"G:state": "na", "A:state": "void:untrue"})
    assert seen(found["A"]) == (None, None, "na")


def test_it_rounds_nested_quotients_once_or_each_time() -> None:
    inner = group("G", thirds("A"), thirds("B", weight=2), maximum=1, combine=Combine.MEAN)
    cells = {"A:a": 1, "A:b": 3, "B:a": 2, "B:b": 3}
    each = alone(whole(inner, maximum=1, rounding=Rounding(decimals=0)), cells)
    assert [each[name].points for name in "ABG"] == [3, 7, 1]
    once = alone(whole(inner, maximum=1, rounding=TOTALS), cells)
    assert once["G"].points == exact("5/9")
    assert once["G"].shown == Decimal("0.56")
