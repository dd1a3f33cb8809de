import pytest

from tests.definition.writing import codes

CRITERIA = "- {id: A, name: A, max: 10%s}"


@pytest.mark.parametrize(
    "top, told",
    [
        ("report_before: {month: 12, day: 1}", ["TD620"]),
        ("report_before: {month: 12, day: 1}\nvoid: {untrue: criterion}", ["TD620"]),
        ("report_before: {month: 12, day: 1}\nvoid: {late: report}", []),
        ("report_before: {month: 2, day: 29}\nvoid: {late: report}", ["TD626"]),
        ("report_before: {month: 6, day: 31}\nvoid: {late: report}", ["TD626"]),
        ("report_before: {month: 12, day: 1}\nvoid: {late: reprot}", ["TD206"]),
        ("void: {late: report}", []),
        ("valid: {from: 2026-02-01, until: 2026-02-01}", []),
        ("valid: {from: 2026-02-01, until: 2026-01-31}", ["TD622"]),
        ("valid: {from: 2026-01-15}", []),
        ("valid: {from: 2026-01-14}", ["TD623"]),
    ],
)
def test_it_compares_dates_and_consequences(top: str, told: list[str]) -> None:
    assert codes(CRITERIA % "", f"max: 10\n{top}") == told


def test_it_asks_what_follows_without_evidence() -> None:
    asking = CRITERIA % ", evidence: required"
    assert codes(asking) == ["TD621"]
    assert codes(asking, "max: 10\nvoid: {no_evidence: criterion}") == []
    assert codes(CRITERIA % ", evidence: optional") == []
