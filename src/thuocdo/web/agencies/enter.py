"""Rows of agencies: how one comes to be, gets a name, a kind, a block. Used by the acts on agencies, never by pages."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from thuocdo.vietnamese.names import normal, search_key, sort_key
from thuocdo.web.agencies.models import Agency, AgencyKind, AgencyName, Block, BlockMember
from thuocdo.web.agencies.naming import in_force


def new_agency(*, code: str, name: str, kind: str, block: Block | None, start: date | None) -> Agency:
    """An agency with its first name, kind and block, all from one day on (None: from the beginning)."""
    agency = Agency.objects.create(code=code, start=start)
    give_name(agency, name, start)
    if kind:
        AgencyKind.objects.create(agency=agency, kind=kind, start=start)
    if block is not None:
        BlockMember.objects.create(agency=agency, block=block, start=start)
    return agency


def give_name(agency: Agency, name: str, start: date | None) -> AgencyName:
    """A name from a day on; the one before ends the day before."""
    kept = normal(name)
    if start is not None:
        _end(AgencyName.objects.filter(in_force(start), agency=agency), start)
    return AgencyName.objects.create(
        agency=agency, name=kept, sort_key=sort_key(kept), search_key=search_key(kept), start=start
    )


def give_kind(agency: Agency, kind: str, start: date) -> AgencyKind:
    """A kind from a day on; the one before ends the day before."""
    _end(AgencyKind.objects.filter(in_force(start), agency=agency), start)
    return AgencyKind.objects.create(agency=agency, kind=kind, start=start)


def give_block(agency: Agency, block: Block, start: date) -> BlockMember:
    """A block from a day on; the one before ends the day before."""
    _end(BlockMember.objects.filter(in_force(start), agency=agency), start)
    return BlockMember.objects.create(agency=agency, block=block, start=start)


def end_agency(agency: Agency, last: date) -> None:
    """The agency exists until a day; so do its name, kind and block."""
    for rows in (AgencyName, AgencyKind, BlockMember):
        rows.objects.filter(in_force(last), agency=agency).update(until=last)
    Agency.objects.filter(pk=agency.pk).update(until=last)


def _end(rows: QuerySet[AgencyName] | QuerySet[AgencyKind] | QuerySet[BlockMember], start: date) -> None:
    rows.update(until=start - timedelta(days=1))
