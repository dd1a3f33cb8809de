import pytest

from tests.definition.writing import a_set, codes, findings, only

KINDS = "max: 10\nranking: {by: points}\napplies_to: [xa, phuong, dac-khu]"


def test_it_names_every_kind_for_which_a_group_is_empty() -> None:
    group = "- {id: G, name: Nhóm, max: 10, criteria: [{id: A, name: A, max: 10, applies_to: [xa]}]}"
    found = only(a_set(group, KINDS), "TD304")
    assert "«phuong», «dac-khu»" in found.message.vi
    assert found.notes == ()


def test_it_lets_a_group_be_for_some_kinds() -> None:
    group = "- {id: G, name: G, max: 10, applies_to: [xa], criteria: [{id: A, name: A, max: 10}]}\n"
    rest = "- {id: B, name: B, max: 10, applies_to: [phuong, dac-khu]}"
    assert codes(group + rest, KINDS) == []


@pytest.mark.parametrize("combine", ["sum", "mean", "best"])
def test_it_refuses_parts_without_points_where_points_are_combined(combine: str) -> None:
    group = "- {id: G, name: G, combine: none, criteria: [{id: A, name: A, max: 10}]}\n- {id: B, name: B, max: 10}"
    assert codes(group, f"max: 10\ncombine: {combine}").count("TD306") == 1


def test_it_lets_parts_without_points_stand_side_by_side() -> None:
    group = "- {id: G, name: G, combine: none, criteria: [{id: A, name: A, max: 10}]}\n- {id: B, name: B, max: 10}"
    assert codes(group, "combine: none") == []


@pytest.mark.parametrize("weights, told", [(("2", "1"), []), (("2", None), ["TD308"]), ((None, None), [])])
def test_it_minds_weights_for_some_only(weights: tuple[str | None, str | None], told: list[str]) -> None:
    one, other = (f", weight: {weight}" if weight else "" for weight in weights)
    criteria = f"- {{id: A, name: A, max: 10{one}}}\n- {{id: B, name: B, max: 10{other}}}"
    assert codes(criteria, "max: 10\ncombine: mean") == told


@pytest.mark.parametrize("small, told", [("4", []), ("3", ["TD321"])])
def test_it_minds_a_small_part_that_weighs_as_much_as_a_large_one(small: str, told: list[str]) -> None:
    criteria = f"- {{id: A, name: A, max: 9}}\n- {{id: B, name: B, max: {small}}}"
    assert codes(criteria, "max: 10\ncombine: mean") == told


def test_it_takes_weights_for_an_answer_to_sizes() -> None:
    criteria = "- {id: A, name: A, max: 90, weight: 9}\n- {id: B, name: B, max: 3, weight: 1}"
    assert codes(criteria, "max: 10\ncombine: mean") == []


def test_it_minds_a_group_of_nothing_but_extras() -> None:
    group = "- {id: A, name: A, max: 10}\n- {id: G, name: G, max: 2, extra: true, criteria: [{id: T, name: T, max: 2, extra: true}]}"
    assert [found.code for found in findings(a_set(group))] == ["TD305"]
