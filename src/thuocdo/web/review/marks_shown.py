"""The rows of the page of one of the organiser's criteria, worked out before the page is written: there are a hundred."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from thuocdo.web.review.marks_inputs import Words, inputs_of_row, words_now
from thuocdo.web.review.marks_rows import MarkRow
from thuocdo.web.ui import written


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One agency: every text as it is written. `inputs` are what is typed, or nothing where the person enters nothing.

    There `stands` is what was entered; `own`: because they have a role in the agency.
    """

    name: str
    code: str
    inputs: SafeString
    own: bool
    stands: str
    points: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What the rows of a page have in common: `own` are the agencies in which the person has a role, `editing` where anything can be entered."""

    decimals: int
    may_be_not_applicable: bool
    own: Collection[int]
    editing: bool


def shown_rows(rows: Iterable[MarkRow], page: Shown) -> list[ShownRow]:
    """The rows of a page."""
    words = words_now()
    return [_shown(row, page, words) for row in rows]


def _shown(row: MarkRow, page: Shown, words: Words) -> ShownRow:
    own = row.submission.agency_id in page.own
    inputs, stands = SafeString(""), ""
    if page.editing and not own:
        inputs = inputs_of_row(row, words, may_be_not_applicable=page.may_be_not_applicable)
    elif row.not_applicable:
        stands = words.not_applicable
    elif row.was:
        stands = " / ".join(field.value for field in row.fields)
    return ShownRow(
        name=row.submission.name,
        code=row.submission.agency.code,
        inputs=inputs,
        own=own,
        stands=stands,
        points=written.points(row.points, page.decimals),
        wrong=row.wrong,
    )
