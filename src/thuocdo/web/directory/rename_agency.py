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
from thuocdo.web.agencies.naming import in_force, name_on
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import WrongState
from thuocdo.web.directory.refusals import ChangedLater, NameMissing, NotInForce


class SameName(WrongState):
    """The agency has this name on that day already."""


class NamedLater(ChangedLater):
    """The agency has a name that begins on that day or later, so the new one would not be the last."""


def rename_agency(
    *, agency: Agency, name: str, start: date, organiser: Agency, actor: Person, at: datetime, basis: str = ""
) -> AgencyName:
    """Name an agency anew. Raises `NotAllowed` and what `must_be_renamable` raises."""
    with transaction.atomic():
        must_manage(actor, organiser, at)
        kept = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
        must_be_renamable(kept, name, start)
        before = name_on(kept, start)
        given = give_name(kept, name, start)
        record(
            act="rename_agency",
            actor=actor.email,
            at=at,
            subject=f"agency:{kept.code}",
            agency=kept.code,
            before={"name": before},
            after={"name": given.name, "start": start},
            reason=basis,
        )
    return given


def must_be_renamable(agency: Agency, name: str, start: date) -> None:
    """Raise `NameMissing`, `NotInForce`, `SameName`, `NamedLater` if the agency cannot be called so from that day on."""
    if not normal(name):
        raise NameMissing(_("Thiếu tên đơn vị."))
    if not Agency.objects.filter(in_force(start), pk=agency.pk).exists():
        raise NotInForce(_("Đơn vị không tồn tại vào ngày này."))
    if normal(name) == name_on(agency, start):
        raise SameName(_("Đơn vị đã mang tên này."))
    if agency.names.filter(start__gte=start).exists():
        raise NamedLater(_("Đơn vị đã có một tên bắt đầu từ ngày này hoặc sau đó."))
