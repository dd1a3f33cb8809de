"""Close self-assessment: from here on the round is verified."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import WrongState
from thuocdo.web.rounds.models import Round, RoundState
from thuocdo.web.rounds.refusals import NotOpen


class BeforeDeadline(WrongState):
    """Agencies may still submit: a round is not closed before its deadline."""


def close_round(*, round: Round, actor: Person, at: datetime) -> Round:
    """Move an open round past its deadline on to verification. Raises `NotAllowed`, `NotOpen`, `BeforeDeadline`."""
    with transaction.atomic():
        locked = Round.objects.select_for_update().get(pk=round.pk)
        must_manage(actor, locked.organiser, at)
        if locked.state != RoundState.OPEN:
            raise NotOpen(_("Chỉ khép được đợt đang mở."))
        if at < locked.submit_before:
            raise BeforeDeadline(_("Chưa đến hạn nộp nên chưa khép được đợt."))
        locked.state = RoundState.VERIFYING
        locked.save(update_fields=["state"])
        record(
            act="close_round",
            actor=actor.email,
            at=at,
            subject=f"round:{locked.slug}",
            agency=locked.organiser.code,
            round=locked.slug,
            before={"state": RoundState.OPEN.value},
            after={"state": RoundState.VERIFYING.value},
        )
    return locked
