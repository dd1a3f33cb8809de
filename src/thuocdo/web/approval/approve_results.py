"""Approve the results that wait, by a decision: from here on they are frozen."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.approval.contents import digest_of
from thuocdo.web.approval.models import Approval
from thuocdo.web.approval.refusals import DecisionMissing
from thuocdo.web.approval.waiting import waiting_for
from thuocdo.web.approval.who import why_not_approve
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Round, RoundState


def approve_results(
    *, round: Round, digest: str, decision: str, dated: date | None, actor: Person, at: datetime
) -> Approval:
    """Approve exactly what the person saw (`digest`), with the number and the day of the decision.

    The log's head with this act in it stays with the approval. Raises `NotAllowed`, `TookPart`, `NotWaiting`, `DecisionMissing`.
    """
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=round.pk)
        if (refusal := why_not_approve(Holding.at(actor, at), locked)) is not None:
            raise refusal
        asked = waiting_for(locked, digest)
        if not decision.strip() or dated is None:
            raise DecisionMissing(_("Hãy nhập số và ngày của quyết định phê duyệt."))
        if digest_of(asked.results.all()) != asked.digest:
            message = f"the results of {asked} are not those that were submitted"
            raise RuntimeError(message)
        asked.approved, asked.decision, asked.dated = True, decision.strip(), dated
        asked.decided_at, asked.decided_by = at, actor
        locked.state = RoundState.APPROVED
        locked.save(update_fields=["state"])
        entry = record(
            act="approve_results",
            actor=actor.email,
            at=at,
            subject=f"approval:{locked.slug}/{asked.number}",
            agency=locked.organiser.code,
            round=locked.slug,
            before={"state": RoundState.WITH_APPROVER.value},
            after={"state": locked.state, "digest": asked.digest, "decision": asked.decision, "dated": dated},
        )
        asked.log_number, asked.log_hash = entry.number, entry.hash
        asked.save()
    return asked
