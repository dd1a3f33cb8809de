"""The rows behind a decision. Used by the acts of this app, inside their transactions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from thuocdo.web.accounts.models import Person
from thuocdo.web.review.decision import Decision, Standing
from thuocdo.web.review.models import Finding, Outcome, Verification
from thuocdo.web.rounds.models import RoundState
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.value import stored_value

ROWS = 100  # at a time: what one statement may carry


def keep_decision(
    answer: Answer, standing: Standing, decision: Decision, *, reviewer: Person, at: datetime, batch: str = ""
) -> Verification:
    """Make a decision stand at its answer; one that changes something opens a finding for the agency, and one that does not ends it."""
    second = Verification.objects.filter(answer=answer, second=False, undone_at__isnull=True).exists()
    kept = Verification.objects.create(
        answer=answer,
        reviewer=reviewer,
        at=at,
        outcome=decision.outcome,
        value=standing.inputs,
        state=standing.state,
        points=standing.points,
        reason=decision.reason,
        text=decision.text.strip(),
        second=second,
        batch=batch,
    )
    tell(answer, kept, reviewer, at)
    stand(answer, standing)
    return kept


def tell(answer: Answer, standing: Verification | None, by: Person, at: datetime) -> None:
    """Let the open finding of an answer say what its standing decision says; there is none where that left the claim as it was.

    What the agency was told of already is settled `by` whoever decided or undid, instead of disappearing; the sentence is of the record,
    so it is in Vietnamese whoever that is. The answer itself is saved by `stand`.
    """
    found = Finding.objects.filter(answer=answer, settled_at__isnull=True)
    if standing is not None and standing.outcome != Outcome.ACCEPTED:
        told = {
            "reason": standing.reason,
            "text": standing.text,
            "opened_at": standing.at,
            "opened_by": standing.reviewer,
        }
        Finding.objects.update_or_create(answer=answer, settled_at=None, defaults=told)
        answer.explainable = answer.submission.round.state == RoundState.EXPLAINING
        return
    if answer.explainable:
        with override(settings.LANGUAGE_CODE):
            if standing is None:
                said = _("Người thẩm định rút lại quyết định.")
                found.filter(asked=False).update(settlement=said, settled_at=at, settled_by=by)
            elif standing.second:
                said = _("Người thẩm định thứ hai chấp nhận số kê khai.")
                found.update(settlement=said, settled_at=at, settled_by=by)
    found.filter(asked=False, explained_at__isnull=True).delete()
    answer.explainable = found.exists()


def keep_accepted(
    answers: Sequence[Answer], twice: Collection[int], *, reviewer: Person, at: datetime, batch: str
) -> None:
    """Accept answers together, in two statements; `twice` are those that another reviewer has decided on before."""
    Verification.objects.bulk_create(
        [
            Verification(
                answer=answer,
                reviewer=reviewer,
                at=at,
                outcome=Outcome.ACCEPTED,
                value=answer.claimed,
                state=answer.claimed_state,
                points=answer.claimed_points,
                second=answer.pk in twice,
                batch=batch,
            )
            for answer in answers
        ],
        batch_size=ROWS,
    )
    Answer.objects.filter(pk__in=[answer.pk for answer in answers]).update(
        verified=F("claimed"),
        verified_state=F("claimed_state"),
        verified_points=F("claimed_points"),
        state=AnswerState.VERIFIED,
        version=F("version") + 1,
    )


def stand(answer: Answer, standing: Standing | None) -> None:
    """Write what was verified at an answer; None takes it away again."""
    answer.verified = standing.inputs if standing else ""
    answer.verified_state = standing.state if standing else ""
    answer.verified_points = standing.points if standing else None
    answer.state = AnswerState.VERIFIED if standing else state_without_decision(answer)
    answer.version += 1
    answer.save(update_fields=["verified", "verified_state", "verified_points", "state", "explainable", "version"])


def state_without_decision(answer: Answer) -> AnswerState:
    """Where an answer stands that nobody has decided on."""
    node = sheet_of(answer.submission).criteria[answer.criterion]
    return AnswerState.CLAIMED if stored_value(answer).answers(node) else AnswerState.OPEN
