"""The fewest and the most points a node can have; None where nothing bounds them.

Given figures apart: those are what was published, whatever the set says.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from thuocdo.definition.amounts import Amount
from thuocdo.definition.measures import Checklist, Choice, Count, Measure, Steps
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


def measured(resolved: Resolved) -> tuple[Points, Points]:
    """The fewest and most points the measure of a leaf gives, before the leaf's own `min`, `max` and `cap`."""
    most = None if resolved.max is None else Fraction(resolved.max)
    found = [worth.of(most or 0) for worth in worths(resolved.node.measure)]
    match resolved.node.measure:
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
            bounds = Fraction(resolved.node.min), most
        case _:
            bounds = NOTHING, most
    return bounds


def _counted(count: Count, most: Points) -> tuple[Points, Points]:
    begin = (most or NOTHING) if count.start is None else Fraction(count.start)
    if count.per > 0:
        return begin, most
    return (None if count.per < 0 else begin), begin if most is None else min(begin, most)


def highest(resolved: Resolved) -> Points:
    """The most points an agency can have here."""
    if resolved.is_leaf:
        found = measured(resolved)[1]
    else:
        found = _combined(resolved, [highest(child) for child in resolved.ordinary])
        extras = [highest(child) for child in resolved.extras]
        found = _add([found, *(None if each is None else max(each, NOTHING) for each in extras)])
    if resolved.node.cap and resolved.max is not None:
        found = Fraction(resolved.max) if found is None else min(found, Fraction(resolved.max))
    return None if found is None else max(found, Fraction(resolved.node.min))


def lowest(resolved: Resolved) -> Fraction:
    """The fewest points an agency can have here."""
    if resolved.is_leaf:
        found = measured(resolved)[0]
    else:
        found = _add([NOTHING, *(min(lowest(child), NOTHING) for child in resolved.children)])
    bottom = Fraction(resolved.node.min)
    return bottom if found is None else max(found, bottom)


def deducts(resolved: Resolved) -> bool:
    """Whether a node on top can take points away."""
    return resolved.node.extra and lowest(resolved) < 0


def _combined(resolved: Resolved, parts: list[Points]) -> Points:
    most = None if resolved.max is None else Fraction(resolved.max)
    match resolved.node.combine:
        case Combine.SUM:
            return _add(parts)
        case Combine.BEST:
            known = [part for part in parts if part is not None]
            return max(known, default=NOTHING) if len(known) == len(parts) else None
        case Combine.MEAN:
            return most
        case Combine.NONE:
            return NOTHING


def _add(parts: Iterable[Points]) -> Points:
    total = NOTHING
    for part in parts:
        if part is None:
            return None
        total += part
    return total
