"""Enter the agencies of a table that are not there yet; those that are stay as they are."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.enter import new_agency
from thuocdo.web.agencies.models import Agency
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.directory.roster import Roster


class BadRoster(Refused):
    """The table has cells that cannot be used; `roster` tells which."""

    status = 422

    def __init__(self, roster: Roster) -> None:
        super().__init__(_("Bảng có ô không dùng được nên chưa nhập."))
        self.roster = roster


def import_agencies(*, roster: Roster, origin: str, organiser: Agency, actor: Person, at: datetime) -> int:
    """Enter the new agencies of a roster without faults; return how many. Raises `NotAllowed`, `BadRoster`."""
    with transaction.atomic():
        must_manage(actor, organiser, at)
        if roster.bad:
            raise BadRoster(roster)
        entered = [entry for entry in roster.entries if entry.new]
        for entry in entered:
            new_agency(code=entry.code, name=entry.name, kind=entry.kind, block=entry.block, start=entry.start)
        record(
            act="import_agencies",
            actor=actor.email,
            at=at,
            subject=f"agencies:{len(entered)}",
            agency=organiser.code,
            after={"origin": origin, "codes": [entry.code for entry in entered]},
        )
    return len(entered)
