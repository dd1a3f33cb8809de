"""Rows of agencies: how one comes to be, gets a name, a kind, a block. Used by the acts on agencies, never by pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from thuocdo.vietnamese.names import normal, search_key, sort_key
from thuocdo.web.agencies.models import Agency, AgencyKind, AgencyName, Block, BlockMember
from thuocdo.web.agencies.naming import in_force


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An agency to be, with its first name, kind and block, all from one day on (None: from the beginning)."""

    code: str
    name: str
    kind: str
    block: Block | None
    start: date | None


def new_agencies(newcomers: Sequence[Newcomer]) -> list[Agency]:
    """Many agencies by four statements."""
    made = Agency.objects.bulk_create([Agency(code=each.code, start=each.start) for each in newcomers])
    pairs = list(zip(made, newcomers, strict=True))
    AgencyName.objects.bulk_create([_name(agency, each.name, each.start) for agency, each in pairs])
    AgencyKind.objects.bulk_create(
        [AgencyKind(agency=agency, kind=each.kind, start=each.start) for agency, each in pairs if each.kind]
    )
    BlockMember.objects.bulk_create(
        [
            BlockMember(agency=agency, block=each.block, start=each.start)
            for agency, each in pairs
            if each.block is not None
        ]
    )
    return made


def new_agency(*, code: str, name: str, kind: str, block: Block | None, start: date | None) -> Agency:
    """One agency with its first name, kind and block."""
    return new_agencies([Newcomer(code, name, kind, block, start)])[0]


def give_name(agency: Agency, name: str, start: date | None) -> AgencyName:
    """A name from a day on; the one before ends the day before."""
    if start is not None:
        _end(AgencyName.objects.filter(in_force(start), agency=agency), start)
    given = _name(agency, name, start)
    given.save()
    return given


def give_kind(agency: Agency, kind: str, start: date) -> None:
    """A kind from a day on, or none; the one before ends the day before."""
    _end(AgencyKind.objects.filter(in_force(start), agency=agency), start)
    if kind:
        AgencyKind.objects.create(agency=agency, kind=kind, start=start)


def give_block(agency: Agency, block: Block | None, start: date) -> None:
    """A block from a day on, or none; the one before ends the day before."""
    _end(BlockMember.objects.filter(in_force(start), agency=agency), start)
    if block is not None:
        BlockMember.objects.create(agency=agency, block=block, start=start)


def end_agency(agency: Agency, last: date) -> None:
    """The agency exists until a day; so do its name, kind and block."""
    for rows in (AgencyName, AgencyKind, BlockMember):
        rows.objects.filter(in_force(last), agency=agency).update(until=last)
    Agency.objects.filter(pk=agency.pk).update(until=last)


def _name(agency: Agency, name: str, start: date | None) -> AgencyName:
    kept = normal(name)
    return AgencyName(agency=agency, name=kept, sort_key=sort_key(kept), search_key=search_key(kept), start=start)


def _end(rows: QuerySet[AgencyName] | QuerySet[AgencyKind] | QuerySet[BlockMember], start: date) -> None:
    rows.update(until=start - timedelta(days=1))
