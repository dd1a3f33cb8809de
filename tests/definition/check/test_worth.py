import pytest

from tests.definition.writing import a_set, codes, findings, only, spot

LEAF = "- {id: A, name: A, max: 10, measure: {%s}%s}"
OPTIONS = "kind: choice, options: {a: {name: A, %s}, b: {name: B, %s}}"


def choice(one: str, other: str, more: str = "") -> str:
    return LEAF % (OPTIONS % (one, other), more)


def test_it_lets_options_earn_all_and_nothing() -> None:
    assert codes(choice("share: 100%", "points: 0")) == []


@pytest.mark.parametrize("worth", ["points: 10.5", "share: 101%"])
def test_it_minds_an_option_above_the_maximum(worth: str) -> None:
    found = only(a_set(choice(worth, "points: 10")), "TD401")
    assert spot(found) == worth.split(": ")[1]


def test_it_lets_a_cap_cut_an_option() -> None:
    assert findings(a_set(choice("points: 12", "points: 10", ", cap: true"))) == []


def test_it_minds_a_step_above_the_maximum_of_one_kind() -> None:
    steps = (
        "- {id: A, name: A, max: {xa: 10, phuong: 8}, measure: {kind: steps, value: Số, steps: [{min: 1, points: 10}]}}"
    )
    kinds = "max: {xa: 10, phuong: 8}\nranking: {by: percent}\napplies_to: [xa, phuong]"
    found = only(a_set(steps, kinds), "TD401")
    assert found.notes[-1].message.en.endswith("phuong.")


def test_it_minds_an_option_below_the_minimum() -> None:
    assert codes(choice("points: 10", "points: -1")) == ["TD402"]
    assert codes(choice("points: 10", "points: -1", ", min: -1")) == []


@pytest.mark.parametrize(
    "measure, told",
    [
        ("kind: choice, options: {a: {name: A, points: 9}, b: {name: B, points: 0}}", ["TD403"]),
        ("kind: checklist, options: {a: {name: A, share: 50%}, b: {name: B, points: 4}}", ["TD403"]),
        ("kind: checklist, options: {a: {name: A, share: 50%}, b: {name: B, points: 7}}", []),
        ("kind: steps, value: Số, steps: [{min: 1, share: 90%}]", ["TD403"]),
        ("kind: count, n: Số, per: -1, start: 9", ["TD403"]),
        ("kind: count, n: Số, per: 0.3", []),
        ("kind: ratio, a: A, b: B, if_none: zero", []),
    ],
)
def test_it_minds_a_maximum_out_of_reach(measure: str, told: list[str]) -> None:
    assert codes(LEAF % (measure, "")) == told


def test_it_minds_options_that_make_no_difference() -> None:
    assert codes(choice("points: 10", "points: 10.0")) == ["TD414"]
    assert codes(LEAF % ("kind: choice, options: {a: {name: A, share: 100%}}", "")) == ["TD414"]


def test_it_minds_options_of_one_name() -> None:
    text = a_set(LEAF % ("kind: choice, options: {a: {name: Có, points: 10}, b: {name: có, points: 0}}", ""))
    assert spot(only(text, "TD415")) == "có"
