"""Send a submission back to the officers, with a note that says what is to be done."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.rounds.refusals import ReasonMissing
from thuocdo.web.submissions.locked import locked, subject_of
from thuocdo.web.submissions.models import StepKind
from thuocdo.web.submissions.moving import move
from thuocdo.web.submissions.reading import tidy
from thuocdo.web.submissions.who import why_not_send_back


def send_back(*, submission: Submission, note: str, actor: Person, at: datetime) -> Submission:
    """Let the officers go on. Raises `NotAllowed`, `NotEvaluated`, `NotOpen`, `TooLate`, `NotWithHead`, `ReasonMissing`."""
    holding = Holding.at(actor, at)
    with transaction.atomic():
        held = locked(submission)
        if (refusal := why_not_send_back(holding, held, at)) is not None:
            raise refusal
        if not tidy(note):
            raise ReasonMissing(_("Trả lại phiếu thì phải ghi rõ cần sửa gì."))
        before = move(held, SubmissionState.DRAFTING, StepKind.SENT_BACK, tidy(note), actor, at)
        record(
            act="send_back",
            actor=actor.email,
            at=at,
            subject=subject_of(held),
            agency=held.agency.code,
            round=held.round.slug,
            before={"state": before},
            after={"state": held.state},
            reason=tidy(note),
        )
    return held
