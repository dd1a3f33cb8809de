"""Give an agency a new name from a day on; results of earlier days keep the name of their time."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.vietnamese.names import normal
from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.enter import give_name
from thuocdo.web.agencies.models import Agency, AgencyName
from thuocdo.web.agencies.naming import name_on
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import WrongState


class SameName(WrongState):
    """The agency has this name on that day already."""


class NamedLater(WrongState):
    """The agency has a name that begins on that day or later, so the new one would not be the last."""


def rename_agency(
    *, agency: Agency, name: str, start: date, organiser: Agency, actor: Person, at: datetime
) -> AgencyName:
    """Name an agency anew. Raises `NotAllowed`, `SameName`, `NamedLater`."""
    with transaction.atomic():
        must_manage(actor, organiser, at)
        before = name_on(agency, start)
        if normal(name) == before:
            raise SameName(_("Đơn vị đã mang tên này."))
        if agency.names.filter(start__gte=start).exists():
            raise NamedLater(_("Đơn vị đã có một tên bắt đầu từ ngày này hoặc sau đó."))
        given = give_name(agency, name, start)
        record(
            act="rename_agency",
            actor=actor.email,
            at=at,
            subject=f"agency:{agency.code}",
            agency=agency.code,
            before={"name": before},
            after={"name": given.name, "start": start},
        )
    return given
