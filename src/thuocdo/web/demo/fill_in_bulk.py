"""Answers of many agencies at once, for rounds marked as sample data only.

The rows are those that `save_answer` would have left, with the same points and counters; instead of an entry of the log for each
answer there is one for all of them, which tells how many were entered for how many agencies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.demo.answers import answer_of
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.preview import claims_of
from thuocdo.web.submissions.sheet import sheet_of

BATCH: Final = 200  # submissions at a time


@dataclass(frozen=True, slots=True)
class Share:
    """The first criteria of a submission, in the order of the set, as somebody would have saved them at a time."""

    submission: Submission
    criteria: int
    by: Person
    at: datetime


def fill_in_bulk(
    *, round: Round, shares: Sequence[Share], done: Callable[[int, int], None], actor: Person, at: datetime
) -> int:
    """Enter the answers; return how many. Raises `NotAllowed`; `ValueError` for a round that is no sample."""
    if not round.sample:
        raise ValueError(f"{round.slug} is not marked as sample data")
    entered, agencies = 0, 0
    with transaction.atomic():
        must_manage(actor, round.organiser, at)
        for start in range(0, len(shares), BATCH):
            batch = shares[start : start + BATCH]
            answers = [answer for share in batch for answer in _answers(share)]
            Answer.objects.bulk_create(answers, batch_size=1000)
            Submission.objects.bulk_update(
                [share.submission for share in batch], ["criteria_answered", "claimed_points"], batch_size=BATCH
            )
            entered += len(answers)
            agencies += sum(share.criteria > 0 for share in batch)
            done(start + len(batch), len(shares))
        record(
            act="fill_in_bulk",
            actor=actor.email,
            at=at,
            subject=f"round:{round.slug}",
            agency=round.organiser.code,
            round=round.slug,
            after={"answers": entered, "agencies": agencies, "sample": True},
        )
    return entered


def _answers(share: Share) -> Iterator[Answer]:
    """The rows of one submission; its counters follow."""
    submission = share.submission
    sheet = sheet_of(submission)
    ids = list(sheet.asked)[: share.criteria]
    values = {id: answer_of(sheet, submission.agency.code, id, submission.round.year) for id in ids}
    claims = claims_of(sheet, values)
    answered = 0
    for id, value in values.items():
        complete = value.answers(sheet.asked[id])
        answered += complete
        yield Answer(
            submission=submission,
            criterion=id,
            state=AnswerState.CLAIMED if complete else AnswerState.OPEN,
            claimed=value.text,
            claimed_state=value.state,
            claimed_points=claims.points[id],
            not_applicable_reason=value.not_applicable_reason,
            explanation=value.explanation,
            saved_at=share.at,
            saved_by=share.by,
        )
    submission.criteria_answered = answered
    submission.claimed_points = claims.so_far
