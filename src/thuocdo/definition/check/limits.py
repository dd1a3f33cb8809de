"""What each level asks of a node and of the nodes below it, in points, when everything applies.

Asked(level, total, parts)      parts: node id -> points
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from thuocdo.definition.amounts import Amount
from thuocdo.definition.check.available import available
from thuocdo.definition.check.context import View
from thuocdo.definition.check.reach import highest, lowest
from thuocdo.definition.model import Combine, Level, Path
from thuocdo.definition.resolved import Resolved


@dataclass(frozen=True, slots=True)
class Part:
    """What a level asks of one node below, as written and in points; 0 where it is a share of nothing."""

    node: Resolved
    amount: Amount
    whole: Fraction | None
    points: Fraction
    path: Path


@dataclass(frozen=True, slots=True)
class Asked:
    """One level at its place in the list, its limit in points, and what it asks of nodes below."""

    level: Level
    index: int
    total: Fraction
    parts: tuple[Part, ...]
    by_id: dict[str, Fraction]  # the limits on nodes below, in points
    forced: dict[str, Fraction]  # what the total alone asks of each part, the others being at their most

    def least(self, node: Resolved) -> Fraction:
        """The fewest points of a node below for whoever meets the level."""
        return max(implied(node, self.by_id), self.forced.get(node.id, Fraction(0)))


def asked(view: View, node: Resolved) -> tuple[Asked, ...]:
    """What the levels of a node ask of agencies of one kind; none where a share would be of nothing."""
    whole = full_of(node)
    if whole is None and any(level.limit.percent for level in node.node.levels):
        return ()
    return tuple(_asked(view, node, level, index, whole) for index, level in enumerate(node.node.levels))


def _asked(view: View, node: Resolved, level: Level, index: int, whole: Fraction | None) -> Asked:
    parts = tuple(parts_of(view, node, level))
    total, by_id = level.limit.of(whole or 0), {part.node.id: part.points for part in parts}
    return Asked(level, index, total, parts, by_id, _forced(node, total))


def _forced(node: Resolved, total: Fraction) -> dict[str, Fraction]:
    most = {child.id: highest(child) for child in (*node.ordinary, *node.extras)}
    known = {id: value for id, value in most.items() if value is not None}
    if node.is_leaf or node.node.combine is not Combine.SUM or len(known) < len(most):
        return {}
    everything = sum((max(value, Fraction(0)) for value in known.values()), Fraction(0))
    return {id: total - everything + value for id, value in known.items()}


def full_of(node: Resolved) -> Fraction | None:
    """What is available at a node when everything applies; None where that is not known."""
    full = available(node).full
    return None if full is None else Fraction(full)


def parts_of(view: View, node: Resolved, level: Level) -> Iterator[Part]:
    """What a level asks of nodes below that are there."""
    if isinstance(level.each, Amount):
        for child in node.ordinary:
            yield _part(child, level.each, ("each",))
        return
    for limit in level.each or ():
        found = view.by_id.get(limit.node)
        if found is not None and any(above is node for above in view.above(found)):
            yield _part(found, limit.amount, ("each", limit.node))


def _part(node: Resolved, amount: Amount, path: Path) -> Part:
    whole = full_of(node)
    return Part(node, amount, whole, amount.of(whole or 0), path)


def implied(node: Resolved, limits: dict[str, Fraction]) -> Fraction:
    """The fewest points of a node whose parts reach their limits, everything being there."""
    own = limits.get(node.id, Fraction(0))
    least = [implied(child, limits) for child in node.ordinary]
    if node.is_leaf or not least:
        return max(own, lowest(node))
    taken = sum((min(lowest(extra), Fraction(0)) for extra in node.extras), Fraction(0))
    match node.node.combine:
        case Combine.SUM:
            return max(own, sum(least, taken))
        case Combine.BEST:
            return max(own, max(least) + taken)
        case _:
            return max(own, lowest(node))
