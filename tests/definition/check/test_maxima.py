from decimal import Decimal

import pytest

from tests.definition.writing import a_set, codes, findings, only, spot

HALVES = "- {id: A, name: A, max: 6}\n- {id: B, name: B, max: %s}"


@pytest.mark.parametrize("rest", ["4", "4.0", "4.000"])
def test_it_adds_maxima_exactly(rest: str) -> None:
    assert codes(HALVES % rest) == []


def test_it_says_by_how_much_the_parts_differ() -> None:
    found = only(a_set(HALVES % "3.9"), "TD301")
    data = dict(found.data)
    assert (data["max"], data["sum"], data["differ"]) == ("10", "9.9", "0.1")
    assert "thiếu 0,1" in found.message.vi
    assert "6 + 3,9" in found.notes[0].message.vi


def test_it_lets_parts_exceed_a_cap_and_not_fall_short_of_it() -> None:
    assert codes(HALVES % "5", "max: 10\ncap: true") == []
    assert codes(HALVES % "3", "max: 10\ncap: true") == ["TD301"]


def test_it_leaves_what_comes_on_top_out_of_the_sum() -> None:
    assert codes(HALVES % "4" + "\n- {id: T, name: T, max: 2, extra: true}") == []


def test_it_names_the_kinds_for_which_a_sum_is_wrong() -> None:
    kinds = "max: 10\napplies_to: [xa, phuong, dac-khu]"
    found = only(a_set(HALVES % "4" + "\n- {id: C, name: C, max: 1, applies_to: [xa, dac-khu]}", kinds), "TD301")
    assert found.notes[-1].message.vi.endswith("xa, dac-khu.")


def test_it_tells_a_sum_that_is_wrong_for_all_kinds_once() -> None:
    found = findings(a_set(HALVES % "3", "max: 10\napplies_to: [xa, phuong]"))
    assert [(each.code, len(each.notes)) for each in found] == [("TD301", 1)]


def test_it_tells_different_wrong_sums_apart() -> None:
    kinds = "max: 10\nranking: {by: percent}\napplies_to: [xa, phuong]"
    found = findings(a_set("- {id: A, name: A, max: {xa: 9, phuong: 11}}", kinds))
    assert [dict(each.data)["differ"] for each in found] == ["1", "1"]
    assert [dict(each.data)["more"] for each in found] == ["too few", "too many"]


def test_it_draws_no_sum_from_a_part_that_cannot_be_read() -> None:
    assert codes(HALVES % "bốn") == ["TD204"]


@pytest.mark.parametrize(
    "criteria, top",
    [
        ("- {id: A, name: A}", "max: 10"),
        ("- {id: A, name: A, max: 10}", ""),
        ("- {id: A, name: A}\n- {id: B, name: B, max: 10}", "max: 10\ncombine: mean\ncap: true"),
        ("- {id: A, name: A, max: 10}", "combine: mean"),
        ("- {id: G, name: G, criteria: [{id: A, name: A}]}", "max: 10\ncap: true"),
    ],
)
def test_it_wants_a_maximum(criteria: str, top: str) -> None:
    assert "TD302" in codes(criteria, top)


@pytest.mark.parametrize(
    "criteria, top",
    [
        ("- {id: A, name: A}\n- {id: B, name: B, max: 10}", "max: 10\ncap: true"),
        ("- {id: A, name: A, max: 10}", "combine: none"),
        ("- {id: A, name: A, max: 10}\n- {id: T, name: T, extra: true, entered_by: organiser}", "max: 10\ncap: true"),
        (
            "- {id: A, name: A, max: 10}\n- {id: T, name: T, extra: true, max: 2, cap: true, criteria: [{id: T1, name: T1}]}",
            "max: 10",
        ),
    ],
)
def test_it_does_without_a_maximum(criteria: str, top: str) -> None:
    assert codes(criteria, top) == []


def test_it_says_for_which_kind_a_maximum_is_missing() -> None:
    kinds = "max: 10\napplies_to: [xa, phuong]"
    found = only(a_set("- {id: A, name: A, max: {xa: 10}}", kinds), "TD302")
    assert "«phuong»" in found.message.vi
    assert found.notes == ()


@pytest.mark.parametrize(
    "measure",
    [
        "{kind: yes_no}",
        "{kind: ratio, a: A, b: B, if_none: zero}",
        "{kind: relative, value: A}",
        "{kind: quota, target: A, actual: B}",
        "{kind: choice, options: {a: {name: A, share: 50%}, b: {name: B, points: 1}}}",
        "{kind: steps, value: A, steps: [{min: 1, share: 50%}]}",
        "{kind: count, n: A, per: -1, start: max}",
    ],
)
def test_it_wants_a_maximum_for_a_share_of_it(measure: str) -> None:
    criteria = f"- {{id: B, name: B, max: 10}}\n- {{id: A, name: A, measure: {measure}}}"
    assert codes(criteria, "max: 10\ncap: true") == ["TD303"]


@pytest.mark.parametrize(
    "measure", ["{kind: count, n: A, per: 1}", "{kind: steps, value: A, steps: [{min: 1, points: 1}]}"]
)
def test_it_needs_no_maximum_for_plain_points(measure: str) -> None:
    criteria = f"- {{id: B, name: B, max: 10}}\n- {{id: A, name: A, measure: {measure}}}"
    assert codes(criteria, "max: 10\ncap: true") == []


BEST = "- {id: A, name: A, max: %s}\n- {id: B, name: B, max: 4}"


def test_it_compares_the_best_part_with_the_group() -> None:
    top = "max: 10\ncombine: best"
    assert codes(BEST % "10", top) == []
    assert codes(BEST % "9", top) == ["TD307"]
    assert codes(BEST % "11", top) == ["TD307"]
    assert codes(BEST % "11", f"{top}\ncap: true") == []


def test_it_refuses_a_minimum_above_the_maximum() -> None:
    assert codes(HALVES % "4, min: 4.5") == ["TD309"]
    assert dict(only(a_set(HALVES % "4, min: 4.5"), "TD309").data)["min"] == str(Decimal("4.5"))


def test_it_minds_a_maximum_of_nothing() -> None:
    text = a_set(HALVES % "4" + "\n- {id: C, name: C, max: 0}")
    assert spot(only(text, "TD310")) == "0"
    assert codes(HALVES % "4" + "\n- {id: C, name: C, extra: true, entered_by: organiser, max: 0, min: -1}") == []
