"""Enter the agencies of a table that are not there yet, and write down what it changes about those that are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.enter import Newcomer, give_block, give_kind, give_name, new_agencies
from thuocdo.web.agencies.models import Agency
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import Refused, WrongState
from thuocdo.web.directory.known import BLOCK, KIND, NAME
from thuocdo.web.directory.refusals import CodeTaken
from thuocdo.web.directory.roster import Entry, Roster


class BadRoster(Refused):
    """The table has cells that cannot be used; `roster` tells which."""

    status = 422

    def __init__(self, roster: Roster) -> None:
        super().__init__(_("Bảng có ô không dùng được nên chưa nhập."))
        self.roster = roster


class NothingToImport(WrongState):
    """Every agency of the table is there, just as the table says."""


def import_agencies(*, roster: Roster, origin: str, organiser: Agency, actor: Person, at: datetime) -> int:
    """Enter and change what a roster without faults says; return how many agencies are new.

    Raises `NotAllowed`, `BadRoster`, `NothingToImport`, `CodeTaken`.
    """
    with transaction.atomic():
        must_manage(actor, organiser, at)
        if roster.bad:
            raise BadRoster(roster)
        entered, changed = roster.of("new"), roster.of("changed")
        if not entered and not changed:
            raise NothingToImport(_("Mọi đơn vị trong bảng đều đã có, đúng như bảng ghi."))
        _enter(entered)
        _change(changed)
        record(
            act="import_agencies",
            actor=actor.email,
            at=at,
            subject=f"agencies:{len(entered) + len(changed)}",
            agency=organiser.code,
            before={"changed": {entry.code: {each.what: each.before for each in entry.changes} for entry in changed}},
            after={
                "origin": origin,
                "codes": [entry.code for entry in entered],
                "changed": {
                    entry.code: {each.what: each.to for each in entry.changes} | {"start": entry.start}
                    for entry in changed
                },
            },
        )
    return len(entered)


def _enter(entered: Sequence[Entry]) -> None:
    taken = Agency.objects.filter(code__in=[entry.code for entry in entered]).values_list("code", flat=True)
    if codes := sorted(taken):
        raise CodeTaken(_("Mã đã được dùng cho đơn vị khác: %(codes)s.") % {"codes": ", ".join(codes)})
    new_agencies([Newcomer(each.code, each.name, each.kind, each.block, each.start) for each in entered])


def _change(changed: Sequence[Entry]) -> None:
    codes = [entry.code for entry in changed]
    locked = Agency.objects.select_for_update(of=("self",)).filter(code__in=codes).order_by("pk")
    agencies = {agency.code: agency for agency in locked}
    for entry in changed:
        if entry.start is None:
            continue
        agency, which = agencies[entry.code], {each.what for each in entry.changes}
        if NAME in which:
            give_name(agency, entry.name, entry.start)
        if KIND in which:
            give_kind(agency, entry.kind, entry.start)
        if BLOCK in which:
            give_block(agency, entry.block, entry.start)
