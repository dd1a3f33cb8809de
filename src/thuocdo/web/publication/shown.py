"""What an address of published results names: one ranked node of one block of a version.

<version>/<block>/<node>/    -->  Shown; 404 for whatever is not there
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, QuerySet
from django.http import Http404

from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.scoring.result import Counts
from thuocdo.scoring.result import Result as Scored
from thuocdo.web.publication.scored import counts_of, known_in, scored_of
from thuocdo.web.publication.version import Asked, Version, version_of
from thuocdo.web.results.models import Result, Standing
from thuocdo.web.results.ranked import ranked_nodes
from thuocdo.web.results.standing_list import limits_for, limits_of, standings_at
from thuocdo.web.rounds.models import RoundBlock
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.ui.ruler import Limit


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
        """The levels' limits in points, where everything applies."""
        return limits_of(self.node)

    def limits_for(self, row: Standing) -> tuple[Limit, ...]:
        """The limits of one agency: what does not apply to it counts for none of them."""
        return limits_for(self.node, row, self.decimals)

    @property
    def rows(self) -> QuerySet[Standing]:
        """Every agency of the block at the node, with its code in `code`."""
        return self.rows_of_agencies.select_related(None).annotate(code=F("submission__agency__code"))

    @property
    def rows_of_agencies(self) -> QuerySet[Standing]:
        """The same with all that is known of the agencies, for tables."""
        return standings_at(self.result, self.of.block_id, self.node.id)

    @property
    def counts(self) -> Counts:
        """How many of the block are ranked at the node, and how many reached each level."""
        return counts_of(self.result, self.node.id, self.in_table)

    @property
    def scored(self) -> Scored:
        """The frozen result, scored again."""
        return scored_of(self.result)

    @property
    def in_table(self) -> str | None:
        """The block as the scored table names it: nothing where the table has no blocks."""
        return self.of.block.slug if known_in(self.result).blocks else None


def code_of(row: Standing) -> str:
    """The code of the agency, of a row out of `Shown.rows`."""
    return str(vars(row)["code"])


def shown(asked: Asked, block: str, node: str | None = None) -> Shown:
    """One ranked node of one block (without a name its first), or 404."""
    found = version_of(asked)
    of = next((each for each in found.blocks if each.block.slug == block), None)
    if of is None:
        raise Http404
    of.round = found.round
    result = found.result_of(of)
    criteria_set = criteria_set_of(result.set_version)
    nodes = ranked_nodes(criteria_set)
    here = next((each for each in nodes if node in {None, each.id}), None)
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
