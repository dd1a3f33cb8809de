"""Names of agencies on a day, and the day's list of agencies, by queries that do not grow with their number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from django.db.models import F, Q

from thuocdo.web.agencies.models import Agency, AgencyKind, AgencyName, BlockMember


class AgencyOfTheDay(NamedTuple):
    """An agency as it was on a day; `kind` and `block` may not be known. A tuple: a page of a round makes thousands of them."""

    id: int
    code: str
    name: str
    sort_key: str
    search_key: str
    kind: str
    block_id: int | None


@dataclass(frozen=True, slots=True)
class NamesOfTheTime:
    """Every name of some agencies, loaded by one query, by agency and from the oldest on."""

    names: dict[int, list[AgencyName]]

    @classmethod
    def of(cls, agencies: Iterable[int]) -> NamesOfTheTime:
        """Load them."""
        found: dict[int, list[AgencyName]] = {}
        rows = AgencyName.objects.filter(agency_id__in=set(agencies))
        for name in rows.order_by(F("start").asc(nulls_first=True)):
            found.setdefault(name.agency_id, []).append(name)
        return cls(found)

    def on(self, agency_id: int, day: date) -> str | None:
        """What an agency was called on a day; before it began its first name, after it ended its last."""
        names = self.names.get(agency_id, [])
        begun = [each.name for each in names if each.start is None or each.start <= day]
        return begun[-1] if begun else names[0].name if names else None


def in_force(day: date, of: str = "") -> Q:
    """The condition that a dated row holds on a day; `of` leads to it from the rows that are asked for."""
    begun = Q((f"{of}start__isnull", True)) | Q((f"{of}start__lte", day))
    return begun & (Q((f"{of}until__isnull", True)) | Q((f"{of}until__gte", day)))


def agencies_on(day: date, *, block_ids: tuple[int, ...] | None = None) -> list[AgencyOfTheDay]:
    """The agencies that exist on a day, in Vietnamese order; of some blocks, if given. Four queries."""
    agencies = Agency.objects.filter(in_force(day))
    if block_ids is not None:
        members = BlockMember.objects.filter(in_force(day), block_id__in=block_ids)
        agencies = agencies.filter(pk__in=members.values("agency_id"))
    codes = dict(agencies.values_list("pk", "code"))
    names = AgencyName.objects.filter(in_force(day)).order_by("start")
    rows = names.values_list("agency_id", "name", "sort_key", "search_key")
    named = {id: (name, sort_key, search_key) for id, name, sort_key, search_key in rows}
    kinds = dict(AgencyKind.objects.filter(in_force(day)).values_list("agency_id", "kind"))
    blocks = dict(BlockMember.objects.filter(in_force(day)).values_list("agency_id", "block_id"))
    found = [
        AgencyOfTheDay(id, code, *named.get(id, (code, code, code)), kinds.get(id, ""), blocks.get(id))
        for id, code in codes.items()
    ]
    return sorted(found, key=attrgetter("sort_key", "code"))


def name_on(agency: Agency, day: date) -> str:
    """What one agency was called on a day: its last name if it has ended, its first if it is to come, else its code."""
    return NamesOfTheTime.of([agency.pk]).on(agency.pk, day) or agency.code
