"""Change how a person is called."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.vietnamese.names import normal
from thuocdo.web.accounts.models import Person
from thuocdo.web.accounts.refusals import AlreadySo, NameMissing
from thuocdo.web.accounts.staffing import must_decide_on
from thuocdo.web.audit.record import record


def rename_person(*, person: Person, name: str, actor: Person, at: datetime) -> None:
    """One's own name, or by a manager who may decide on the account. Raises `NotAllowed`, `NameMissing`, `AlreadySo`."""
    with transaction.atomic():
        locked = Person.objects.select_for_update().get(pk=person.pk)
        if actor.pk != locked.pk or not actor.is_active:
            must_decide_on(actor, locked, at)
        if not normal(name):
            raise NameMissing(_("Hãy ghi họ và tên."))
        before = locked.name
        if normal(name) == before:
            raise AlreadySo(_("Tên này đang dùng rồi."))
        locked.call(name)
        locked.save(update_fields=["name", "sort_key", "search_key"])
        record(
            act="rename_person",
            actor=actor.email,
            at=at,
            subject=f"person:{locked.email}",
            before={"name": before},
            after={"name": locked.name},
        )
