"""What each level asks of a node and of the nodes below it, in points, when everything applies.

Asked(level, total, parts)      parts: node id -> points
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from thuocdo.definition.amounts import Amount
from thuocdo.definition.check.available import available, may_leave
from thuocdo.definition.check.context import Context, View
from thuocdo.definition.model import At, Combine, Level, Path
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


def asked(view: View, node: Resolved) -> tuple[Asked, ...]:
    """What the levels of a node ask of agencies of one kind; none where a share would be of nothing."""
    whole = full_of(node)
    if whole is None and any(level.limit.percent for level in node.node.levels):
        return ()
    return tuple(_asked(view, node, level, index, whole) for index, level in enumerate(node.node.levels))


def _asked(view: View, node: Resolved, level: Level, index: int, whole: Fraction | None) -> Asked:
    parts = tuple(parts_of(view, node, level))
    total, by_id = level.limit.of(whole or 0), {part.node.id: part.points for part in parts}
    return Asked(level, index, total, parts, by_id, _forced(view, node, total))


def _forced(view: View, node: Resolved, total: Fraction) -> dict[str, Fraction]:
    most = {child.id: view.reach.highest(child) for child in (*node.ordinary, *node.extras)}
    known = {id: value for id, value in most.items() if value is not None}
    adds_up = not node.is_leaf and node.node.combine is Combine.SUM and not node.node.rescale
    if not adds_up or len(known) < len(most) or total <= node.node.min:
        return {}
    everything = sum((max(value, Fraction(0)) for value in known.values()), Fraction(0))
    return {id: total - everything + max(value, Fraction(0)) for id, value in known.items()}


def is_steady(context: Context, node: Resolved) -> bool:
    """Whether limits compare as figures do: nothing below may be left out, and points add up exactly as they are shown."""
    plain = not any(may_leave(below) or below.node.rescale for below in node.walk())
    return plain and context.set.rounding.at is At.DIVISION


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


def implied(view: View, node: Resolved, limits: dict[str, Fraction]) -> Fraction:
    """The fewest points of a node whose parts reach their limits, everything being there."""
    own, lowest = limits.get(node.id, Fraction(0)), view.reach.lowest(node)
    if node.is_leaf or not node.ordinary or node.node.needs is not None:
        return max(own, lowest)
    least = [implied(view, child, limits) for child in node.ordinary]
    taken = sum((min(view.reach.lowest(extra), Fraction(0)) for extra in node.extras), Fraction(0))
    match node.node.combine:
        case Combine.SUM:
            found = sum(least, taken)
        case Combine.BEST:
            found = max(least) + taken
        case _:
            found = lowest
    if node.node.cap and node.max is not None:
        found = min(found, Fraction(node.max))
    return max(own, lowest, found)
