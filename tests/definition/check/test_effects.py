import pytest

from tests.definition.writing import a_set, codes, findings, only

TWO = "- {id: A, name: A, max: 6%s}\n- {id: B, name: B, max: 4%s}"


@pytest.mark.parametrize(
    "criteria, top, key",
    [
        (TWO % (", weight: 2", ""), "max: 10", "weight"),
        (TWO % ("", "") + "\n- {id: T, name: T, max: 1, extra: true, weight: 2}", "max: 10\ncombine: mean", "weight"),
        (TWO % (", combine: best", ""), "max: 10", "combine"),
        (TWO % (", rescale: true", ""), "max: 10", "rescale"),
        (TWO % ("", ""), "max: 10\nrescale: true", "rescale"),
        (TWO % (", not_applicable: leave", ""), "max: 10\nrescale: true\ncombine: mean", "rescale"),
        (TWO % ("", ""), "combine: none\nmax: 10", "max"),
        (TWO % ("", ""), "combine: none\ncap: true", "cap"),
        (TWO % ("", "") + "\n- {id: T, name: T, max: 1, extra: true}", "combine: none", "extra"),
        (
            TWO % ("", "") + "\n- {id: T, name: T, extra: true, entered_by: organiser, cap: true}",
            "max: 10\ncap: true",
            "cap",
        ),
        ("- {id: A, name: A, max: 10, levels: [{name: Tốt, min: 8, each: 50%}]}", "max: 10", "levels"),
    ],
)
def test_it_minds_a_key_that_changes_nothing(criteria: str, top: str, key: str) -> None:
    assert dict(only(a_set(criteria, top), "TD311").data)["key"] == key
    assert codes(criteria, top) == ["TD311"]


@pytest.mark.parametrize(
    "criteria",
    [
        TWO % (", not_applicable: leave", ""),
        "- {id: A, name: A, max: 10, measure: {kind: ratio, a: A, b: B, if_none: leave}}\n- {id: C, name: C, max: 0.5}",
        (
            "- {id: G, name: G, max: 6, criteria: [{id: A, name: A, max: 5, not_applicable: leave}, {id: C, name: C, max: 1}]}\n"
            "- {id: B, name: B, max: 4}"
        ),
    ],
)
def test_it_lets_a_group_convert_what_may_be_left_out(criteria: str) -> None:
    assert "TD311" not in codes(criteria, "max: 10\nrescale: true\nranking: {by: points}")


def test_it_says_of_a_cap_that_never_cuts() -> None:
    found = findings(a_set(TWO % ("", ""), "max: 10\ncap: true"))
    assert [each.code for each in found] == ["TD312"]


@pytest.mark.parametrize("more", ["\n- {id: C, name: C, max: 1}", "\n- {id: T, name: T, max: 1, extra: true}"])
def test_it_lets_a_cap_cut(more: str) -> None:
    assert findings(a_set(TWO % ("", "") + more, "max: 10\ncap: true")) == []
