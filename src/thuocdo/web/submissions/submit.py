"""Submit: the head signs for the agency, and gets a receipt.

    the whole as canonical text -> its digest -> the log's entry, with the digest in it -> the receipt, with the entry's hash

Whoever keeps the receipt can show later what was submitted, and that the log still contains it.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.submissions.contents import content_of, digest_of
from thuocdo.web.submissions.locked import locked, subject_of
from thuocdo.web.submissions.models import Receipt, StepKind
from thuocdo.web.submissions.moving import move
from thuocdo.web.submissions.who import why_not_submit


def submit(*, submission: Submission, actor: Person, at: datetime) -> Receipt:
    """Submit to the organiser. Raises `NotAllowed`, `NotEvaluated`, `NotOpen`, `TooLate`, `NotWithHead`."""
    holding = Holding.at(actor, at)
    with transaction.atomic():
        held = locked(submission)
        if (refusal := why_not_submit(holding, held, at)) is not None:
            raise refusal
        number = (held.receipts.aggregate(last=Max("number"))["last"] or 0) + 1
        content = content_of(held, number=number, by=actor, at=at)
        digest = digest_of(content)
        before = move(held, SubmissionState.SUBMITTED, StepKind.SUBMITTED, "", actor, at)
        entry = record(
            act="submit",
            actor=actor.email,
            at=at,
            subject=subject_of(held),
            agency=held.agency.code,
            round=held.round.slug,
            before={"state": before},
            after={
                "state": held.state,
                "receipt": number,
                "digest": digest,
                "answered": held.criteria_answered,
                "of": held.criteria_total,
            },
        )
        return Receipt.objects.create(
            submission=held,
            number=number,
            at=at,
            by=actor,
            content=content,
            digest=digest,
            log_number=entry.number,
            log_hash=entry.hash,
        )
