"""A table of marks -> what each of its cells would do: the dry run, and the entering itself, read the same way.

    Mã đơn vị | Đơn vị | TC: Tổ chức chấm | KS:total: Tổng điểm      a heading begins with the criterion, or criterion:input

    table --mark_lines--> MarkLines (texts) --judge--> Sheetful: new | changed | unchanged, and every bad cell

An empty cell asks for nothing. Lines hold nothing but text, so that what was shown can be kept and judged again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from thuocdo.definition.measures import Checklist, Choice, InputType
from thuocdo.definition.resolved import Resolved
from thuocdo.tables.table import Table
from thuocdo.tables.words import NO as NO_WORDS
from thuocdo.tables.words import YES as YES_WORDS
from thuocdo.vietnamese.names import search_key
from thuocdo.web.review.enter_marks import Mark
from thuocdo.web.review.marks_rows import text_of, verified_value
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.form_inputs import said
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.reading import BETWEEN, NO, NONE, YES
from thuocdo.web.submissions.refusals import BadValue
from thuocdo.web.submissions.sheet import MARK, Sheet, inputs_of, sheet_of
from thuocdo.web.submissions.value import Value, checked
from thuocdo.web.ui.written import page_language

CODES: Final = ("code", "ma", "ma don vi")
NAMES: Final = ("name", "agency", "ten", "ten don vi", "don vi")


@dataclass(frozen=True, slots=True)
class BadMark:
    """A cell that cannot be used; an empty column is the whole row."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One agency of the table: its code, and what stands in each column."""

    row: int
    code: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MarkLines:
    """What a table holds; `unused` are headings that name no criterion."""

    lines: tuple[MarkLine, ...]
    unused: tuple[str, ...] = ()
    bad: tuple[BadMark, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """What the table says of one criterion at one agency; `before` and `after` in words."""

    row: int
    submission: Submission
    node: Resolved
    value: Value
    before: str
    after: str

    @property
    def outcome(self) -> str:
        """What entering does with it: "new", "changed" or "unchanged"."""
        return "unchanged" if self.before == self.after else "changed" if self.before else "new"


@dataclass(frozen=True, slots=True)
class Sheetful:
    """What a table says, and all that is wrong with it."""

    entries: tuple[MarkEntry, ...]
    bad: tuple[BadMark, ...]

    def of(self, outcome: str) -> list[MarkEntry]:
        """The entries with one outcome."""
        return [entry for entry in self.entries if entry.outcome == outcome]

    @property
    def marks(self) -> list[Mark]:
        """What is to be entered."""
        return [
            Mark(entry.submission.pk, entry.node.id, entry.value)
            for entry in self.entries
            if entry.outcome != "unchanged"
        ]

    @property
    def digest(self) -> str:
        """What was shown, to see whether it is still so."""
        told = [f"{each.row} {each.submission.pk} {each.node.id} {each.before} {each.after}" for each in self.entries]
        told += [f"{each.row} {each.column} {each.value}" for each in self.bad]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


def mark_lines(table: Table, known: Iterable[str]) -> MarkLines:
    """The rows of a table by what their headings mean; `known` are the columns that the round asks for."""
    columns, unused, code = _columns(table.frame.columns, set(known))
    bad = tuple(BadMark(cell.row, cell.column, cell.value, cell.expected.to(page_language())) for cell in table.bad)
    if code is None:
        return MarkLines((), unused, (*bad, BadMark(1, "", "", _("Thiếu cột mã đơn vị."))))
    if not columns:
        return MarkLines(
            (), unused, (*bad, BadMark(1, "", "", _("Không có cột nào của tiêu chí cơ quan chủ trì nhập.")))
        )
    texts = {key: table.frame[heading].to_list() for key, heading in columns.items()}
    codes = table.frame[code].to_list()
    lines = tuple(
        MarkLine(row, (codes[at] or "").strip(), {key: (cells[at] or "").strip() for key, cells in texts.items()})
        for at, row in enumerate(table.rows.to_list())
    )
    return MarkLines(lines, unused, bad)


def judge(lines: MarkLines, round: Round) -> Sheetful:
    """What each cell would do, by what stands now. Two queries."""
    codes = {line.code for line in lines.lines}
    rows = Submission.objects.filter(round=round, agency__code__in=codes).select_related("set_version", "agency")
    submissions = {row.agency.code: row for row in rows}
    ids = {key.partition(":")[0] for line in lines.lines for key in line.cells}
    answers = {
        (answer.submission_id, answer.criterion): answer
        for answer in Answer.objects.filter(submission__in=submissions.values(), criterion__in=ids)
    }
    reader = _Reader(submissions, answers)
    entries = tuple(entry for line in lines.lines for entry in reader.entries(line))
    return Sheetful(entries, tuple(sorted((*lines.bad, *reader.bad), key=lambda bad: bad.row)))


def _columns(headings: Iterable[str], known: set[str]) -> tuple[dict[str, str], tuple[str, ...], str | None]:
    """Criterion (and input) -> heading; headings without use; the heading of codes."""
    columns: dict[str, str] = {}
    unused, code = [], None
    for heading in headings:
        named = heading.split(" ", 1)[0].rstrip(":")
        if code is None and search_key(heading) in CODES:
            code = heading
        elif named in known and named not in columns:
            columns[named] = heading
        elif search_key(heading) not in NAMES:
            unused.append(heading)
    return columns, tuple(unused), code


class _Reader:
    """Judges the rows of one table."""

    def __init__(self, submissions: Mapping[str, Submission], answers: Mapping[tuple[int, str], Answer]) -> None:
        self._submissions = submissions
        self._answers = answers
        self._seen: dict[str, int] = {}
        self.bad: list[BadMark] = []

    def entries(self, line: MarkLine) -> Iterator[MarkEntry]:
        filled = {key: text for key, text in line.cells.items() if text}
        submission = self._submission(line, filled)
        if submission is None:
            return
        sheet = sheet_of(submission)
        by_criterion: dict[str, dict[str, str]] = {}
        for key, text in filled.items():
            id, _colon, entry = key.partition(":")
            by_criterion.setdefault(id, {})[entry] = text
        for id, typed in by_criterion.items():
            found = self._entry(line, submission, sheet, id, typed)
            if found is not None:
                yield found

    def _submission(self, line: MarkLine, filled: Mapping[str, str]) -> Submission | None:
        problem = ""
        found = self._submissions.get(line.code)
        if not line.code:
            problem = _("Thiếu mã đơn vị.")
        elif line.code in self._seen:
            problem = _("Mã đã có ở hàng %(row)d.") % {"row": self._seen[line.code]}
        elif found is None:
            problem = _("Không có đơn vị nào của đợt này mang mã ấy.")
        elif found.not_evaluated and filled:
            problem = _("Đơn vị không được đánh giá trong đợt này.")
        self._seen.setdefault(line.code, line.row)
        if problem and (filled or line.code):
            self.bad.append(BadMark(line.row, _("Mã đơn vị"), line.code, problem))
        return None if problem else found

    def _entry(
        self, line: MarkLine, submission: Submission, sheet: Sheet, id: str, typed: Mapping[str, str]
    ) -> MarkEntry | None:
        node = sheet.criteria.get(id)
        if node is None or id in sheet.asked:
            self.bad.append(
                BadMark(line.row, id, "; ".join(typed.values()), _("Đơn vị này không có tiêu chí ấy để nhập."))
            )
            return None
        stands = verified_value(self._answers.get((submission.pk, id)))
        inputs = dict(stands.inputs)
        for entry in inputs_of(node):
            text = typed.get(entry.key, typed.get("", "") if len(inputs_of(node)) == 1 else "")
            if text:
                inputs[entry.key] = _canonical(node, entry.type, text)
        try:
            value = checked(sheet, node, Value(inputs), typed=True)
        except BadValue as bad:
            for key, message in bad.problems.items():
                column = id if len(inputs_of(node)) == 1 else f"{id}:{key}"
                self.bad.append(BadMark(line.row, column, typed.get(key, typed.get("", "")), message))
            return None
        before = said(node, stands.inputs) or text_of(stands)
        return MarkEntry(line.row, submission, node, Value(value.inputs), before, said(node, value.inputs))


def _canonical(node: Resolved, type: InputType, text: str) -> str:
    """Words of a table as the form sends them: có -> yes, an option's name -> its id."""
    lowered = text.strip().lower()
    if type is InputType.YES_NO:
        return YES if lowered in YES_WORDS else NO if lowered in NO_WORDS else text
    measure = node.node.measure
    if isinstance(measure, Choice | Checklist) and text != NONE:
        ids = {search_key(option.name): option.id for option in measure.options}
        return BETWEEN.join(ids.get(search_key(part), part.strip()) for part in text.split(BETWEEN))
    return text


def column_keys(node: Resolved) -> list[tuple[str, str]]:
    """The columns of a criterion in a table: their keys and what they are called."""
    entries = inputs_of(node)
    if len(entries) == 1:
        return [(node.id, node.node.name)]
    return [(f"{node.id}:{entry.key}", entry.label or entry.key) for entry in entries if entry.key != MARK]
