"""Ask the agency about one answer, before anything is decided on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.review.counting import count
from thuocdo.web.review.models import Finding, Reason
from thuocdo.web.review.refusals import NotDecidable, ReasonMissing
from thuocdo.web.review.taken import answer_at, lock_submissions
from thuocdo.web.review.who import why_not_decide
from thuocdo.web.rounds.assigned import coverage_of
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.models import AnswerState
from thuocdo.web.submissions.refusals import NotAsked
from thuocdo.web.submissions.sheet import sheet_of

ASKABLE = frozenset({AnswerState.OPEN, AnswerState.CLAIMED})


@dataclass(frozen=True, slots=True)
class Question:
    """What the agency is asked; `value_may_change` lets it correct its figures too, until the date for explanations."""

    reason: str
    text: str
    value_may_change: bool = False


def return_answer(
    *, submission: Submission, criterion: str, question: Question, seen: int, actor: Person, at: datetime
) -> Finding:
    """Return an answer with a question.

    Raises `NotAllowed`, `OwnAgency`, `NotAssigned`, `NotUnderReview`, `NotDecidable`, `NotAsked`, `ReasonMissing`, `Stale`.
    """
    with transaction.atomic():
        locked = lock_submissions([submission.pk])[submission.pk]
        refusal = why_not_decide(Holding.at(actor, at), coverage_of(locked.round, at), locked, criterion)
        if refusal is not None:
            raise refusal
        if criterion not in sheet_of(locked).asked:
            raise NotAsked(_("Tiêu chí này do cơ quan chủ trì nhập điểm."))
        if question.reason not in Reason.values or not question.text.strip():
            raise ReasonMissing(_("Hãy chọn lý do và viết rõ điều cần đơn vị giải trình."))
        if at >= locked.round.explain_before:
            raise NotDecidable(_("Đã hết hạn giải trình nên không hỏi đơn vị được nữa; hãy quyết định."))
        answer = answer_at(locked, criterion, seen=seen, by=actor, at=at)
        if answer.state not in ASKABLE:
            raise NotDecidable(_("Chỉ hỏi được ở tiêu chí chưa thẩm định."))
        before = answer.state
        answer.state = AnswerState.RETURNED
        answer.explainable = True
        answer.version += 1
        answer.save(update_fields=["state", "explainable", "version"])
        finding = Finding.objects.create(
            answer=answer,
            asked=True,
            reason=question.reason,
            text=question.text.strip(),
            value_may_change=question.value_may_change,
            opened_at=at,
            opened_by=actor,
        )
        count([locked])
        record(
            act="return_answer",
            actor=actor.email,
            at=at,
            subject=f"answer:{locked.round.slug}/{locked.agency.code}/{criterion}",
            agency=locked.agency.code,
            round=locked.round.slug,
            before={"state": before},
            after={"state": answer.state, "value_may_change": question.value_may_change},
            reason=f"{question.reason}: {question.text.strip()}",
        )
    return finding
