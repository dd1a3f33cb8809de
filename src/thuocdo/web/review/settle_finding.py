"""Settle what was explained: the agency is right, the decision stands, or something else holds; with the reason."""

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
from thuocdo.web.review.decision import Decision, Standing, standing
from thuocdo.web.review.models import Finding, Verification
from thuocdo.web.review.refusals import NotADecision, NotDecidable, ReasonMissing, SamePerson
from thuocdo.web.review.taken import lock_submissions, must_be_as_seen
from thuocdo.web.review.who import why_not_decide
from thuocdo.web.rounds.assigned import coverage_of
from thuocdo.web.rounds.models import Round
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.sheet import Sheet, sheet_of
from thuocdo.web.submissions.value import stored_value
from thuocdo.web.submissions.what_counts import is_verified


def settle_finding(
    *, finding: Finding, decision: Decision | None, text: str, seen: int, actor: Person, at: datetime
) -> Finding:
    """Settle a finding that the agency has explained, or had the time to. `decision` None: what was verified stands.

    Raises `NotAllowed`, `OwnAgency`, `NotAssigned`, `SamePerson`, `NotUnderReview`, `NotDecidable`, `ReasonMissing`, `NotADecision`,
    `BadValue`, `Stale`.
    """
    with transaction.atomic():
        key = finding.answer.submission_id
        submission = lock_submissions([key])[key]
        locked = Finding.objects.select_related("answer").get(pk=finding.pk)
        answer = locked.answer
        answer.submission = submission
        coverage = coverage_of(submission.round, at)
        refusal = why_not_decide(Holding.at(actor, at), coverage, submission, answer.criterion)
        if refusal is not None:
            raise refusal
        must_be_as_seen(answer, seen)
        if (refusal := why_wait(locked, submission.round, at)) is not None:
            raise refusal
        held = Verification.objects.filter(answer=answer, undone_at__isnull=True)
        if (refusal := why_another(locked, submission.round, held, actor)) is not None:
            raise refusal
        if not text.strip():
            raise ReasonMissing(_("Kết luận phải nêu lý do."))
        before = {"verified": answer.verified, "state": answer.verified_state, "points": answer.verified_points}
        result = _result(sheet_of(submission), answer, decision)
        answer.settled, answer.settled_state, answer.settled_points = result.inputs, result.state, result.points
        answer.state = AnswerState.SETTLED
        answer.explainable = False
        answer.version += 1
        answer.save()
        locked.settlement, locked.settled_at, locked.settled_by = text.strip(), at, actor
        locked.save(update_fields=["settlement", "settled_at", "settled_by"])
        count([submission])
        record(
            act="settle_finding",
            actor=actor.email,
            at=at,
            subject=f"answer:{submission.round.slug}/{submission.agency.code}/{answer.criterion}",
            agency=submission.agency.code,
            round=submission.round.slug,
            before=before,
            after={"settled": answer.settled, "state": answer.settled_state, "points": answer.settled_points},
            reason=locked.settlement,
        )
    return locked


def why_wait(finding: Finding, round: Round, at: datetime) -> Refused | None:
    """Why a finding cannot be settled yet, or no more."""
    if finding.settled_at is not None:
        return NotDecidable(_("Mục này đã được kết luận."))
    if finding.explained_at is None and at < round.explain_before:
        return NotDecidable(_("Đơn vị chưa giải trình và vẫn còn hạn."))
    return None


def why_another(finding: Finding, round: Round, held: Iterable[Verification], actor: Person) -> SamePerson | None:
    """Where two people look at each criterion, whoever looked first does not settle it alone; `held` are its decisions that hold.

    First is who made the first decision; who asked, where nothing is decided.
    """
    if not round.second_review:
        return None
    first = next((each.reviewer_id for each in held if not each.second), finding.opened_by_id)
    return SamePerson(_("Người thẩm định khác phải kết luận mục này.")) if first == actor.pk else None


def _result(sheet: Sheet, answer: Answer, decision: Decision | None) -> Standing:
    if decision is not None:
        return standing(sheet, answer.criterion, decision, stored_value(answer))
    if not is_verified(answer):
        raise NotADecision(_("Chưa có kết quả thẩm định nào để giữ: hãy chấp nhận hoặc điều chỉnh."))
    return Standing(answer.verified, answer.verified_state, answer.verified_points)
