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


@pytest.mark.parametrize(
    "measure, by",
    [
        ("kind: ratio, a: Tử, b: Mẫu, if_none: full", ""),
        ("kind: steps, a: Tử, b: Mẫu, if_none: full, steps: [{min: 50%, share: 100%}]", ""),
        ("kind: survey, total: Tử, n: Mẫu, low: 1, high: 5, if_none: full", ", entered_by: organiser"),
    ],
)
def test_it_says_of_full_points_for_no_cases(measure: str, by: str) -> None:
    (found,) = findings(a_set(LEAF % (measure, by)))
    assert (found.code, spot(found)) == ("TD416", "full")
    assert "«Mẫu»" in found.message.vi
