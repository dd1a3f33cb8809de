import operator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.definition.arithmetic import evaluate


@pytest.mark.parametrize(
    "text, value",
    [
        ("842.5", Fraction("842.5")),
        (" 1 + 2*3 ", Fraction(7)),
        ("(1 + 2) * 3", Fraction(9)),
        ("300 * 0.9 + 1.5", Fraction("271.5")),
        ("1/3", Fraction(1, 3)),
        ("2 - 3 - 4", Fraction(-5)),
        ("8 / 4 / 2", Fraction(1)),
        ("-(2 + 3)", Fraction(-5)),
        ("--2", Fraction(2)),
        ("3 - -2", Fraction(5)),
        ("(36 + 45.6) * 100 / 97", Fraction("81.6") * 100 / 97),
    ],
)
def test_it_works_out_what_an_official_writes(text: str, value: Fraction) -> None:
    assert evaluate(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "+", "1 +", "+1", "(1", "1)", "()", "1 2", "1//2", "2**3", "2^3", "1/0", "1/(2-2)", "842,5", "1.", ".5", "1e9",
        "1_000", "0x10", "1j", "abc", "__import__('os')", "1 if 1 else 2", "[1]", "1 == 1", "٣", "９", "²", "1\x00", "90%",
        "(" * 100 + "1" + ")" * 100, "1" * 16, "9" * 5000,
    ],
)  # fmt: skip
def test_it_takes_nothing_else_for_arithmetic(text: str) -> None:
    assert evaluate(text) is None


@given(st.text(alphabet="0123456789.+-*/() ", max_size=60))
def test_it_agrees_with_exact_division_and_never_raises(text: str) -> None:
    value = evaluate(text)
    assert value is None or isinstance(value, Fraction)


SIGNS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


@given(st.lists(st.tuples(st.sampled_from(sorted(SIGNS)), st.decimals("0.001", 10**9, places=3)), max_size=8))
def test_it_is_exact(terms: list[tuple[str, Decimal]]) -> None:
    total, text = Fraction(1), "1"
    for sign, number in terms:
        text, total = f"({text}) {sign} {number}", SIGNS[sign](total, Fraction(number))
    assert evaluate(text) == total
