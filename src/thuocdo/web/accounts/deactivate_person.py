"""Stop an account: nobody signs in with it any more, and its sessions end now. Its acts and roles stay on record."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.web.accounts.models import Person, Role, RoleName
from thuocdo.web.accounts.refusals import AlreadySo
from thuocdo.web.accounts.remaining import must_leave_a_manager
from thuocdo.web.accounts.staffing import must_decide_on
from thuocdo.web.audit.record import record


def deactivate_person(*, person: Person, reason: str, actor: Person, at: datetime) -> None:
    """Stop the account. Raises `NotAllowed`, `AlreadySo`, `LastManager`."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        must_decide_on(actor, locked, at)
        if not locked.is_active:
            raise AlreadySo(_("Tài khoản này đã ngừng rồi."))
        today = timezone.localdate(at)
        for role in Role.objects.on(today).filter(person=locked, role=RoleName.MANAGER):
            must_leave_a_manager(role, today)
        locked.is_active = False
        locked.save(update_fields=["is_active"])
        for session in UserSession.objects.filter(user=locked):
            session.end()
        record(
            act="deactivate_person",
            actor=actor.email,
            at=at,
            subject=f"person:{locked.email}",
            before={"active": True},
            after={"active": False},
            reason=reason.strip(),
        )
