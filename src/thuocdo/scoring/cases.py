"""Runs the cases of a set: every expectation is compared, exactly, and every one that fails is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thuocdo.definition.cases import Case, Counted, Expectation, Row
from thuocdo.definition.model import CriteriaSet
from thuocdo.diagnostics import Diagnostic, error, note
from thuocdo.scoring.jsonable import AgencyJson, as_json
from thuocdo.scoring.result import Result
from thuocdo.scoring.scale import plain, rounded
from thuocdo.scoring.score import score
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.table import Table, table_of_rows
from thuocdo.vietnamese.languages import Text

WRONG = error(
    "TD651",
    "Ví dụ «{title}»: {what} của «{node}»{agency} phải là {expected}, tính ra {got}.",
    "Case «{title}»: {what} of «{node}»{agency} should be {expected}; it came out as {got}.",
)
BAD_CELLS = error(
    "TD652",
    "Ví dụ «{title}» có số liệu không dùng được: {problem}",
    "The case «{title}» has figures that cannot be used: {problem}",
)
WORDS = {
    "points": Text("điểm", "the points"),
    "available": Text("điểm tối đa được xét", "the available points"),
    "percent": Text("tỷ lệ", "the percent"),
    "state": Text("trạng thái", "the state"),
    "level": Text("mức", "the level"),
    "rank": Text("hạng", "the rank"),
    "change": Text("thay đổi điểm", "the change"),
    "rank_change": Text("thay đổi hạng", "the change of rank"),
    "level_before": Text("mức năm trước", "last year's level"),
    "ranked": Text("số đơn vị được xếp hạng", "the number of ranked agencies"),
    "ranked_before": Text("số đơn vị được xếp hạng năm trước", "the number of agencies ranked last year"),
}
NOTHING = Text("không có", "none")
Figures = dict[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case: how many expectations were compared, and a diagnostic for each that failed."""

    case: Case
    compared: int
    failures: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.failures


def run_cases(criteria_set: CriteriaSet, cases: tuple[Case, ...]) -> tuple[Outcome, ...]:
    """Run cases against the set they belong to; never raises for what a case holds."""
    return tuple(_run(criteria_set, case) for case in cases)


def _run(criteria_set: CriteriaSet, case: Case) -> Outcome:
    compared = len(case.expect) + len(case.counts)
    try:
        previous = score(criteria_set, _table(criteria_set, case.previous)) if case.previous else None
        result = score(criteria_set, _table(criteria_set, case.rows), previous)
    except BadTable as bad:
        return Outcome(case, compared, tuple(_bad(case, bad)))
    return Outcome(case, compared, tuple(_compare(result, case)))


def _table(criteria_set: CriteriaSet, rows: tuple[Row, ...]) -> Table:
    """The rows as a table; one block unless the case says otherwise."""
    several = len(criteria_set.kinds) > 1
    blocked = [
        row if not several or any(name == "block" for name, _ in row) else (*row, ("block", "?")) for row in rows
    ]
    return table_of_rows(blocked, decimal_mark=".")


def _bad(case: Case, bad: BadTable) -> Iterator[Diagnostic]:
    for cell in bad.cells:
        problem = Text(
            f"«{cell.column}: {cell.value}», cần {cell.expected.vi}.",
            f"«{cell.column}: {cell.value}», not {cell.expected.en}.",
        )
        yield BAD_CELLS.at(case.place, title=case.title, problem=problem)
    for fault in bad.diagnostics:
        yield BAD_CELLS.at(case.place, title=case.title, problem=fault.message)


def _compare(result: Result, case: Case) -> Iterator[Diagnostic]:
    agencies = {agency["agency"]: agency for agency in as_json(result)["agencies"]}
    for expectation in case.expect:
        agency = next(iter(agencies.values())) if expectation.agency is None else agencies[expectation.agency]
        yield from _one(result, case, expectation, _figures(agency, expectation.node))
    for counted in case.counts:
        yield from _count(result, case, counted)


def _figures(agency: AgencyJson, node: str) -> Figures:
    return {key: value for key, value in agency["nodes"][node].items() if isinstance(value, str | int | None)}


def _one(result: Result, case: Case, expectation: Expectation, figures: Figures) -> Iterator[Diagnostic]:
    got = figures[expectation.key]
    expected = _as_shown(result, expectation)
    if got == expected:
        return
    whom = "" if expectation.agency is None else f" ({expectation.agency})"
    given = () if case.basis is None else (note("Căn cứ: {basis}.", "Basis: {basis}.", basis=case.basis),)
    yield WRONG.at(
        expectation.place,
        notes=given,
        title=case.title,
        what=WORDS[expectation.key],
        node=expectation.node,
        agency=whom,
        expected=NOTHING if expected is None else expected,
        got=NOTHING if got is None else got,
    )


def _as_shown(result: Result, expectation: Expectation) -> str | int | None:
    value = expectation.value
    if not isinstance(value, Fraction):
        return value
    if expectation.key in {"rank", "rank_change"}:
        return int(value) if value.denominator == 1 else str(value)
    decimals = result.set.rounding.percent if expectation.key == "percent" else result.set.rounding.decimals
    return plain(Decimal(rounded(value * 10**decimals)).scaleb(-decimals))


def _count(result: Result, case: Case, counted: Counted) -> Iterator[Diagnostic]:
    counts = result.counts(counted.node)
    if counted.level is not None:
        got: int | None = counts.levels.get(counted.level, 0)
        what = Text(f"số đơn vị đạt «{counted.level}»", f"the number of agencies at «{counted.level}»")
    else:
        got, what = (
            (counts.ranked, WORDS["ranked"])
            if counted.key == "ranked"
            else (counts.ranked_before, WORDS["ranked_before"])
        )
    if got != counted.value:
        shown = NOTHING if got is None else got
        yield WRONG.at(
            counted.place, title=case.title, what=what, node=counted.node, agency="", expected=counted.value, got=shown
        )
