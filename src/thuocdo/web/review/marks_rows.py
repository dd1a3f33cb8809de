"""A page of agencies at one of the organiser's criteria: what is there, what was typed, what is wrong with it.

Names of what is posted: `<submission>-<input>` for each input, `<submission>-na`, `<submission>-was` and `<submission>-seen` for
what the person saw. Only what differs from `was` is entered, so that what somebody else entered meanwhile stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from thuocdo.definition.resolved import Resolved
from thuocdo.web.review.enter_marks import Mark
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.form_inputs import Field, fields_of, typed_fields
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.refusals import BadValue
from thuocdo.web.submissions.sheet import MARK, sheet_of
from thuocdo.web.submissions.value import NA, REASON, Value, inputs_in, value_of

NO_WORDS: Final = "-"  # a value without a reason is no answer; what the organiser enters needs none and keeps none


@dataclass(frozen=True, slots=True)
class MarkRow:
    """One agency. `was` is what stands, as text; `error` what is wrong with the whole of it."""

    submission: Submission
    fields: tuple[Field, ...]
    was: str
    seen: int
    not_applicable: bool
    points: int | None
    error: str = ""
    conflict: bool = False

    @property
    def wrong(self) -> bool:
        """Whether anything here must be mended."""
        return bool(self.error) or any(field.error for field in self.fields)

    @property
    def first_id(self) -> str:
        """Where a summary of errors leads."""
        return self.fields[0].id if self.fields else ""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was posted: the rows as they are to be shown again, and the marks that change something."""

    rows: list[MarkRow]
    marks: list[Mark]

    @property
    def wrong(self) -> list[MarkRow]:
        """The rows that must be mended."""
        return [row for row in self.rows if row.wrong]


def stored_rows(criterion: str, submissions: Iterable[Submission]) -> list[MarkRow]:
    """The agencies with what stands. `submissions` come with their set."""
    rows = list(submissions)
    entered = entered_at(criterion, rows)
    return [_stored(criterion, each, entered.get(each.pk, NOTHING)) for each in rows]


def typed_rows(criterion: str, submissions: Iterable[Submission], posted: QueryDict) -> Typed:
    """Read what was posted for agencies; those that were not on the page are left out."""
    rows, marks = [], []
    there = [each for each in submissions if f"{each.pk}-seen" in posted]
    entered = entered_at(criterion, there)
    for submission in there:
        row, mark = _read(criterion, submission, entered.get(submission.pk, NOTHING), posted)
        rows.append(row)
        if mark is not None:
            marks.append(mark)
    return Typed(rows, marks)


@dataclass(frozen=True, slots=True)
class Entered:
    """What the organiser entered before, and the version it is of."""

    value: Value
    version: int
    points: int | None


NOTHING: Final = Entered(Value(), 0, None)


def entered_at(criterion: str, submissions: Iterable[Submission]) -> dict[int, Entered]:
    """What stands at a criterion, by the submission's row; one query."""
    rows = Answer.objects.filter(criterion=criterion, submission__in=[each.pk for each in submissions])
    told = rows.values_list("submission", "verified", "verified_state", "version", "verified_points")
    return {key: Entered(Value(inputs_in(text), state), version, points) for key, text, state, version, points in told}


def text_of(value: Value) -> str:
    """A value in one text, to see whether it is another."""
    return value.state or value.text


@dataclass(frozen=True, slots=True)
class _OfRow:
    """What was posted for one agency, under the names of a single form."""

    posted: QueryDict
    prefix: str

    def getlist(self, key: str) -> list[str]:
        """Every value sent under a name; «không áp dụng» needs no words of the organiser's own."""
        return [NO_WORDS] if key == REASON else self.posted.getlist(f"{self.prefix}-{key}")


def _stored(criterion: str, submission: Submission, entered: Entered) -> MarkRow:
    value = entered.value
    node = sheet_of(submission).criteria[criterion]
    fields = _named(submission, node, fields_of(node, value.inputs))
    return MarkRow(submission, fields, text_of(value), entered.version, value.state == NA, entered.points)


def _read(criterion: str, submission: Submission, entered: Entered, posted: QueryDict) -> tuple[MarkRow, Mark | None]:
    sheet = sheet_of(submission)
    node, mine = sheet.criteria[criterion], _OfRow(posted, str(submission.pk))
    was, seen = posted.get(f"{submission.pk}-was", ""), _whole(posted.get(f"{submission.pk}-seen", ""))
    stands = _stored(criterion, submission, entered)
    errors: dict[str, str] = {}
    try:
        value = value_of(sheet, criterion, mine)
    except BadValue as bad:
        errors, value = dict(bad.problems), Value()
    row = MarkRow(
        submission,
        _named(submission, node, typed_fields(node, mine, errors)),
        was,
        seen,
        bool(mine.getlist(NA)),
        stands.points,
        errors.get(NA, ""),
    )
    if errors:
        return row, None
    if text_of(value) in {was, stands.was}:
        return stands, None
    if seen != stands.seen:
        said = _("Người khác vừa nhập «%(now)s» ở đây. Lưu lần nữa để thay bằng số của bạn.")
        now = " / ".join(field.value for field in stands.fields) or _("trống")
        told = replace(row, error=said % {"now": now}, conflict=True, was=stands.was, seen=stands.seen)
        return told, None
    plain = Value(value.inputs, value.state)
    return row, Mark(submission.pk, criterion, plain, seen)


def _named(submission: Submission, node: Resolved, fields: Iterable[Field]) -> tuple[Field, ...]:
    """The fields of one agency, unique on the page."""
    label = {MARK: _("Điểm")} if node.node.measure is None else {}
    key = str(submission.pk)
    return tuple(
        Field(key, each.key, label.get(each.key, each.label), each.kind, each.value, each.choices, each.error)
        for each in fields
    )


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
