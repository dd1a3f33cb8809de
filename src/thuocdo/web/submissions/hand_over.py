"""Hand a submission over to the head of the agency: the officers' work on it is done."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.submissions.locked import locked, subject_of
from thuocdo.web.submissions.models import StepKind
from thuocdo.web.submissions.moving import move
from thuocdo.web.submissions.reading import tidy
from thuocdo.web.submissions.who import why_not_hand_over


def hand_over(*, submission: Submission, note: str, actor: Person, at: datetime) -> Submission:
    """Give it to the head, with a note if there is something to say; what is still missing does not stop it.

    Raises `NotAllowed`, `NotEvaluated`, `NotOpen`, `TooLate`, `NotDrafting`.
    """
    holding = Holding.at(actor, at)
    with transaction.atomic():
        held = locked(submission)
        if (refusal := why_not_hand_over(holding, held, at)) is not None:
            raise refusal
        before = move(held, SubmissionState.WITH_HEAD, StepKind.HANDED_OVER, tidy(note), actor, at)
        record(
            act="hand_over",
            actor=actor.email,
            at=at,
            subject=subject_of(held),
            agency=held.agency.code,
            round=held.round.slug,
            before={"state": before},
            after={"state": held.state, "answered": held.criteria_answered, "of": held.criteria_total},
            reason=tidy(note),
        )
    return held
