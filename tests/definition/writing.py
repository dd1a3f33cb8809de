"""Small sets as text, and what checking them finds."""

from thuocdo.definition.load import Checked, check_source
from thuocdo.definition.source import Source
from thuocdo.diagnostics import Diagnostic, Severity

CITED = "texts: {qd: {number: 12/QĐ-UBND, date: 2026-01-15}}\ncite: {text: qd}\n"
ABOUT_CASES = frozenset({"TD602", "TD605"})  # a set of three lines in a test has no cases


def a_set(criteria: str, top: str = "max: 10") -> str:
    """A set that cites a text, with criteria one a line."""
    lines = "".join(f"  {line}\n" for line in criteria.strip("\n").splitlines())
    return f"id: thu\nname: Bộ thử\n{top.strip()}\n{CITED}criteria:\n{lines}"


def checked(text: str, cases: str | None = None) -> Checked:
    return check_source(Source("set.yaml", text), None if cases is None else Source("cases.yaml", cases))


def findings(text: str, cases: str | None = None) -> list[Diagnostic]:
    """Everything found, missing cases apart."""
    return [each for each in checked(text, cases).diagnostics if each.code not in ABOUT_CASES]


def codes(criteria: str, top: str = "max: 10") -> list[str]:
    """The codes found in a set of these criteria, worth-knowing ones apart."""
    return [each.code for each in findings(a_set(criteria, top)) if each.severity is not Severity.INFO]


def only(text: str, code: str) -> Diagnostic:
    """The one finding of a code."""
    (found,) = [each for each in findings(text) if each.code == code]
    return found


def spot(diagnostic: Diagnostic) -> str:
    """The stretch of the text a diagnostic points at."""
    place = diagnostic.place
    assert place is not None
    return place.text[place.column - 1 : place.column - 1 + place.length]
