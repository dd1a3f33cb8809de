"""Take an invitation back: its link stops working."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thuocdo.web.accounts.invitation_link import must_wait
from thuocdo.web.accounts.models import Invitation, Person
from thuocdo.web.accounts.staffing import must_staff
from thuocdo.web.audit.record import record


def withdraw_invitation(*, invitation: Invitation, actor: Person, at: datetime) -> None:
    """Take it back, expired or not. Raises `NotAllowed`, `LinkUsed`, `LinkWithdrawn`."""
    with transaction.atomic():
        locked = Invitation.objects.select_for_update(of=("self",)).select_related("agency").get(pk=invitation.pk)
        must_staff(actor, locked.agency, locked.role, at)
        must_wait(locked)
        locked.withdrawn_at = at
        locked.save(update_fields=["withdrawn_at"])
        record(
            act="withdraw_invitation",
            actor=actor.email,
            at=at,
            subject=f"person:{locked.email}",
            agency=locked.agency.code,
            before={"role": locked.role, "expires": locked.expires},
        )
