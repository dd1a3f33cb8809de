import pytest

from tests.definition.writing import a_set, codes, only, spot

ROUNDING = "max: 10\nrounding: {decimals: 1}"


@pytest.mark.parametrize(
    "measure",
    [
        "kind: choice, options: {a: {name: A, points: 10}, b: {name: B, points: 1.25}}",
        "kind: checklist, options: {a: {name: A, points: 9.75}, b: {name: B, points: 0.25}}",
        "kind: steps, value: Số, steps: [{min: 2, points: 10}, {min: 1, points: 0.25}]",
        "kind: count, n: Số, per: 0.25",
        "kind: count, n: Số, per: 0.5, start: 0.25",
    ],
)
def test_it_refuses_points_finer_than_the_set_keeps(measure: str) -> None:
    assert set(codes(f"- {{id: A, name: A, max: 10, measure: {{{measure}}}}}", ROUNDING)) == {"TD213"}


def test_it_refuses_a_maximum_and_a_minimum_finer_than_the_set_keeps() -> None:
    assert codes("- {id: A, name: A, max: 10, min: -1.25}", ROUNDING) == ["TD213"]
    kinds = f"{ROUNDING}\napplies_to: [xa]"
    assert spot(only(a_set("- {id: A, name: A, max: {xa: 9.75}}", kinds), "TD213")) == "9.75"


@pytest.mark.parametrize("max", ["10", "10.0", "10.000000"])
def test_it_does_not_mind_needless_zeros(max: str) -> None:
    assert codes(f"- {{id: A, name: A, max: {max}}}", ROUNDING) == []


def test_it_warns_of_a_limit_that_no_points_meet() -> None:
    levels = f"{ROUNDING}\nlevels:\n  - {{name: Tốt, min: 8.55, each: {{A: 8.25}}}}\n  - {{name: Khá, min: 55.55%, each: 1.25%}}"
    assert codes("- {id: A, name: A, max: 10}", levels) == ["TD514", "TD514"]


def test_it_lets_the_figures_of_a_survey_be() -> None:
    survey = "{kind: survey, mean: Bình quân, low: 0.125, high: 4.875}"
    assert codes(f"- {{id: A, name: A, max: 10, entered_by: organiser, measure: {survey}}}", ROUNDING) == []


def test_it_says_nothing_while_the_rounding_cannot_be_read() -> None:
    assert codes("- {id: A, name: A, max: 10, min: -1.25}", "max: 10\nrounding: {decimals: one}") == ["TD204"]
