"""Which criterion of which block is covered by whom, and which by nobody, in as few rows as say it.

A group whose criteria are all covered alike is one row; else its parts have rows of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from thuocdo.definition.model import Node
from thuocdo.web.rounds.assigned import Coverage, Leaf, Rule
from thuocdo.web.rounds.models import RoundBlock
from thuocdo.web.rounds.taking_part import Places


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


def block_coverage(of: RoundBlock, coverage: Coverage, places: Places) -> BlockCoverage:
    """What is covered in one block; `places` are those of the whole round."""
    return next(block_coverages((of,), coverage, places))


def block_coverages(blocks: Iterable[RoundBlock], coverage: Coverage, places: Places) -> Iterator[BlockCoverage]:
    """What is covered in each block; what blocks of one set have in common is worked out once."""
    asked: dict[int, _Asked] = {}
    for of in blocks:
        if of.set_version_id not in asked:
            asked[of.set_version_id] = _Asked(of.set_version_id, coverage)
        known = asked[of.set_version_id]
        table = _Table(of.block_id, known, places)
        outcomes = [table.outcome(leaf) for leaf in known.below[known.root.id]]
        told = [one for one in outcomes if not one.by_organiser and one.agencies]
        uncovered = sum(one.uncovered > 0 for one in told)
        yield BlockCoverage(of, len(table.agencies), tuple(table.rows(known.root, 0, top=True)), len(told), uncovered)


class _Asked:
    """A set's criteria with the rules that touch each, and by node those below it: the same in every block."""

    def __init__(self, set_version: int, coverage: Coverage) -> None:
        self.version, self.coverage = set_version, coverage
        self.root = coverage.sets[set_version].root
        self.several = bool(coverage.sets[set_version].kinds)
        self.names = {key: str(person) for key, person in coverage.people.items()}
        self.below: dict[str, list[str]] = {}
        self.rules: dict[str, tuple[Rule, ...]] = {}
        self._read(self.root, ())
        self._keys: dict[tuple[str, ...], dict[str, Key]] = {}

    def _read(self, node: Node, above: tuple[str, ...]) -> list[str]:
        path = (*above, node.id)
        found = [node.id] if node.is_leaf else []
        if node.is_leaf:
            self.rules[node.id] = tuple(rule for rule in self.coverage.rules if rule.touches(frozenset(path)))
        for child in node.criteria:
            found += self._read(child, path)
        self.below[node.id] = found
        return found

    def keys(self, kinds: tuple[str, ...]) -> dict[str, Key]:
        """By criterion what decides its outcome in a block whose agencies are of these kinds."""
        if kinds not in self._keys:
            leaves = {kind: {leaf.id: leaf for leaf in self.coverage.leaves(self.version, kind)} for kind in kinds}
            self._keys[kinds] = {id: self._key(id, leaves) for id in self.rules}
        return self._keys[kinds]

    def _key(self, id: str, leaves: Mapping[str, Mapping[str, Leaf]]) -> Key:
        kinds = tuple(kind for kind, asked in leaves.items() if id in asked)
        organiser = bool(kinds) and leaves[kinds[0]][id].by_organiser
        return Key(tuple(rule.id for rule in self.rules[id]), kinds, organiser)


class Key(NamedTuple):
    """Criteria with equal keys have one outcome in a block."""

    rules: tuple[int, ...]
    kinds: tuple[str, ...]
    by_organiser: bool


class _Table:
    """One block: works out each combination of rules and kinds once."""

    def __init__(self, block: int, asked: _Asked, places: Places) -> None:
        self._block, self._asked = block, asked
        self.agencies = places.of(block)
        of_block = places.in_block(block)
        self._kinds = of_block if asked.several or not of_block else {"": self.agencies}
        self._keys = asked.keys(tuple(sorted(self._kinds)))
        self._known: dict[Key, Outcome] = {}

    def outcome(self, leaf: str) -> Outcome:
        """Who has one criterion."""
        key = self._keys[leaf]
        if key not in self._known:
            self._known[key] = self._worked_out(self._asked.rules[leaf], key)
        return self._known[key]

    def _worked_out(self, rules: Iterable[Rule], key: Key) -> Outcome:
        agencies = frozenset[int]().union(*(self._kinds[kind] for kind in key.kinds))
        reached: dict[int, frozenset[int]] = {}
        for rule in rules:
            if here := rule.among(agencies, self._block):
                reached[rule.reviewer] = reached.get(rule.reviewer, frozenset()) | here
        names = self._asked.names
        shares = tuple(
            Share(who, names.get(who, ""), len(ids), len(ids) == len(agencies)) for who, ids in reached.items()
        )
        uncovered = len(agencies.difference(*reached.values()))
        return Outcome(shares, uncovered, len(agencies), key.by_organiser)

    def rows(self, node: Node, depth: int, *, top: bool = False) -> Iterator[Row]:
        """The rows of a node: one if everything in it is alike."""
        leaves = self._asked.below[node.id]
        outcomes = [self.outcome(leaf) for leaf in {self._keys[leaf]: leaf for leaf in leaves}.values()]
        # What the organiser enters itself does not pull a group apart.
        telling = [each for each in outcomes if not each.by_organiser and each.agencies] or outcomes
        if len({each.look for each in telling}) == 1 and not top:
            yield Row(node.id, node.name, depth, len(leaves), max(telling, key=lambda each: each.agencies))
            return
        if not top:
            yield Row(node.id, node.name, depth, len(leaves), None)
        for child in node.criteria:
            yield from self.rows(child, depth if top else depth + 1)
