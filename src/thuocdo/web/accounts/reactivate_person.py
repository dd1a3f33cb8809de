"""Let an account that was stopped sign in again, with the roles that it still has."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.models import Person
from thuocdo.web.accounts.refusals import AlreadySo
from thuocdo.web.accounts.staffing import must_decide_on
from thuocdo.web.audit.record import record


def reactivate_person(*, person: Person, actor: Person, at: datetime) -> None:
    """Restore the account. Raises `NotAllowed`, `AlreadySo`."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        must_decide_on(actor, locked, at)
        if locked.is_active:
            raise AlreadySo(_("Tài khoản này đang dùng."))
        locked.is_active = True
        locked.save(update_fields=["is_active"])
        record(
            act="reactivate_person",
            actor=actor.email,
            at=at,
            subject=f"person:{locked.email}",
            before={"active": False},
            after={"active": True},
        )
