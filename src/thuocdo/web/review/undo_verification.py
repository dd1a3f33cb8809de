"""Take decisions back: one, or everything that was accepted together."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.review.counting import count
from thuocdo.web.review.decision import Standing
from thuocdo.web.review.keep import stand, tell
from thuocdo.web.review.models import Verification
from thuocdo.web.review.refusals import NothingToUndo
from thuocdo.web.review.taken import lock_submissions
from thuocdo.web.review.who import why_not_review
from thuocdo.web.rounds.models import Round
from thuocdo.web.submissions.models import Answer, AnswerState


def undo_verification(
    *, round: Round, verifications: Collection[int], actor: Person, at: datetime
) -> tuple[Verification, ...]:
    """Undo one's own decisions by their rows, as long as their agency was not closed and has not explained.

    All of them or none. Raises `NotAllowed`, `OwnAgency`, `NotUnderReview`, `NothingToUndo`.
    """
    with transaction.atomic():
        rows = Verification.objects.filter(pk__in=verifications, answer__submission__round=round)
        submissions = lock_submissions(set(rows.values_list("answer__submission_id", flat=True)))
        found = tuple(rows.filter(undone_at__isnull=True).select_related("answer").order_by("pk"))
        if not found:
            raise NothingToUndo(_("Không còn gì để hoàn tác."))
        holding = Holding.at(actor, at)
        for each in found:
            each.answer.submission = submissions[each.answer.submission_id]
            if (refusal := why_not_review(holding, each.answer.submission)) is not None:
                raise refusal
            later = Verification.objects.filter(answer=each.answer, undone_at__isnull=True, pk__gt=each.pk)
            if (refusal := why_not_undo(each, each.answer, later, actor)) is not None:
                raise refusal
        before = [{"answer": _name(each), "outcome": each.outcome, "points": each.points} for each in found]
        for each in found:
            _undo(each, actor, at)
        count({each.answer.submission_id: each.answer.submission for each in found}.values())
        record(
            act="undo_verification",
            actor=actor.email,
            at=at,
            subject=f"answers:{round.slug}/{found[0].batch or _name(found[0])}",
            round=round.slug,
            before={"decisions": before},
        )
    return found


def why_not_undo(
    verification: Verification, answer: Answer, later: Iterable[Verification], actor: Person
) -> Refused | None:
    """Why a decision cannot be taken back; `later` are those that hold on the same answer and came after it."""
    if verification.reviewer_id != actor.pk:
        return NotAllowed(_("Chỉ người đã thẩm định mới hoàn tác được."))
    if answer.state != AnswerState.VERIFIED:
        return NothingToUndo(_("Đơn vị đã giải trình hoặc tiêu chí đã kết luận nên không hoàn tác được."))
    if any(each.reviewer_id != actor.pk for each in later):
        return NothingToUndo(_("Người thẩm định thứ hai đã quyết định nên không hoàn tác được."))
    return None


def _undo(verification: Verification, actor: Person, at: datetime) -> None:
    """The decision before it stands again, if there is one, and the agency is told its reason; else it is told that none does."""
    verification.undone_at, verification.undone_by = at, actor
    verification.save(update_fields=["undone_at", "undone_by"])
    answer = verification.answer
    held = Verification.objects.filter(answer=answer, undone_at__isnull=True).select_related("reviewer")
    first = held.order_by("-pk").first()
    tell(answer, first, actor, at)
    stand(answer, Standing(first.value, first.state, first.points) if first else None)


def _name(verification: Verification) -> str:
    return f"{verification.answer.submission.agency.code}/{verification.answer.criterion}"
