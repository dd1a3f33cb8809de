"""The fewest and the most points a node can have; None where nothing bounds them.

Given figures apart: those are what was published, whatever the set says. Shares are rounded outwards to the set's decimals.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from thuocdo.definition.amounts import Amount
from thuocdo.definition.measures import Checklist, Choice, Count, IfNone, Measure, Ratio, Relative, Steps, Survey
from thuocdo.definition.model import Combine
from thuocdo.definition.resolved import Resolved

Points = Fraction | None
NOTHING = Fraction(0)


def worths(measure: Measure | None) -> tuple[Amount, ...]:
    """What the options or steps of a measure earn, each by itself."""
    match measure:
        case Choice(options=options) | Checklist(options=options):
            return tuple(option.worth for option in options)
        case Steps(steps=steps):
            return tuple(step.worth for step in steps)
        case _:
            return ()


def measured(leaf: Resolved) -> tuple[Points, Points]:
    """The fewest and most points the measure of a leaf gives, before the leaf's own `min`, `max` and `cap`."""
    most = None if leaf.max is None else Fraction(leaf.max)
    found = [worth.of(most or 0) for worth in worths(leaf.node.measure)]
    match leaf.node.measure:
        case Choice():
            bounds: tuple[Points, Points] = min(found), max(found)
        case Checklist():
            every = sum((each for each in found if each > 0), NOTHING)
            bounds = sum((each for each in found if each < 0), NOTHING), every if most is None else min(every, most)
        case Steps():
            bounds = min(NOTHING, *found), max(NOTHING, *found)
        case Count() as count:
            bounds = _counted(count, most)
        case None:
            bounds = Fraction(leaf.node.min), most
        case _:
            bounds = NOTHING, most
    return bounds


def if_none_of(leaf: Resolved) -> IfNone | None:
    """What a divisor of 0 means for a leaf that has one."""
    measure = leaf.node.measure
    return measure.if_none if isinstance(measure, Ratio | Relative | Steps | Survey) else None


def _counted(count: Count, most: Points) -> tuple[Points, Points]:
    begin = (most or NOTHING) if count.start is None else Fraction(count.start)
    if count.per > 0:
        return begin, most
    return (None if count.per < 0 else begin), begin if most is None else min(begin, most)


@dataclass(frozen=True)
class Reach:
    """Works out bounds for nodes of a set that keeps so many decimals, each node once."""

    decimals: int
    _known: dict[tuple[str, int], tuple[Resolved, Points]] = field(default_factory=dict, compare=False, repr=False)

    def highest(self, node: Resolved) -> Points:
        """The most points an agency can have at a node."""
        kept = self._known.get(("highest", id(node)))
        if kept is None:
            kept = self._known["highest", id(node)] = (node, self._highest(node))
        return kept[1]

    def lowest(self, node: Resolved) -> Fraction:
        """The fewest points an agency can have at a node: 0 where it is void, unless the node has a minimum."""
        kept = self._known.get(("lowest", id(node)))
        if kept is None:
            kept = self._known["lowest", id(node)] = (node, self._lowest(node))
        return kept[1] or NOTHING

    def _highest(self, node: Resolved) -> Points:
        if node.is_leaf:
            found = self._outwards(measured(node)[1], up=True)
            if found is not None and node.max is not None and if_none_of(node) is IfNone.FULL:
                found = max(found, Fraction(node.max))
        else:
            extras = [self.highest(child) for child in node.extras]
            on_top = (None if each is None else max(each, NOTHING) for each in extras)
            found = _add([self._combined(node), *on_top])
        if node.node.cap and node.max is not None:
            found = Fraction(node.max) if found is None else min(found, Fraction(node.max))
        return None if found is None else max(found, Fraction(node.node.min), NOTHING)

    def _lowest(self, node: Resolved) -> Fraction:
        if node.is_leaf:
            found = self._outwards(measured(node)[0], up=False)
        else:
            parts = [min(self.lowest(child), NOTHING) for child in node.children]
            stretched = node.node.rescale or node.node.combine is Combine.MEAN
            found = None if stretched and any(part < 0 for part in parts) else _add(parts)
        bottom = Fraction(node.node.min)
        return bottom if found is None else max(min(found, NOTHING), bottom)

    def _combined(self, group: Resolved) -> Points:
        """The most that the ordinary parts make, before what comes on top."""
        parts = [self.highest(child) for child in group.ordinary]
        known = [part for part in parts if part is not None]
        if group.node.rescale or group.node.combine is Combine.MEAN:
            whole = None if group.max is None else Fraction(group.max)
            return whole if all(map(self._within_available, group.ordinary)) and not _overfull(group) else None
        match group.node.combine:
            case Combine.SUM:
                return _add(parts)
            case Combine.BEST:
                return max(known, default=NOTHING) if len(known) == len(parts) else None
            case _:
                return NOTHING

    def _within_available(self, node: Resolved) -> bool:
        """Whether points never exceed what is available, so that a share of it is never above 100 %."""
        if node.max is None or node.node.min > 0:
            return False
        if node.is_leaf:
            most = self.highest(node)
            return most is not None and most <= node.max
        uncut = _overfull(node) and not node.node.cap
        on_top = any(self.highest(extra) != 0 for extra in node.extras)
        return not uncut and not on_top and all(map(self._within_available, node.ordinary))

    def _outwards(self, value: Points, *, up: bool) -> Points:
        if value is None:
            return None
        scale = 10**self.decimals
        return Fraction(ceil(value * scale) if up else floor(value * scale), scale)


def _overfull(group: Resolved) -> bool:
    """Whether what adds up in a group may be more than its maximum."""
    parts = [child.max for child in group.ordinary]
    too_many = any(part is None for part in parts) or sum(part or 0 for part in parts) > (group.max or 0)
    return group.node.combine is Combine.SUM and too_many


def _add(parts: Iterable[Points]) -> Points:
    total = NOTHING
    for part in parts:
        if part is None:
            return None
        total += part
    return total
