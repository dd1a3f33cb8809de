"""What an address of published results names: a version of a round, one of its blocks, one of its ranked nodes.

/ket-qua/<round>/[phien-ban/<n>/]<block>/<node>/    -->  Shown; 404 for whatever is not public

Without a version it is the newest public one.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.scoring.result import Result as Scored
from thuocdo.web.publication.models import Publication
from thuocdo.web.publication.published import public_at
from thuocdo.web.publication.scored import scored_of
from thuocdo.web.results.models import Result, Standing
from thuocdo.web.results.ranked import ranked_nodes
from thuocdo.web.results.standing_list import limits_of
from thuocdo.web.results.versions import LONG
from thuocdo.web.rounds.models import Round, RoundBlock
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.ui.ruler import Limit


@dataclass(frozen=True, slots=True)
class Version:
    """A public version of a round; `asked` where the address names it, `newest` the number of the newest one."""

    publication: Publication
    newest: int
    asked: bool
    results: tuple[Result, ...]
    blocks: tuple[RoundBlock, ...]

    @property
    def round(self) -> Round:
        """The round."""
        return self.publication.round

    @property
    def superseded(self) -> bool:
        """Whether a correction came after it."""
        return self.publication.version < self.newest

    @property
    def brought_in(self) -> bool:
        """Whether the figures were published elsewhere."""
        return bool(self.round.source)

    def result_of(self, of: RoundBlock) -> Result:
        """The result of a block, with its set."""
        found = next((each for each in self.results if each.set_version_id == of.set_version_id), None)
        if found is None:
            raise Http404
        return found

    def address(self, page: str, **parts: Any) -> str:
        """The address of a page of this version: the one without a number, unless a number was asked for."""
        named = {"slug": self.round.slug, **parts}
        if self.asked:
            return reverse(f"publication:{page}_of_version", kwargs=named | {"version": self.publication.version})
        return reverse(f"publication:{page}", kwargs=named)


@dataclass(frozen=True, slots=True)
class Shown:
    """One ranked node of one block of a version."""

    version: Version
    of: RoundBlock
    result: Result
    criteria_set: CriteriaSet
    node: Node
    nodes: tuple[Node, ...]

    @property
    def decimals(self) -> int:
        """With how many decimals points are kept."""
        return self.criteria_set.rounding.decimals

    @property
    def percents(self) -> int:
        """With how many decimals percents are kept."""
        return self.criteria_set.rounding.percent

    @property
    def is_root(self) -> bool:
        """Whether the node is the whole set."""
        return self.node.id == self.criteria_set.id

    @property
    def of_maximum(self) -> Decimal | None:
        """The maximum, where it is one for everybody."""
        return self.node.max if isinstance(self.node.max, Decimal) else None

    @property
    def levels(self) -> int:
        """How many levels the node has."""
        return len(self.node.levels)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The levels' limits in points."""
        return limits_of(self.node)

    @property
    def rows(self) -> QuerySet[Standing]:
        """Every agency of the block at the node."""
        found = Standing.objects.filter(result=self.result, node=self.node.id, block=self.of.block_id)
        return found.select_related("submission__agency")

    @property
    def scored(self) -> Scored:
        """The frozen result, scored again."""
        return scored_of(self.result)

    @property
    def in_table(self) -> str | None:
        """The block as the scored table names it: nothing where the table has no blocks."""
        return self.of.block.slug if "block" in self.scored.agencies.columns else None


def version_of(slug: str, version: int | None = None) -> Version:
    """The newest public version of a round, or the one asked for. Three queries."""
    rows = Publication.objects.filter(public_at(timezone.now()), round__slug=slug).select_related("round__organiser")
    there = list(rows.order_by("-version"))
    found = next((each for each in there if version in {None, each.version}), None)
    if found is None:
        raise Http404
    results = found.results.defer(*LONG).select_related("set_version").order_by("set_version__set_id")
    blocks = found.round.blocks.select_related("block", "set_version").order_by("block__order", "block__name")
    kept = tuple(results)
    measured = {result.set_version_id for result in kept}
    there_too = tuple(of for of in blocks if of.set_version_id in measured)
    return Version(found, there[0].version, version is not None, kept, there_too)


def shown(slug: str, block: str, node: str, version: int | None = None) -> Shown:
    """One ranked node of one block, or 404."""
    found = version_of(slug, version)
    of = next((each for each in found.blocks if each.block.slug == block), None)
    if of is None:
        raise Http404
    of.round = found.round
    result = found.result_of(of)
    criteria_set = criteria_set_of(result.set_version)
    nodes = ranked_nodes(criteria_set)
    here = next((each for each in nodes if each.id == node), None)
    if here is None:
        raise Http404
    return Shown(found, of, result, criteria_set, here, nodes)


def first_of(version: Version) -> tuple[RoundBlock, Node]:
    """The first block and ranked node of a version."""
    if not version.blocks:
        raise Http404
    of = version.blocks[0]
    return of, first_node(of)


def first_node(of: RoundBlock) -> Node:
    """The first ranked node of a block's set."""
    return ranked_nodes(criteria_set_of(of.set_version))[0]
