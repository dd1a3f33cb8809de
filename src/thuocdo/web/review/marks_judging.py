"""The texts of a table of marks -> what each of its cells would do: the dry run, and the entering itself, judged the same way.

    MarkLines --judge--> Sheetful: new | changed | unchanged, and every bad cell

An empty cell asks for nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuocdo.definition.measures import Checklist, Choice, InputType
from thuocdo.definition.resolved import Resolved
from thuocdo.tables.words import NO as NO_WORDS
from thuocdo.tables.words import YES as YES_WORDS
from thuocdo.vietnamese.names import search_key
from thuocdo.web.review.enter_marks import Mark
from thuocdo.web.review.marks_rows import text_of
from thuocdo.web.review.marks_table import BadMark, MarkLine, MarkLines
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.form_inputs import said
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.reading import BETWEEN, NO, NONE, YES
from thuocdo.web.submissions.refusals import BadValue
from thuocdo.web.submissions.sheet import Sheet, inputs_of, sheet_of, with_their_sets
from thuocdo.web.submissions.value import Value, checked, inputs_in

FIELDS = ("name", "kind", "not_evaluated", "set_version_id", "agency__code")


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """What the table says of one criterion at one agency; `before` and `after` in words, `seen`: the version that stands."""

    row: int
    submission: Submission
    node: Resolved
    value: Value
    before: str
    after: str
    seen: int

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
            Mark(entry.submission.pk, entry.node.id, entry.value, entry.seen)
            for entry in self.entries
            if entry.outcome != "unchanged"
        ]

    @property
    def changes(self) -> int:
        """How many cells differ from what stands."""
        return sum(entry.outcome != "unchanged" for entry in self.entries)

    @property
    def digest(self) -> str:
        """What was shown, to see whether it is still so."""
        told = [f"{each.row} {each.submission.pk} {each.node.id} {each.before} {each.after}" for each in self.entries]
        told += [f"{each.row} {each.column} {each.value}" for each in self.bad]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


def judge(lines: MarkLines, round: Round) -> Sheetful:
    """What each cell would do, by what stands now. Three queries."""
    codes = {line.code for line in lines.lines}
    rows = Submission.objects.filter(round=round, agency__code__in=codes).select_related("agency").only(*FIELDS)
    submissions = {row.agency.code: row for row in with_their_sets(rows)}
    ids = {key.partition(":")[0] for line in lines.lines for key in line.cells}
    answers = Answer.objects.filter(submission__in=[row.pk for row in submissions.values()], criterion__in=ids)
    stored = answers.values_list("submission_id", "criterion", "verified", "verified_state", "version")
    stands = {
        (submission, criterion): _Stands(text, state, version) for submission, criterion, text, state, version in stored
    }
    reader = _Reader(submissions, stands)
    entries = tuple(entry for line in lines.lines for entry in reader.entries(line))
    return Sheetful(entries, tuple(sorted((*lines.bad, *reader.bad), key=lambda bad: bad.row)))


@dataclass(frozen=True, slots=True)
class _Stands:
    """What is entered for an agency, as it is stored; its version is 0 where there is nothing."""

    inputs: str = ""
    state: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class _Read:
    """What was typed at a criterion: the value beside what stands, both in words; or what is wrong, by the input's key."""

    value: Value
    before: str = ""
    after: str = ""
    problems: tuple[tuple[str, str], ...] = ()


class _Reader:
    """Judges the rows of one table. What many agencies have alike is read once."""

    def __init__(self, submissions: Mapping[str, Submission], stands: Mapping[tuple[int, str], _Stands]) -> None:
        self._submissions = submissions
        self._stands = stands
        self._seen: dict[str, int] = {}
        self._read: dict[tuple[object, ...], _Read] = {}
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
            problem = _("Đơn vị này không có tiêu chí ấy để nhập.")
            self.bad.append(BadMark(line.row, id, "; ".join(typed.values()), problem))
            return None
        stands = self._stands.get((submission.pk, id), _NOTHING)
        key = submission.set_version_id, submission.kind, id, stands.inputs, stands.state, tuple(typed.items())
        read = self._read.get(key)
        if read is None:
            read = self._read[key] = _read(sheet, node, stands, typed)
        for input, message in read.problems:
            column = id if len(inputs_of(node)) == 1 else f"{id}:{input}"
            self.bad.append(BadMark(line.row, column, typed.get(input, typed.get("", "")), message))
        if read.problems:
            return None
        return MarkEntry(line.row, submission, node, read.value, read.before, read.after, stands.version)


_NOTHING = _Stands()


def _read(sheet: Sheet, node: Resolved, stands: _Stands, typed: Mapping[str, str]) -> _Read:
    """What stands, with what was typed in its place."""
    before = Value(inputs_in(stands.inputs), stands.state)
    inputs, entries = dict(before.inputs), inputs_of(node)
    for entry in entries:
        text = typed.get(entry.key, typed.get("", "") if len(entries) == 1 else "")
        if text:
            inputs[entry.key] = _canonical(node, entry.type, text)
    try:
        after = checked(sheet, node, Value(inputs), typed=True)
    except BadValue as bad:
        return _Read(before, problems=tuple(bad.problems.items()))
    return _Read(after, said(node, before.inputs) or text_of(before), said(node, after.inputs))


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
