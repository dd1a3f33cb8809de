"""Which criterion of which block is covered by whom, and which by nobody, in as few rows as say it.

A group whose criteria are all covered alike is one row; else its parts have rows of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from thuocdo.definition.model import Node
from thuocdo.web.agencies.naming import AgencyOfTheDay
from thuocdo.web.rounds.assigned import Coverage, Rule
from thuocdo.web.rounds.models import RoundBlock


@dataclass(frozen=True, slots=True)
class Share:
    """How many agencies somebody has; `everybody`: all of them."""

    reviewer: int
    name: str
    agencies: int
    everybody: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who has a criterion, and how many of its agencies are left to nobody."""

    shares: tuple[Share, ...]
    uncovered: int
    agencies: int
    by_organiser: bool

    @property
    def look(self) -> tuple[object, ...]:
        """What a reader sees of it: equal for criteria that different numbers of agencies have, where all or none are covered."""
        shares = tuple((share.reviewer, None if share.everybody else share.agencies) for share in self.shares)
        left = 0 if not self.uncovered else -1 if self.uncovered == self.agencies else self.uncovered
        return shares, left, self.by_organiser


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion, or a group whose criteria are all alike (`criteria` of them)."""

    id: str
    name: str
    depth: int
    criteria: int
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class BlockCoverage:
    """One block: its rows, and how many criteria there are that some agency has nobody for."""

    of: RoundBlock
    agencies: int
    rows: tuple[Row, ...]
    criteria: int
    uncovered: int


def block_coverage(of: RoundBlock, coverage: Coverage, agencies: Iterable[AgencyOfTheDay]) -> BlockCoverage:
    """What is covered in one block; `agencies` are those of the whole round."""
    criteria_set = coverage.sets[of.set_version_id]
    here = [each for each in agencies if each.block_id == of.block_id]
    table = _Table(of, coverage, here, several=bool(criteria_set.kinds))
    rows = tuple(table.rows(criteria_set.root, 0, (), top=True))
    outcomes = [table.outcome(leaf, path) for leaf, path in _leaves(criteria_set.root, ())]
    asked = [one for one in outcomes if not one.by_organiser and one.agencies]
    return BlockCoverage(of, len(here), rows, len(asked), sum(one.uncovered > 0 for one in asked))


class _Table:
    """Works out each combination of rules and kinds once."""

    def __init__(
        self,
        of: RoundBlock,
        coverage: Coverage,
        agencies: Sequence[AgencyOfTheDay],
        *,
        several: bool,
    ) -> None:
        self._block = of.block_id
        self._rules = coverage.rules
        self._names = {key: str(person) for key, person in coverage.people.items()}
        self._kinds: dict[str, list[int]] = {}
        for each in agencies:
            self._kinds.setdefault(each.kind if several else "", []).append(each.id)
        self._leaves = {
            kind: {leaf.id: leaf for leaf in coverage.leaves(of.set_version_id, kind)} for kind in self._kinds
        }
        self._found: dict[str, Outcome] = {}
        self._known: dict[tuple[tuple[int, ...], tuple[str, ...], bool], Outcome] = {}

    def outcome(self, leaf: Node, path: frozenset[str]) -> Outcome:
        """Who has one criterion, worked out once."""
        if leaf.id not in self._found:
            self._found[leaf.id] = self._outcome(leaf, path)
        return self._found[leaf.id]

    def _outcome(self, leaf: Node, path: frozenset[str]) -> Outcome:
        rules = [rule for rule in self._rules if rule.touches(path)]
        kinds = tuple(kind for kind in self._kinds if leaf.id in self._leaves[kind])
        found = next((self._leaves[kind][leaf.id] for kind in kinds), None)
        organiser = found is not None and found.by_organiser
        key = tuple(rule.id for rule in rules), kinds, organiser
        if key not in self._known:
            self._known[key] = self._worked_out(rules, kinds, organiser=organiser)
        return self._known[key]

    def _worked_out(self, rules: list[Rule], kinds: tuple[str, ...], *, organiser: bool) -> Outcome:
        agencies = {id for kind in kinds for id in self._kinds[kind]}
        reached: dict[int, set[int]] = {}
        for rule in rules:
            here = {id for id in agencies if rule.reaches(id, self._block)}
            if here:
                reached.setdefault(rule.reviewer, set()).update(here)
        shares = tuple(
            Share(who, self._names.get(who, ""), len(ids), len(ids) == len(agencies)) for who, ids in reached.items()
        )
        uncovered = len(agencies - set().union(*reached.values()))
        return Outcome(shares, uncovered, len(agencies), organiser)

    def rows(self, node: Node, depth: int, above: tuple[str, ...], *, top: bool = False) -> Iterator[Row]:
        """The rows of a node: one if everything in it is alike."""
        leaves = list(_leaves(node, above))
        outcomes = [self.outcome(leaf, path) for leaf, path in leaves]
        # What the organiser enters itself does not pull a group apart.
        telling = [each for each in outcomes if not each.by_organiser and each.agencies] or outcomes
        if len({each.look for each in telling}) == 1 and not top:
            most = max(telling, key=lambda each: each.agencies)
            yield Row(node.id, node.name, depth, len(leaves), most)
            return
        if not top:
            yield Row(node.id, node.name, depth, len(leaves), None)
        for child in node.criteria:
            yield from self.rows(child, depth if top else depth + 1, (*above, node.id))


def _leaves(node: Node, above: tuple[str, ...]) -> Iterator[tuple[Node, frozenset[str]]]:
    path = (*above, node.id)
    if node.is_leaf:
        yield node, frozenset(path)
    for child in node.criteria:
        yield from _leaves(child, path)
