"""The rows of the page of one of the organiser's criteria, worked out before the page is written: there are a hundred."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from thuocdo.web.review.marks_rows import MarkRow
from thuocdo.web.submissions.form_inputs import Field
from thuocdo.web.ui import written


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One agency: every text as it is written. `key` begins the names of its inputs; `own`: the person has a role there, and enters nothing.

    `stands` is what is there, for where nothing is entered; `single` where there is one input, whose label is only heard.
    """

    name: str
    code: str
    key: str
    fields: tuple[Field, ...]
    single: bool
    was: str
    seen: str
    not_applicable: bool
    own: bool
    open: bool
    stands: str
    points: str
    wrong: bool
    error: str


def shown_rows(rows: Iterable[MarkRow], decimals: int, own: Collection[int], *, editing: bool) -> list[ShownRow]:
    """The rows of a page; `own` are the agencies in which the person has a role, `editing` where anything can be entered."""
    return [_shown(row, decimals, own=row.submission.agency_id in own, editing=editing) for row in rows]


def _shown(row: MarkRow, decimals: int, *, own: bool, editing: bool) -> ShownRow:
    submission = row.submission
    return ShownRow(
        name=submission.name,
        code=submission.agency.code,
        key=str(submission.pk),
        fields=row.fields,
        single=len(row.fields) == 1,
        was=row.was,
        seen=str(row.seen),
        not_applicable=row.not_applicable,
        own=own,
        open=editing and not own,
        stands=" / ".join(field.value for field in row.fields) if row.was else "",
        points=written.points(row.points, decimals),
        wrong=row.wrong,
        error=row.error,
    )
