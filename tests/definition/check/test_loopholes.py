import pytest

from tests.definition.writing import a_set, codes, only

BASE = "- {id: A, name: A, max: 6}\n- {id: B, name: B, max: 4}\n"
DEDUCTION = "- {id: D, name: D, extra: true, max: 0, min: -2, measure: {kind: count, n: Số vụ, per: -1}%s}"
BONUS = "- {id: T, name: T, extra: true%s}"


def test_it_minds_a_deduction_left_to_the_agency() -> None:
    found = only(a_set(BASE + DEDUCTION % ""), "TD317")
    assert found.help is not None
    assert "entered_by: organiser" in found.help.vi
    assert found.notes == ()


@pytest.mark.parametrize("by", [", entered_by: organiser", ", entered_by: organiser, missing: zero"])
def test_it_trusts_the_organiser_with_a_deduction(by: str) -> None:
    assert codes(BASE + DEDUCTION % by) == []


def test_it_takes_a_group_entered_by_the_organiser_for_an_answer() -> None:
    group = "- {id: G, name: G, extra: true, max: 0, min: -2, entered_by: organiser, criteria: [%s]}"
    inner = DEDUCTION.removeprefix("- ").replace("extra: true, ", "") % ""
    assert codes(BASE + group % inner) == []


@pytest.mark.parametrize("way", ["missing: zero", "not_applicable: leave", "not_applicable: zero"])
def test_it_names_the_ways_out_of_a_deduction(way: str) -> None:
    (note,) = only(a_set(BASE + DEDUCTION % f", {way}"), "TD317").notes
    assert way in note.message.vi


def test_it_minds_a_survey_left_to_the_agency() -> None:
    survey = "- {id: A, name: A, max: 10, measure: {kind: survey, mean: Bình quân, low: 1, high: 5}%s}"
    assert codes(survey % "") == ["TD318"]
    assert codes(survey % ", entered_by: organiser") == []


@pytest.mark.parametrize("bonus", ["", ", measure: {kind: count, n: Số, per: 1}"])
def test_it_minds_a_bonus_without_end(bonus: str) -> None:
    assert codes(BASE + BONUS % bonus) == ["TD319"]


def test_it_lets_a_bonus_end_somewhere() -> None:
    assert codes(BASE + BONUS % ", max: 2") == []
    assert codes(BASE + BONUS % "", "max: 10\ncap: true") == []
    inner = "- {id: G, name: G, extra: true, max: 2, cap: true, criteria: [{id: T, name: T}]}"
    assert codes(BASE + inner) == []
    options = ", measure: {kind: choice, options: {a: {name: A, points: 1}, b: {name: B, points: 0}}}"
    assert codes(BASE + BONUS % options) == []


LEAVING = "- {id: A, name: A, max: 6, not_applicable: leave%s}\n- {id: B, name: B, max: 4}"


@pytest.mark.parametrize(
    "top",
    [
        "max: 10\nrescale: true\nranking: {by: points}",
        "max: 10\nranking: {by: percent}",
        "max: 10\nranking: {by: points}\nlevels: [{name: Tốt, min: 80%}]",
    ],
)
def test_it_minds_that_most_may_be_declared_away(top: str) -> None:
    assert codes(LEAVING % "", top) == ["TD320"]
    assert codes(LEAVING % ", evidence: required", f"{top}\nvoid: {{no_evidence: criterion}}") == []
    assert codes(LEAVING % ", entered_by: organiser", top) == []
    assert codes(LEAVING.replace("max: 6", "max: 5").replace("max: 4", "max: 5") % "", top) == []


def test_it_does_not_mind_where_declaring_away_only_costs() -> None:
    assert codes(LEAVING % "", "max: 10\nranking: {by: points}") == []


def test_it_counts_shares_of_a_mean_by_weight() -> None:
    top = "max: 10\ncombine: mean"
    assert codes(
        "- {id: A, name: A, max: 10, weight: 3, not_applicable: leave}\n- {id: B, name: B, max: 10, weight: 2}", top
    ) == ["TD320"]
    assert (
        codes(
            "- {id: A, name: A, max: 10, weight: 2, not_applicable: leave}\n- {id: B, name: B, max: 10, weight: 2}", top
        )
        == []
    )


def test_it_counts_a_divisor_of_nothing_as_declared_away() -> None:
    ratio = (
        "- {id: A, name: A, max: 6, measure: {kind: ratio, a: Tử, b: Mẫu, if_none: leave}}\n- {id: B, name: B, max: 4}"
    )
    assert codes(ratio, "max: 10\nrescale: true\nranking: {by: points}") == ["TD320"]


def test_it_minds_points_for_nothing() -> None:
    assert codes("- {id: A, name: A, max: 6, min: 1}\n- {id: B, name: B, max: 4}") == ["TD322"]
