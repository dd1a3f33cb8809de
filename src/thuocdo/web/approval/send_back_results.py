"""Send results back to the organiser, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.approval.models import Approval
from thuocdo.web.approval.refusals import DecisionMissing
from thuocdo.web.approval.waiting import waiting_for
from thuocdo.web.approval.who import why_not_approve
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Round, RoundState


def send_back_results(*, round: Round, digest: str, reason: str, actor: Person, at: datetime) -> Approval:
    """Not approved: the round is back with the organiser, in explanation. Raises `NotAllowed`, `TookPart`, `NotWaiting`, `DecisionMissing`."""
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=round.pk)
        if (refusal := why_not_approve(Holding.at(actor, at), locked)) is not None:
            raise refusal
        asked = waiting_for(locked, digest)
        if not reason.strip():
            raise DecisionMissing(_("Trả lại kết quả phải có lý do."))
        asked.approved, asked.reason = False, reason.strip()
        asked.decided_at, asked.decided_by = at, actor
        asked.save()
        locked.state = RoundState.EXPLAINING
        locked.save(update_fields=["state"])
        record(
            act="send_back_results",
            actor=actor.email,
            at=at,
            subject=f"approval:{locked.slug}/{asked.number}",
            agency=locked.organiser.code,
            round=locked.slug,
            before={"state": RoundState.WITH_APPROVER.value},
            after={"state": locked.state},
            reason=asked.reason,
        )
    return asked
