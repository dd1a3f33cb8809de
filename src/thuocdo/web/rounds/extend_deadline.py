"""Give one agency more time to submit, with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.deadline import deadline_of
from thuocdo.web.rounds.held import hold_round
from thuocdo.web.rounds.models import Extension, RoundState, Submission
from thuocdo.web.rounds.refusals import NotLater, NotOpen, ReasonMissing


def extend_deadline(*, submission: Submission, until: datetime, reason: str, actor: Person, at: datetime) -> Extension:
    """Move one agency's deadline. Raises `NotAllowed`, `NotOpen`, `NotLater`, `ReasonMissing`."""
    with transaction.atomic():
        hold_round(submission.round_id)
        locked = (
            Submission.objects.select_for_update(of=("self",))
            .select_related("round__organiser", "agency")
            .get(pk=submission.pk)
        )
        round = locked.round
        must_manage(actor, round.organiser, at)
        if round.state not in {RoundState.OPEN, RoundState.VERIFYING}:
            raise NotOpen(_("Chỉ gia hạn được khi đợt đang mở hoặc đang thẩm định."))
        before = deadline_of(locked)
        if until <= before or until <= at:
            raise NotLater(_("Hạn mới phải sau hạn đang có và sau lúc này."))
        if not reason.strip():
            raise ReasonMissing(_("Gia hạn phải có lý do."))
        locked.extended_until = until
        locked.save(update_fields=["extended_until"])
        extension = Extension.objects.create(
            submission=locked, until=until, reason=reason.strip(), granted_at=at, granted_by=actor
        )
        record(
            act="extend_deadline",
            actor=actor.email,
            at=at,
            subject=f"submission:{round.slug}/{locked.agency.code}",
            agency=locked.agency.code,
            round=round.slug,
            before={"deadline": before},
            after={"deadline": until},
            reason=reason.strip(),
        )
    return extension
