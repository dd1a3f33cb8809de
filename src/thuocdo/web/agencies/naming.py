"""Names of agencies on a day, and the day's list of agencies, by queries that do not grow with their number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from thuocdo.web.agencies.models import Agency, AgencyKind, AgencyName, BlockMember


@dataclass(frozen=True, slots=True)
class AgencyOfTheDay:
    """An agency as it was on a day; `kind` and `block` may not be known."""

    id: int
    code: str
    name: str
    sort_key: str
    search_key: str
    kind: str
    block_id: int | None


def in_force(day: date) -> Q:
    """The condition that a dated row holds on a day."""
    return (Q(start__isnull=True) | Q(start__lte=day)) & (Q(until__isnull=True) | Q(until__gte=day))


def agencies_on(day: date, *, block_ids: tuple[int, ...] | None = None) -> list[AgencyOfTheDay]:
    """The agencies that exist on a day, in Vietnamese order; of some blocks, if given. Four queries."""
    agencies = Agency.objects.filter(in_force(day))
    if block_ids is not None:
        members = BlockMember.objects.filter(in_force(day), block_id__in=block_ids)
        agencies = agencies.filter(pk__in=members.values("agency_id"))
    codes = dict(agencies.values_list("pk", "code"))
    names = AgencyName.objects.filter(in_force(day)).order_by("start")
    named = {n.agency_id: n for n in names if n.agency_id in codes}
    kinds = dict(AgencyKind.objects.filter(in_force(day)).values_list("agency_id", "kind"))
    blocks = dict(BlockMember.objects.filter(in_force(day)).values_list("agency_id", "block_id"))
    found = [
        AgencyOfTheDay(
            id,
            code,
            named[id].name if id in named else code,
            named[id].sort_key if id in named else code,
            named[id].search_key if id in named else code,
            kinds.get(id, ""),
            blocks.get(id),
        )
        for id, code in codes.items()
    ]
    return sorted(found, key=lambda agency: (agency.sort_key, agency.code))


def name_on(agency: Agency, day: date) -> str:
    """What one agency was called on a day; its code if it had no name then."""
    found = AgencyName.objects.filter(in_force(day), agency=agency).order_by("-start").first()
    return found.name if found else agency.code
