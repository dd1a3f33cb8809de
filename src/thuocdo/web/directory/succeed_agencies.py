"""Merge, split or take over agencies: from a day on, some are carried on by others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.enter import end_agency
from thuocdo.web.agencies.models import Agency, Succession
from thuocdo.web.agencies.naming import in_force
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.directory.refusals import NotInForce


class NobodySucceeds(Refused):
    """There must be predecessors and successors, and at least two agencies altogether that are not the same."""

    status = 422


def succeed_agencies(
    *,
    predecessors: Sequence[Agency],
    successors: Sequence[Agency],
    day: date,
    basis: str,
    organiser: Agency,
    actor: Person,
    at: datetime,
) -> list[Succession]:
    """Link every predecessor to every successor from `day` on; a predecessor that is no successor itself ends the day before.

    One successor of several is a merger, several successors of one a split. Raises `NotAllowed`, `NobodySucceeds`, `NotInForce`.
    """
    with transaction.atomic():
        must_manage(actor, organiser, at)
        pairs = [(old, new) for old in predecessors for new in successors if old.pk != new.pk]
        if not pairs:
            raise NobodySucceeds(_("Cần ít nhất một đơn vị trước và một đơn vị sau khác nhau."))
        _refuse_gone(predecessors, day)
        kept = {new.pk for new in successors}
        for old in predecessors:
            if old.pk not in kept:
                end_agency(old, day - timedelta(days=1))
        made = [Succession(predecessor=old, successor=new, day=day, basis=basis) for old, new in pairs]
        Succession.objects.bulk_create(made)
        record(
            act="succeed_agencies",
            actor=actor.email,
            at=at,
            subject="agencies:" + ",".join(new.code for new in successors),
            agency=organiser.code,
            before={"predecessors": [old.code for old in predecessors]},
            after={"successors": [new.code for new in successors], "day": day, "basis": basis},
        )
    return made


def _refuse_gone(predecessors: Iterable[Agency], day: date) -> None:
    there = set(
        Agency.objects.filter(in_force(day - timedelta(days=1)), pk__in=[old.pk for old in predecessors]).values_list(
            "pk", flat=True
        )
    )
    gone = [old.code for old in predecessors if old.pk not in there]
    if gone:
        raise NotInForce(_("Không còn là đơn vị đang hoạt động: %(codes)s.") % {"codes": ", ".join(gone)})
