"""Take an agency's submission up again after it was closed, with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.review.refusals import NotUnderReview, ReasonMissing
from thuocdo.web.review.taken import lock_submissions
from thuocdo.web.review.who import UNDER_REVIEW, why_own
from thuocdo.web.rounds.models import Submission, SubmissionState


def reopen_submission(*, submission: Submission, reason: str, actor: Person, at: datetime) -> Submission:
    """Back into review, by the manager. Raises `NotAllowed`, `OwnAgency`, `NotUnderReview`, `ReasonMissing`."""
    with transaction.atomic():
        locked = lock_submissions([submission.pk])[submission.pk]
        must_manage(actor, locked.round.organiser, at)
        if (refusal := why_own(Holding.at(actor, at), locked)) is not None:
            raise refusal
        if locked.round.state not in UNDER_REVIEW or locked.state != SubmissionState.CLOSED:
            raise NotUnderReview(_("Chỉ mở lại được phiếu đã khép khi đợt còn ở bước thẩm định."))
        if not reason.strip():
            raise ReasonMissing(_("Mở lại phiếu phải có lý do."))
        locked.state = SubmissionState.IN_REVIEW
        locked.save(update_fields=["state"])
        record(
            act="reopen_submission",
            actor=actor.email,
            at=at,
            subject=f"submission:{locked.round.slug}/{locked.agency.code}",
            agency=locked.agency.code,
            round=locked.round.slug,
            before={"state": SubmissionState.CLOSED.value},
            after={"state": locked.state},
            reason=reason.strip(),
        )
    return locked
