"""Take a computed, approved or published round up again, with a reason. What was published stays readable."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.approval.models import Approval
from thuocdo.web.approval.refusals import DecisionMissing, NotReopenable
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Round, RoundState

REOPENABLE = frozenset({RoundState.COMPUTED, RoundState.APPROVED, RoundState.PUBLISHED})


def reopen_round(*, round: Round, reason: str, actor: Person, at: datetime) -> Round:
    """Back to explanation; an approval that stood is marked as reopened. Raises `NotAllowed`, `NotReopenable`, `DecisionMissing`."""
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=round.pk)
        must_manage(actor, locked.organiser, at)
        if locked.state not in REOPENABLE:
            raise NotReopenable(_("Chỉ mở lại được đợt đã tính kết quả, đã phê duyệt hoặc đã công bố."))
        if not reason.strip():
            raise DecisionMissing(_("Mở lại đợt phải có lý do."))
        before = locked.state
        Approval.objects.filter(round=locked, approved=True, reopened_at__isnull=True).update(reopened_at=at)
        locked.state = RoundState.EXPLAINING
        locked.save(update_fields=["state"])
        record(
            act="reopen_round",
            actor=actor.email,
            at=at,
            subject=f"round:{locked.slug}",
            agency=locked.organiser.code,
            round=locked.slug,
            before={"state": before},
            after={"state": locked.state},
            reason=reason.strip(),
        )
    return locked
