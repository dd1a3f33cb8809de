"""Is the set of a size that can be looked at as a whole? Real ones have some hundred entries and a handful of levels."""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.definition.check.context import Context
from thuocdo.definition.measures import Steps
from thuocdo.diagnostics import Diagnostic, error

MOST_NODES = 5_000
MOST_KINDS = 50
MOST_STEPS = 200
MOST_LEVELS = 20
MOST_WORK = 100_000

TOO_LARGE = error(
    "TD225",
    "Bộ tiêu chí quá lớn để kiểm tra: {nodes} mục, {kinds} loại đơn vị, {levels} mức xếp loại ở một mục, "
    "{steps} bậc ở một tiêu chí.",
    "The set is too large to be checked: {nodes} entries, {kinds} kinds of agency, {levels} levels in one entry, "
    "{steps} steps in one criterion.",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Report a set beyond the bounds; nothing else is looked at then."""
    nodes, kinds = len(context.nodes), max(len(set(context.set.kinds)), 1)
    levels = [len(node.levels) for node in context.nodes]
    steps = max((len(node.measure.steps) for node in context.nodes if isinstance(node.measure, Steps)), default=0)
    within = nodes <= MOST_NODES and kinds <= MOST_KINDS and max(levels) <= MOST_LEVELS and steps <= MOST_STEPS
    if not within or nodes * len(context.views) * (1 + sum(levels)) > MOST_WORK:
        place = context.at(context.set.root)
        yield TOO_LARGE.at(place, nodes=nodes, kinds=kinds, levels=max(levels), steps=steps)
