import pytest

from tests.definition.writing import a_set, codes, findings, spot

LEAF = "- {id: A, name: A, max: 10, measure: {%s}%s}"


@pytest.mark.parametrize(
    "measure, told",
    [
        ("kind: ratio, a: Tử, b: Mẫu, from: 80%, target: 80%, if_none: zero", []),
        ("kind: ratio, a: Tử, b: Mẫu, from: 80.1%, target: 80%, if_none: zero", ["TD404"]),
        ("kind: ratio, a: Tử, b: Mẫu, from: 101%, if_none: zero", ["TD404"]),
        ("kind: ratio, a: Số người, b: số  người, if_none: zero", ["TD417"]),
        ("kind: quota, target: Chỉ tiêu, actual: Chỉ tiêu", ["TD417"]),
        ("kind: count, n: Số, per: 0", ["TD411"]),
        ("kind: count, n: Số, per: 1, start: 10", ["TD411"]),
        ("kind: count, n: Số, per: -1", ["TD411"]),
        ("kind: count, n: Số, per: -1, start: max", []),
        ("kind: count, n: Số, per: -1, start: 12", ["TD412"]),
        ("kind: count, n: Số, per: 1, start: -2", ["TD412"]),
        ("kind: count, n: Số, per: 1, start: 2", []),
    ],
)
def test_it_minds_figures_that_make_no_difference(measure: str, told: list[str]) -> None:
    found = [code for code in codes(LEAF % (measure, "")) if code != "TD403"]
    assert found == told


def test_it_says_of_full_points_for_no_cases() -> None:
    (found,) = findings(a_set(LEAF % ("kind: ratio, a: Tử, b: Mẫu, if_none: full", "")))
    assert found.code == "TD416"
    assert spot(found) == "full"
