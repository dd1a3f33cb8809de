import pytest

from tests.definition.writing import codes

LEAVING = "- {id: A, name: A, max: 6}\n- {id: B, name: B, max: 4, not_applicable: leave}"
INNER = "- {id: G, name: G, max: 10%s, criteria: [{id: A, name: A, max: 6}, {id: B, name: B, max: 4, not_applicable: leave}]}"


@pytest.mark.parametrize(
    "top, told",
    [
        ("max: 10", ["TD509"]),
        ("max: 10\nranking: {among: all}", ["TD509"]),
        ("max: 10\nlevels: [{name: I, min: 80%}]", ["TD509"]),
        ("max: 10\nranking: {by: percent}", []),
        ("max: 10\nranking: {by: points}", []),
        ("max: 10\nranking: {among: none}", []),
        ("max: 10\nrescale: true", []),
        ("max: 10\ncombine: mean", []),
        ("combine: none", []),
    ],
)
def test_it_wants_to_know_by_what_to_rank(top: str, told: list[str]) -> None:
    assert codes(LEAVING, top) == told


def test_it_asks_of_every_ranked_group() -> None:
    assert codes(INNER % ", ranking: {among: all}", "max: 10\nranking: {by: percent}") == ["TD509"]
    assert codes(INNER % "", "max: 10\nranking: {by: percent}") == []


def test_it_does_not_ask_where_a_cap_makes_all_alike() -> None:
    criteria = "- {id: A, name: A, max: 10}\n- {id: B, name: B, max: 4, not_applicable: leave}"
    assert codes(criteria, "max: 10\ncap: true") == []


def test_it_asks_where_kinds_differ() -> None:
    kinds = "max: {xa: 10, phuong: 6}\napplies_to: [xa, phuong]"
    criteria = "- {id: A, name: A, max: 6}\n- {id: B, name: B, max: 4, applies_to: [xa]}"
    assert codes(criteria, kinds) == ["TD509"]
    assert (
        codes(
            criteria.replace("- {id: B", "- {id: C, name: C, max: 4, applies_to: [phuong]}\n- {id: B"),
            kinds.replace("6", "10"),
        )
        == []
    )


@pytest.mark.parametrize("ranking", ["{among: levelled}", "{by: level}"])
def test_it_refuses_to_rank_by_levels_there_are_not(ranking: str) -> None:
    criteria = "- {id: A, name: A, max: 10}"
    assert codes(criteria, f"max: 10\nranking: {ranking}") == ["TD513"]
    assert codes(criteria, f"max: 10\nranking: {ranking}\nlevels: [{{name: I, min: 8}}]") == []
