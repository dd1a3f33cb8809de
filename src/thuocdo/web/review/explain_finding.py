"""The agency explains what was changed or asked, and corrects its figures where the reviewer lets it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.review.decision import standing_of
from thuocdo.web.review.models import Finding
from thuocdo.web.review.refusals import ReasonMissing
from thuocdo.web.review.taken import lock_submissions, must_be_as_seen
from thuocdo.web.review.who import why_not_explain
from thuocdo.web.submissions.models import AnswerState
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.value import Value, checked, stored_value


def explain_finding(
    *, finding: Finding, explanation: str, value: Value | None, seen: int, actor: Person, at: datetime
) -> Finding:
    """Answer a finding, once or again until it is settled; `value` replaces what was claimed (None: it stays).

    `seen` is the version of the answer the person saw. Raises `NotAllowed`, `NotExplainable`, `ReasonMissing`, `BadValue`, `Stale`.
    """
    with transaction.atomic():
        submission = lock_submissions([finding.answer.submission_id])[finding.answer.submission_id]
        locked = Finding.objects.select_related("answer").get(pk=finding.pk)
        answer = locked.answer
        answer.submission = submission
        if (refusal := why_not_explain(Holding.at(actor, at), locked, at)) is not None:
            raise refusal
        if not explanation.strip():
            raise ReasonMissing(_("Hãy viết nội dung giải trình."))
        if value is not None and not locked.value_may_change:
            raise NotAllowed(_("Người thẩm định không cho sửa số liệu ở tiêu chí này, chỉ giải trình."))
        must_be_as_seen(answer, seen)
        before = {"explanation": locked.explanation, "claimed": answer.claimed, "state": answer.claimed_state}
        if value is not None:
            sheet = sheet_of(submission)
            kept = checked(sheet, sheet.criteria[answer.criterion], value)
            claimed = standing_of(sheet, answer.criterion, kept)
            answer.claimed, answer.claimed_state, answer.claimed_points = claimed.inputs, claimed.state, claimed.points
            answer.not_applicable_reason = kept.not_applicable_reason
            answer.explanation = kept.explanation or stored_value(answer).explanation
        answer.state = AnswerState.EXPLAINED
        answer.version += 1
        answer.saved_at, answer.saved_by = at, actor
        answer.save()
        locked.explanation, locked.explained_at, locked.explained_by = explanation.strip(), at, actor
        locked.save(update_fields=["explanation", "explained_at", "explained_by"])
        record(
            act="explain_finding",
            actor=actor.email,
            at=at,
            subject=f"answer:{submission.round.slug}/{submission.agency.code}/{answer.criterion}",
            agency=submission.agency.code,
            round=submission.round.slug,
            before=before,
            after={"explanation": locked.explanation, "claimed": answer.claimed, "state": answer.claimed_state},
        )
    return locked
