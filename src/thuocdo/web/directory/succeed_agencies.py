"""Merge, split or take over agencies: from a day on, some are carried on by others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.enter import Newcomer, end_agency, new_agencies
from thuocdo.web.agencies.models import Agency, AgencyKind, AgencyName, BlockMember, Succession
from thuocdo.web.agencies.naming import in_force
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import Refused, WrongState
from thuocdo.web.directory.refusals import ChangedLater, CodeTaken, NotInForce

LONGEST_SUBJECT = 200


class NobodySucceeds(Refused):
    """There must be predecessors and successors, and at least two agencies altogether that are not the same."""

    status = 422


class LinkedAlready(WrongState):
    """One of the successors carries one of the predecessors on already."""


def succeed_agencies(
    *,
    predecessors: Sequence[Agency],
    successors: Sequence[Agency | Newcomer],
    day: date,
    basis: str,
    organiser: Agency,
    actor: Person,
    at: datetime,
) -> list[Succession]:
    """Link every predecessor to every successor from `day` on; a predecessor that is no successor itself ends the day before.

    A successor that does not exist yet begins on `day`. One successor of several is a merger, several successors of one a split.
    Raises `NotAllowed` and what `must_succeed` raises.
    """
    with transaction.atomic():
        must_manage(actor, organiser, at)
        list(
            Agency.objects.select_for_update(of=("self",))
            .filter(pk__in=[old.pk for old in predecessors])
            .order_by("pk")
        )
        must_succeed(predecessors, successors, day)
        after = [*_existing(successors), *new_agencies(_new(successors))]
        made = _link(predecessors, after, day, basis)
        record(
            act="succeed_agencies",
            actor=actor.email,
            at=at,
            subject=_subject([new.code for new in after]),
            agency=organiser.code,
            before={"predecessors": [old.code for old in predecessors]},
            after={
                "successors": [new.code for new in after],
                "new": {each.code: each.name for each in _new(successors)},
                "day": day,
                "basis": basis,
            },
        )
    return made


def must_succeed(predecessors: Sequence[Agency], successors: Sequence[Agency | Newcomer], day: date) -> None:
    """Raise `NobodySucceeds`, `NotInForce`, `ChangedLater`, `CodeTaken`, `LinkedAlready` if this cannot happen on that day."""
    there = {each.pk for each in _existing(successors)}
    if not predecessors or not (_new(successors) or any(old.pk != new for old in predecessors for new in there)):
        raise NobodySucceeds(_("Cần ít nhất một đơn vị trước và một đơn vị sau khác nhau."))
    _refuse_gone(predecessors, day - timedelta(days=1))
    _refuse_gone(_existing(successors), day)
    _refuse_changed_later([old for old in predecessors if old.pk not in there], day)
    taken = sorted(
        Agency.objects.filter(code__in=[each.code for each in _new(successors)]).values_list("code", flat=True)
    )
    if taken:
        raise CodeTaken(_("Mã đã được dùng cho đơn vị khác: %(codes)s.") % {"codes": ", ".join(taken)})
    linked = Q(predecessor__in=predecessors, successor__in=there)
    if Succession.objects.filter(linked).exists():
        raise LinkedAlready(_("Việc kế tục giữa các đơn vị này đã được ghi."))


def _link(predecessors: Sequence[Agency], after: Sequence[Agency], day: date, basis: str) -> list[Succession]:
    kept = {new.pk for new in after}
    for old in predecessors:
        if old.pk not in kept:
            end_agency(old, day - timedelta(days=1))
    pairs = [(old, new) for old in predecessors for new in after if old.pk != new.pk]
    return Succession.objects.bulk_create(
        [Succession(predecessor=old, successor=new, day=day, basis=basis) for old, new in pairs]
    )


def _existing(successors: Iterable[Agency | Newcomer]) -> list[Agency]:
    return [each for each in successors if isinstance(each, Agency)]


def _new(successors: Iterable[Agency | Newcomer]) -> list[Newcomer]:
    return [each for each in successors if isinstance(each, Newcomer)]


def _subject(codes: Sequence[str]) -> str:
    """The codes, or how many there are where they would not fit."""
    named = "agencies:" + ",".join(codes)
    return named if len(named) <= LONGEST_SUBJECT else f"agencies:{len(codes)}"


def _refuse_gone(agencies: Sequence[Agency], day: date) -> None:
    there = set(
        Agency.objects.filter(in_force(day), pk__in=[each.pk for each in agencies]).values_list("pk", flat=True)
    )
    gone = [each.code for each in agencies if each.pk not in there]
    if gone:
        raise NotInForce(_("Không còn là đơn vị đang hoạt động: %(codes)s.") % {"codes": ", ".join(gone)})


def _refuse_changed_later(ending: Sequence[Agency], day: date) -> None:
    """An agency that ends has no name, kind or block that begins later."""
    later = Q(agency__in=ending, start__gte=day)
    found = {
        code
        for rows in (AgencyName, AgencyKind, BlockMember)
        for code in rows.objects.filter(later).values_list("agency__code", flat=True)
    }
    if found:
        raise ChangedLater(
            _("Đã ghi tên, loại hoặc khối bắt đầu từ ngày này hoặc sau đó cho: %(codes)s.")
            % {"codes": ", ".join(sorted(found))}
        )
