"""Decide on one answer: accept it, change it, or not count it, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.review.counting import count
from thuocdo.web.review.decision import Decision, standing
from thuocdo.web.review.keep import keep_decision
from thuocdo.web.review.models import Verification
from thuocdo.web.review.refusals import NotDecidable, SamePerson
from thuocdo.web.review.taken import answer_at, lock_submissions
from thuocdo.web.review.who import why_not_decide
from thuocdo.web.rounds.assigned import coverage_of
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.refusals import NotAsked
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.value import stored_value


def verify_answer(
    *, submission: Submission, criterion: str, decision: Decision, seen: int, actor: Person, at: datetime
) -> Verification:
    """Make a decision stand. `seen` is the version of the answer that the person saw (0: nobody answered).

    Raises `NotAllowed`, `OwnAgency`, `NotAssigned`, `SamePerson`, `NotUnderReview`, `NotDecidable`, `NotAsked`, `ReasonMissing`,
    `NotADecision`, `BadValue`, `Stale`.
    """
    with transaction.atomic():
        locked = lock_submissions([submission.pk])[submission.pk]
        refusal = why_not_decide(Holding.at(actor, at), coverage_of(locked.round, at), locked, criterion)
        if refusal is not None:
            raise refusal
        sheet = sheet_of(locked)
        if criterion not in sheet.asked:
            raise NotAsked(_("Tiêu chí này do cơ quan chủ trì nhập điểm."))
        answer = answer_at(locked, criterion, seen=seen, by=actor, at=at)
        must_be_decidable(answer, actor)
        before = {"value": answer.claimed, "state": answer.claimed_state, "points": answer.claimed_points}
        result = standing(sheet, criterion, decision, stored_value(answer))
        kept = keep_decision(answer, result, decision, reviewer=actor, at=at)
        count([locked])
        record(
            act="verify_answer",
            actor=actor.email,
            at=at,
            subject=f"answer:{locked.round.slug}/{locked.agency.code}/{criterion}",
            agency=locked.agency.code,
            round=locked.round.slug,
            before=before,
            after={
                "outcome": kept.outcome,
                "value": kept.value,
                "state": kept.state,
                "points": kept.points,
                "second": kept.second,
            },
            reason=": ".join(part for part in (kept.reason, kept.text) if part),
        )
    return kept


def must_be_decidable(answer: Answer, actor: Person) -> None:
    """Raise what `why_undecidable` says."""
    standing_ones = Verification.objects.filter(answer=answer, undone_at__isnull=True)
    if (refusal := why_undecidable(answer, standing_ones, actor)) is not None:
        raise refusal


def why_undecidable(answer: Answer, standing_ones: Iterable[Verification], actor: Person) -> Refused | None:
    """The agency is asked, the answer is settled, or the person has decided already: `NotDecidable`, `SamePerson`, or nothing.

    `answer` comes with its submission and round, `standing_ones` are its decisions that hold.
    """
    if answer.state in {AnswerState.RETURNED, AnswerState.EXPLAINED, AnswerState.SETTLED}:
        return NotDecidable(_("Tiêu chí này đang chờ giải trình hoặc đã kết luận."))
    held = list(standing_ones)
    if any(each.second for each in held):
        return NotDecidable(_("Tiêu chí này đã được thẩm định hai lần."))
    if not held:
        return None
    if not answer.submission.round.second_review:
        return NotDecidable(_("Tiêu chí này đã được thẩm định. Muốn sửa, hãy hoàn tác trước."))
    if any(each.reviewer_id == actor.pk for each in held):
        return SamePerson(_("Lần thẩm định thứ hai phải do người khác làm."))
    return None
