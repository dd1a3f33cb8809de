"""The counters of submissions, as the acts of this app write them: how many criteria are decided, and the points that count now.

    answers --text_that_counts--> texts by criterion --Reckoning--> points of each criterion, and the running total

Everything is read as rows, since one table of marks touches every answer of a country.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from thuocdo.web.review.in_bulk import update_all
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.preview import Claims, claims_of_texts
from thuocdo.web.submissions.sheet import Sheet, sheet_of
from thuocdo.web.submissions.what_counts import AnswerRow, is_settled, is_verified, text_that_counts

DECIDED: Final = (AnswerState.VERIFIED, AnswerState.EXPLAINED, AnswerState.SETTLED)
Texts = dict[str, tuple[str, str]]


class Reckoning:
    """The points of submissions, kept with the texts that they rest on: work done before anything is locked holds where these stayed the same."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Sheet, Texts, Claims]] = {}

    def claims(self, submission: Submission, texts: Texts) -> Claims:
        """The points of a submission with these inputs and states, by criterion."""
        sheet = sheet_of(submission)
        kept = self._kept.get(submission.pk)
        if kept is not None and kept[0] is sheet and kept[1] == texts:
            return kept[2]
        claims = claims_of_texts(sheet, texts)
        self._kept[submission.pk] = sheet, texts, claims
        return claims


def work_out(
    submissions: Mapping[int, Submission], entered: Mapping[int, Texts], told: Callable[[int], None]
) -> Reckoning:
    """The points that submissions would have with some texts entered; `told` hears how many of them are done."""
    reckoning = Reckoning()
    for done, (key, answers) in enumerate(answer_rows(submissions).items(), 1):
        texts = {id: text_that_counts(row) for id, row in answers.items()}
        reckoning.claims(submissions[key], texts | entered.get(key, {}))
        told(done)
    return reckoning


def answer_rows(submissions: Collection[int]) -> dict[int, dict[str, AnswerRow]]:
    """The answers of submissions by submission and criterion, in one query."""
    found: dict[int, dict[str, AnswerRow]] = {key: {} for key in submissions}
    for values in Answer.objects.filter(submission__in=submissions).values_list(*AnswerRow._fields):
        row = AnswerRow._make(values)
        found[row.submission_id][row.criterion] = row
    return found


def count(
    submissions: Iterable[Submission],
    *,
    reviewing: bool = True,
    marks: Collection[Answer] = (),
    reckoning: Reckoning | None = None,
) -> None:
    """Write the counters of submissions anew.

    `reviewing`: the review has begun, so that the agency cannot take its submission back any more. `marks` are answers of the organiser
    that are written afterwards: they count already, and get their points here. `reckoning` may have points of before.
    """
    rows = {submission.pk: submission for submission in submissions}
    by_submission = answer_rows(rows)
    for mark in marks:
        by_submission[mark.submission_id][mark.criterion] = _row_of(mark)
    worked_out = Reckoning() if reckoning is None else reckoning
    points: dict[int, Mapping[str, int | None]] = {}
    for key, answers in by_submission.items():
        submission = rows[key]
        claims = worked_out.claims(submission, {id: text_that_counts(row) for id, row in answers.items()})
        submission.criteria_verified = sum(row.state in DECIDED for row in answers.values())
        submission.verified_points, points[key] = claims.so_far, claims.points
        if reviewing and submission.state == SubmissionState.SUBMITTED:
            submission.state = SubmissionState.IN_REVIEW
    for mark in marks:
        mark.verified_points = points[mark.submission_id].get(mark.criterion)
    depending = [
        _depending(sheet_of(rows[key]), answers.values(), points[key]) for key, answers in by_submission.items()
    ]
    update_all(list(chain.from_iterable(depending)), ("verified_points", "settled_points"))
    update_all(list(rows.values()), ("criteria_verified", "verified_points", "state"))


def _row_of(mark: Answer) -> AnswerRow:
    return AnswerRow._make(getattr(mark, name) for name in AnswerRow._fields)


def _depending(sheet: Sheet, answers: Iterable[AnswerRow], points: Mapping[str, int | None]) -> Iterator[Answer]:
    """Answers whose points depend on another criterion (`needs`), with the points that they have beside it."""
    for row in answers:
        node = sheet.criteria.get(row.criterion)
        if row.pk is None or node is None or node.node.needs is None or text_that_counts(row)[1]:
            continue
        now = points.get(row.criterion)
        verified, settled = row.verified_points, row.settled_points
        if is_settled(row):
            settled = now
        elif is_verified(row):
            verified = now
        if (verified, settled) != (row.verified_points, row.settled_points):
            yield Answer(pk=row.pk, verified_points=verified, settled_points=settled)
