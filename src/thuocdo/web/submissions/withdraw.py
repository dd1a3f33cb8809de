"""Take a submission back before the deadline; its receipts stay on record."""

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
from thuocdo.web.submissions.who import why_not_withdraw


def withdraw(*, submission: Submission, reason: str, actor: Person, at: datetime) -> Submission:
    """Draft it again; it must be submitted anew before the deadline, or it was not submitted.

    Raises `NotAllowed`, `NotEvaluated`, `NotOpen`, `TooLate`, `NotSubmitted`, `ReasonMissing`.
    """
    holding = Holding.at(actor, at)
    with transaction.atomic():
        held = locked(submission)
        if (refusal := why_not_withdraw(holding, held, at)) is not None:
            raise refusal
        if not tidy(reason):
            raise ReasonMissing(_("Rút phiếu thì phải có lý do."))
        submitted_at = held.submitted_at
        before = move(held, SubmissionState.DRAFTING, StepKind.WITHDRAWN, tidy(reason), actor, at)
        record(
            act="withdraw",
            actor=actor.email,
            at=at,
            subject=subject_of(held),
            agency=held.agency.code,
            round=held.round.slug,
            before={"state": before, "submitted_at": submitted_at},
            after={"state": held.state},
            reason=tidy(reason),
        )
    return held
