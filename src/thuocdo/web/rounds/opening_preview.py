"""What opening a round will do: who takes part, whom the set is not for, who has nobody to fill the form in, what nobody verifies.

Agencies are counted; called by their names are only those of whom the page says something.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.agencies.kinds import kind_words
from thuocdo.web.rounds.assigned import coverage_of
from thuocdo.web.rounds.coverage_table import BlockCoverage, block_coverages
from thuocdo.web.rounds.models import Round, RoundBlock
from thuocdo.web.rounds.taking_part import ByKind, Named, names_of, places_of
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.ui import written

FEW_WRONG: Final = 20
MOST_OFFERED: Final = 500
FEW_WITHOUT: Final = 60


@dataclass(frozen=True, slots=True)
class WrongKind:
    """An agency that the set of its block is not for."""

    agency: Named
    kind: str


@dataclass(frozen=True, slots=True)
class Version:
    """The set of a block, and where it can be read."""

    name: str
    number: str
    url: str


@dataclass(frozen=True, slots=True)
class BlockPreview:
    """One block as it will be; `kinds` how many of each, in words."""

    name: str
    version: Version
    agencies: int
    kinds: str
    meant_for: tuple[str, ...]
    wrong: tuple[WrongKind, ...]
    criteria: int
    uncovered: int


@dataclass(frozen=True, slots=True)
class OpeningPreview:
    """The whole round as it will be. `offered` are all its agencies, in a round of few.

    `without_people` counts the agencies that have nobody, `unstaffed` names them where they are few.
    """

    blocks: tuple[BlockPreview, ...]
    agencies: int
    offered: tuple[Named, ...]
    without_people: int
    unstaffed: tuple[Named, ...]

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
        return len(self.wrong) < self.agencies and len(self.wrong) <= FEW_WRONG


def opening_preview(round: Round, at: datetime) -> OpeningPreview:
    """Of a round that is prepared, by queries that do not grow with the number of agencies."""
    coverage = coverage_of(round, at)
    places = places_of(round, at, coverage.blocks)
    without = places.of().difference(_staffed(at))
    wrong = {of.block_id: _wrong(of, places.in_block(of.block_id)) for of in coverage.blocks}
    offered = names_of(round, at, places.of()) if places.agencies <= MOST_OFFERED else []
    said = {id for kinds in wrong.values() for there in kinds.values() for id in there}
    said |= without if len(without) <= FEW_WITHOUT else frozenset()
    named = offered or names_of(round, at, said)
    versions = {of.set_version_id: _version(of.set_version) for of in coverage.blocks}
    blocks = tuple(
        _block(one, versions[one.of.set_version_id], places.in_block(one.of.block_id), wrong[one.of.block_id], named)
        for one in block_coverages(coverage.blocks, coverage, places)
    )
    unstaffed = [each for each in named if each.id in without] if len(without) <= FEW_WITHOUT else []
    return OpeningPreview(blocks, places.agencies, tuple(offered), len(without), tuple(unstaffed))


def _staffed(at: datetime) -> QuerySet[Role, int]:
    """The agencies for which somebody can fill the form in."""
    roles = Role.objects.on(timezone.localdate(at)).filter(role__in=(RoleName.OFFICER, RoleName.HEAD))
    return roles.filter(person__is_active=True).values_list("agency_id", flat=True).distinct()


def _wrong(of: RoundBlock, agencies: ByKind) -> ByKind:
    """Those of a block that its set is not for."""
    meant = criteria_set_of(of.set_version).kinds
    return {kind: there for kind, there in agencies.items() if meant and kind not in meant}


def _version(version: SetVersion) -> Version:
    number = gettext("phiên bản %(number)s") % {"number": version.number}
    return Version(version.name, number, reverse("sets:version", args=[version.set_id, version.number]))


def _block(one: BlockCoverage, version: Version, agencies: ByKind, wrong: ByKind, named: list[Named]) -> BlockPreview:
    kinds = {id: kind for kind, there in wrong.items() for id in there}
    counts = sorted(((kind, len(there)) for kind, there in agencies.items() if kind), key=lambda each: -each[1])
    return BlockPreview(
        name=one.of.block.name,
        version=version,
        agencies=one.agencies,
        kinds=", ".join(f"{kind_words(kind)}: {written.number(count)}" for kind, count in counts),
        meant_for=tuple(map(kind_words, criteria_set_of(one.of.set_version).kinds)),
        wrong=tuple(WrongKind(each, kind_words(kinds[each.id])) for each in named if each.id in kinds),
        criteria=one.criteria,
        uncovered=one.uncovered,
    )
