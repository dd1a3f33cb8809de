from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.definition.writing import a_set, codes, findings
from thuocdo.definition.amounts import Amount
from thuocdo.definition.check.stretches import stretches
from thuocdo.definition.measures import Bound, Input, Step, Steps


def of_value(*steps: str) -> str:
    listed = ", ".join(f"{{{step}}}" for step in steps)
    return f"- {{id: A, name: A, max: 10, measure: {{kind: steps, value: Số, steps: [{listed}]}}}}"


def of_share(*steps: str) -> str:
    return of_value(*steps).replace("value: Số", "a: Tử, b: Mẫu, if_none: zero")


FULL, HALF = "share: 100%", "share: 50%"


@pytest.mark.parametrize(
    "criteria",
    [
        of_share(f"min: 80%, {FULL}", f"above: 50%, {HALF}"),
        of_share(f"min: 80%, to: 100%, {FULL}", f"min: 50%, below: 80%, {HALF}"),
        of_value(f"to: 0, {FULL}", f"above: 0, to: 5, {HALF}"),
        of_value(f"min: 0, to: 5, {FULL}", f"above: 5, to: 10, {HALF}"),
        of_value(f"min: 3, {FULL}", f"min: 1, {HALF}"),
        of_value(f"min: 1, {FULL}"),
        of_value("below: 1, points: 0", f"min: 1, {FULL}"),
        of_value("min: 5, points: 10", "min: 1, share: 20%"),
    ],
)
def test_it_lets_steps_follow_on_from_one_another(criteria: str) -> None:
    assert findings(a_set(criteria)) == []


@pytest.mark.parametrize(
    "criteria, code",
    [
        (of_value(f"min: 1, {FULL}", f"min: 3, {FULL}"), "TD405"),
        (of_value(f"min: 5, {FULL}", f"below: 5, {HALF}", f"to: 9, {HALF}"), "TD405"),
        (of_value(f"min: 5, {FULL}", f"above: 3, below: 3, {HALF}"), "TD410"),
        (of_value(f"min: 5, {FULL}", f"min: 3, below: 3, {HALF}"), "TD410"),
        (of_share(f"min: 50%, {FULL}", f"below: 0%, {HALF}"), "TD410"),
        (of_share(f"above: 80%, {FULL}", f"below: 80%, {HALF}"), "TD406"),
        (of_share(f"min: 80%, {FULL}", f"min: 50%, to: 79%, {HALF}"), "TD406"),
        (of_share(f"min: 80%, to: 99%, {FULL}", f"below: 80%, {HALF}"), "TD406"),
        (of_value(f"min: 3, to: 9, {FULL}", f"min: 1, below: 3, {HALF}"), "TD406"),
        (of_value(f"above: 0, to: 5, {FULL}", f"above: 5, to: 10, {HALF}"), "TD406"),
        (of_value(f"min: 9, {HALF}", f"min: 5, {FULL}", "min: 1, share: 20%"), "TD408"),
        (of_value("min: 9, points: 5", f"min: 5, {FULL}", "min: 1, share: 20%"), "TD408"),
    ],
)
def test_it_minds_steps_that_do_not(criteria: str, code: str) -> None:
    assert codes(criteria) == [code]


@pytest.mark.parametrize(
    "steps, words",
    [
        ((f"above: 5, {FULL}", f"below: 5, {HALF}"), "đúng 5"),
        ((f"min: 7.5, {FULL}", f"to: 5, {HALF}"), "trên 5 đến dưới 7,5"),
        ((f"above: 7.5, {FULL}", f"below: 5, {HALF}"), "từ 5 đến 7,5"),
        ((f"min: 3, below: 9, {FULL}", f"min: 1, below: 3, {HALF}"), "mọi giá trị từ 9 trở lên"),
        ((f"min: 2, to: 5, {FULL}", f"above: 5, to: 10, {HALF}"), "mọi giá trị dưới 2"),
    ],
)
def test_it_says_which_values_are_left_out(steps: tuple[str, ...], words: str) -> None:
    (found,) = findings(a_set(of_value(*steps)))
    assert words in found.message.vi


def test_it_takes_a_gap_between_whole_numbers_for_a_remark() -> None:
    assert [each.code for each in findings(a_set(of_value(f"to: 5, {FULL}", f"min: 6, to: 10, {HALF}")))] == ["TD413"]


BOUNDS = st.integers(-3, 3).map(Decimal)
BOUND = st.tuples(BOUNDS, st.booleans()).map(lambda drawn: Bound(drawn[0], percent=False, inclusive=drawn[1]))
WORTH = st.integers(0, 4).map(lambda points: Amount(Decimal(points)))


@st.composite
def any_step(draw: st.DrawFn) -> Step:
    lower, upper = (draw(st.none() | BOUND) for _ in range(2))
    return Step(lower, upper, draw(WORTH))


def holds(step: Step, value: Fraction) -> bool:
    over = step.lower is None or value > step.lower.value or (value == step.lower.value and step.lower.inclusive)
    under = step.upper is None or value < step.upper.value or (value == step.upper.value and step.upper.inclusive)
    return over and under


VALUE = (Input("value", "Số"),)
QUOTIENT = (Input("a", "Tử"), Input("b", "Mẫu"))


@given(st.lists(any_step(), min_size=1, max_size=5), st.sampled_from([VALUE, QUOTIENT]))
def test_it_knows_which_step_catches_every_value(steps: list[Step], inputs: tuple[Input, ...]) -> None:
    line = stretches(Steps(inputs, tuple(steps)))
    for quarter in range(0 if inputs is QUOTIENT else -16, 17):
        value = Fraction(quarter, 4)
        (stretch,) = [
            each
            for each in line
            if (each.is_point and each.low == value)
            or (
                not each.is_point
                and (each.low is None or each.low < value)
                and (each.high is None or value < each.high)
            )
        ]
        assert stretch.caught == next((index for index, step in enumerate(steps) if holds(step, value)), None)
