"""Put the computed results before the approver (tờ trình): exactly those, by their digests."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.approval.models import Approval
from thuocdo.web.approval.waiting import results_to_submit
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Round, RoundState


def submit_for_approval(*, round: Round, digest: str, note: str, actor: Person, at: datetime) -> Approval:
    """Ask for approval of the newest results, if they are what the person saw (`digest`). Raises `NotAllowed`, `NotComputed`."""
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=round.pk)
        must_manage(actor, locked.organiser, at)
        results = results_to_submit(locked, digest)
        last = Approval.objects.filter(round=locked).aggregate(last=Max("number"))["last"] or 0
        asked = Approval.objects.create(
            round=locked,
            number=last + 1,
            digest=digest,
            note=note.strip(),
            asked_at=at,
            asked_by=actor,
        )
        asked.results.set(results)
        locked.state = RoundState.WITH_APPROVER
        locked.save(update_fields=["state"])
        record(
            act="submit_for_approval",
            actor=actor.email,
            at=at,
            subject=f"approval:{locked.slug}/{asked.number}",
            agency=locked.organiser.code,
            round=locked.slug,
            before={"state": RoundState.COMPUTED.value},
            after={"state": locked.state, "digest": asked.digest, "note": asked.note},
        )
    return asked
