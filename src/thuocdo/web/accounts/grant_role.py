"""Give a person a role in an agency."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from thuocdo.web.accounts.models import Person, Role, RoleName
from thuocdo.web.accounts.refusals import AgencyNotThere, AlreadyHeld
from thuocdo.web.accounts.staffing import must_staff
from thuocdo.web.agencies.models import Agency
from thuocdo.web.agencies.naming import in_force
from thuocdo.web.audit.record import record


def grant_role(*, person: Person, agency: Agency, role: RoleName, start: date, actor: Person, at: datetime) -> Role:
    """Give `person` the role in `agency` from a day on. Raises `NotAllowed`, `AgencyNotThere`, `AlreadyHeld`."""
    with transaction.atomic():
        must_staff(actor, agency, role, at)
        if not Agency.objects.filter(in_force(start), pk=agency.pk).exists():
            raise AgencyNotThere(_("Đơn vị này không tồn tại vào ngày đó."))
        Person.objects.select_for_update().get(pk=person.pk)
        held = Role.objects.filter(person=person, agency=agency, role=role)
        if held.filter(Q(until__isnull=True) | Q(until__gte=start)).exists():
            raise AlreadyHeld(_("Người này đang giữ vai trò đó ở đơn vị rồi."))
        granted = Role.objects.create(person=person, agency=agency, role=role, start=start)
        record(
            act="grant_role",
            actor=actor.email,
            at=at,
            subject=f"person:{person.email}",
            agency=agency.code,
            after={"role": RoleName(role).value, "start": start},
        )
    return granted
