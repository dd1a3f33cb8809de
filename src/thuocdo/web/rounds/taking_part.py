"""The agencies of a round: those of its blocks while it is prepared, those with a submission once it is open.

places_of(round, at)              which they are, by block and kind: rows only, for pages that count
names_of(round, at, ids)          what some of them are called
taking_part(round, at)            all of them with everything, for finding what somebody typed
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from thuocdo.web.agencies.models import AgencyKind, AgencyName, BlockMember
from thuocdo.web.agencies.naming import AgencyOfTheDay, agencies_on, in_force
from thuocdo.web.rounds.models import Round, RoundBlock, RoundState, Submission

ByKind = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Places:
    """The rows of agencies by block, and in it by kind."""

    by_block: Mapping[int, ByKind]

    @property
    def agencies(self) -> int:
        """How many there are."""
        return sum(len(there) for kinds in self.by_block.values() for there in kinds.values())

    def in_block(self, block: int) -> ByKind:
        """Those of one block by kind."""
        return self.by_block.get(block, {})

    def of(self, block: int | None = None) -> frozenset[int]:
        """Those of one block, or of all."""
        blocks = self.by_block.values() if block is None else (self.in_block(block),)
        return frozenset[int]().union(*(there for kinds in blocks for there in kinds.values()))


class Named(NamedTuple):
    """What an agency is called."""

    id: int
    code: str
    name: str


def opening_day(round: Round, at: datetime) -> date:
    """The day whose agencies take part: a round of the past has those of its own opening."""
    return timezone.localdate(min(round.opens, at))


def places_of(round: Round, at: datetime, blocks: Iterable[RoundBlock] | None = None) -> Places:
    """Who takes part, by two queries at most; `blocks` are the round's, where loaded already."""
    found: dict[int, dict[str, set[int]]] = {}
    for block, kind, agency in _prepared(round, at, blocks) if _is_prepared(round) else _open(round):
        found.setdefault(block, {}).setdefault(kind, set()).add(agency)
    kept = {block: {kind: frozenset(there) for kind, there in kinds.items()} for block, kinds in found.items()}
    return Places(kept)


def names_of(round: Round, at: datetime, ids: Collection[int]) -> list[Named]:
    """What agencies of a round are called, in Vietnamese order; one query, none for nobody."""
    if not ids:
        return []
    if _is_prepared(round):
        rows: Any = AgencyName.objects.filter(in_force(opening_day(round, at)), agency__in=ids)
    else:
        rows = Submission.objects.filter(round=round, agency__in=ids)
    ordered = rows.order_by("sort_key", "agency__code").values_list("agency_id", "agency__code", "name")
    return list(map(Named._make, ordered))


def taking_part(round: Round, at: datetime, blocks: Iterable[RoundBlock] | None = None) -> list[AgencyOfTheDay]:
    """Agencies in Vietnamese order, by queries that do not grow with their number; `blocks` are the round's, where loaded already."""
    if _is_prepared(round):
        return agencies_on(opening_day(round, at), block_ids=_ids(round, blocks))
    rows = Submission.objects.filter(round=round, not_evaluated="").order_by("sort_key", "agency__code")
    fields = ("agency_id", "agency__code", "name", "sort_key", "search_key", "kind", "block_id")
    return list(map(AgencyOfTheDay._make, rows.values_list(*fields)))


def _is_prepared(round: Round) -> bool:
    return round.state == RoundState.PREPARED


def _ids(round: Round, blocks: Iterable[RoundBlock] | None) -> tuple[int, ...]:
    return tuple(of.block_id for of in (round.blocks.all() if blocks is None else blocks))


def _prepared(round: Round, at: datetime, blocks: Iterable[RoundBlock] | None) -> list[tuple[int, str, int]]:
    """Block, kind and agency of those that exist on the day of the opening."""
    day = opening_day(round, at)
    members = BlockMember.objects.filter(in_force(day), in_force(day, "agency__"), block__in=_ids(round, blocks))
    kinds = dict(AgencyKind.objects.filter(in_force(day)).values_list("agency_id", "kind"))
    return [(block, kinds.get(agency, ""), agency) for block, agency in members.values_list("block_id", "agency_id")]


def _open(round: Round) -> Iterable[tuple[int, str, int]]:
    return Submission.objects.filter(round=round, not_evaluated="").values_list("block_id", "kind", "agency_id")
