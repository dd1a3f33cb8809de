"""Give a person a role in an agency."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person, Role, RoleName
from thuocdo.web.agencies.models import Agency
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import WrongState


class AlreadyHeld(WrongState):
    """The person has this role in this agency already."""


def grant_role(
    *, person: Person, agency: Agency, role: RoleName, start: date, organiser: Agency, actor: Person, at: datetime
) -> Role:
    """Give `person` the role in `agency` from a day on. Raises `NotAllowed`, `AlreadyHeld`."""
    with transaction.atomic():
        must_manage(actor, organiser, at)
        if Role.objects.filter(person=person, agency=agency, role=role, until__isnull=True).exists():
            raise AlreadyHeld(_("Người này đang giữ vai trò đó ở đơn vị rồi."))
        granted = Role.objects.create(person=person, agency=agency, role=role, start=start)
        record(
            act="grant_role",
            actor=actor.email,
            at=at,
            subject=f"person:{person.email}",
            agency=agency.code,
            after={"role": role.value, "start": start},
        )
    return granted
