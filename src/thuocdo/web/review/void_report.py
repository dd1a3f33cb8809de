"""Not count a whole report, for a cause that the set knows (handed in late, untrue), or count it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.definition.model import Cause, Scope
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.review.decision import VOID
from thuocdo.web.review.refusals import NotADecision, NotUnderReview, ReasonMissing
from thuocdo.web.review.taken import lock_submissions
from thuocdo.web.review.who import UNDER_REVIEW, why_own
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.sheet import Sheet, sheet_of


def void_report(*, submission: Submission, cause: str, reason: str, actor: Person, at: datetime) -> Submission:
    """Void a whole report by the manager; an empty `cause` takes that back. Applies to reports never handed in, too.

    Raises `NotAllowed`, `OwnAgency`, `NotUnderReview`, `NotADecision`, `ReasonMissing`.
    """
    with transaction.atomic():
        locked = lock_submissions([submission.pk])[submission.pk]
        must_manage(actor, locked.round.organiser, at)
        if (refusal := why_own(Holding.at(actor, at), locked)) is not None:
            raise refusal
        if locked.round.state not in UNDER_REVIEW or locked.not_evaluated:
            raise NotUnderReview(_("Chỉ làm được khi đợt ở bước thẩm định và đơn vị được đánh giá."))
        if cause and cause not in report_causes(sheet_of(locked)):
            raise NotADecision(_("Bộ tiêu chí không có lý do này để không tính điểm cả phiếu."))
        if not reason.strip():
            raise ReasonMissing(_("Việc này phải có lý do."))
        before = locked.void
        locked.void = f"{VOID}{cause}" if cause else ""
        locked.void_reason = reason.strip() if cause else ""
        locked.save(update_fields=["void", "void_reason"])
        record(
            act="void_report",
            actor=actor.email,
            at=at,
            subject=f"submission:{locked.round.slug}/{locked.agency.code}",
            agency=locked.agency.code,
            round=locked.round.slug,
            before={"void": before},
            after={"void": locked.void},
            reason=reason.strip(),
        )
    return locked


def report_causes(sheet: Sheet) -> tuple[Cause, ...]:
    """Why a whole report may not be counted, by the set."""
    return tuple(rule.cause for rule in sheet.set.void if rule.scope is Scope.REPORT)
