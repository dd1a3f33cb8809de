"""What opening a round will do: who takes part, whom the set is not for, who has nobody to fill the form in, what nobody verifies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone

from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.agencies.kinds import kind_words
from thuocdo.web.agencies.naming import AgencyOfTheDay
from thuocdo.web.rounds.assigned import coverage_of
from thuocdo.web.rounds.coverage_table import block_coverages
from thuocdo.web.rounds.models import Round, RoundBlock
from thuocdo.web.rounds.taking_part import taking_part
from thuocdo.web.sets.loaded import criteria_set_of

FEW_WRONG: Final = 20


@dataclass(frozen=True, slots=True)
class WrongKind:
    """An agency that the set of its block is not for."""

    agency: AgencyOfTheDay
    kind: str


@dataclass(frozen=True, slots=True)
class BlockPreview:
    """One block as it will be."""

    of: RoundBlock
    agencies: int
    kinds: tuple[tuple[str, int], ...]
    meant_for: tuple[str, ...]
    wrong: tuple[WrongKind, ...]
    criteria: int
    uncovered: int


@dataclass(frozen=True, slots=True)
class OpeningPreview:
    """The whole round as it will be."""

    blocks: tuple[BlockPreview, ...]
    agencies: tuple[AgencyOfTheDay, ...]
    without_people: tuple[AgencyOfTheDay, ...]

    @property
    def uncovered(self) -> int:
        """How many criteria some agency has nobody for."""
        return sum(block.uncovered for block in self.blocks)

    @property
    def wrong(self) -> tuple[WrongKind, ...]:
        """The agencies of the round that the set of their block is not for."""
        return tuple(one for block in self.blocks for one in block.wrong)

    @property
    def ready(self) -> bool:
        """Whether the round can be opened from its page: agencies whom their set is not for are few, and not all of them."""
        return len(self.wrong) < len(self.agencies) and len(self.wrong) <= FEW_WRONG


def opening_preview(round: Round, at: datetime) -> OpeningPreview:
    """By queries that do not grow with the number of agencies."""
    coverage = coverage_of(round, at)
    agencies = tuple(taking_part(round, at, coverage.blocks))
    staffed = set(
        Role.objects.on(timezone.localdate(at))
        .filter(role__in=(RoleName.OFFICER, RoleName.HEAD), person__is_active=True)
        .values_list("agency_id", flat=True)
    )
    of_block: dict[int | None, list[AgencyOfTheDay]] = {}
    for each in agencies:
        of_block.setdefault(each.block_id, []).append(each)
    blocks = tuple(
        _block(one.of, of_block.get(one.of.block_id, ()), one.criteria, one.uncovered)
        for one in block_coverages(coverage.blocks, coverage, agencies)
    )
    return OpeningPreview(blocks, agencies, tuple(each for each in agencies if each.id not in staffed))


def _block(of: RoundBlock, agencies: Iterable[AgencyOfTheDay], criteria: int, uncovered: int) -> BlockPreview:
    here = list(agencies)
    meant = criteria_set_of(of.set_version).kinds
    wrong = tuple(WrongKind(each, kind_words(each.kind)) for each in here if meant and each.kind not in meant)
    kinds = Counter(each.kind for each in here)
    told = tuple((kind_words(kind), count) for kind, count in kinds.most_common() if kind)
    return BlockPreview(of, len(here), told, tuple(kind_words(kind) for kind in meant), wrong, criteria, uncovered)
