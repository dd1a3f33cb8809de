"""The columns in which a case may give figures, as in a table of agencies.

agency code kind block predecessors reason            of the agency
ID, ID:key                                             inputs of a criterion, or the mark of one without a measure
ID:points ID:available ID:state ID:level ID:best       given outright; without an id, for the whole set
"""

from __future__ import annotations

from dataclasses import dataclass

from thuocdo.definition.measures import Quota, Relative
from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.definition.suggest import closest

OF_THE_AGENCY = ("agency", "code", "kind", "block", "predecessors", "reason")
OF_THE_ROOT = ("points", "available", "level", "state")


@dataclass(frozen=True, slots=True)
class Columns:
    """Every column of a set: those of each node by its id, and all of them."""

    own: dict[str, tuple[str, ...]]
    all: frozenset[str]

    @classmethod
    def of(cls, criteria_set: CriteriaSet) -> Columns:
        """List the columns of a set."""
        own = {node.id: _columns(node) for node in criteria_set.root.walk()}
        return cls(own, frozenset((*OF_THE_AGENCY, *OF_THE_ROOT, *(name for names in own.values() for name in names))))

    def nearest(self, column: str) -> str | None:
        """The column that was probably meant by one that does not exist."""
        id, mark, key = column.partition(":")
        if id in self.own:
            return closest(column, self.own[id])
        meant = closest(id, (*self.own, *OF_THE_AGENCY, *OF_THE_ROOT))
        guess = f"{meant}{mark}{key}"
        return guess if guess in self.all else None


def _columns(node: Node) -> tuple[str, ...]:
    given = tuple(f"{node.id}:{what}" for what in OF_THE_ROOT)
    if node.measure is None:
        return (node.id, *given) if node.is_leaf else given
    inputs = tuple(f"{node.id}:{input.key}" for input in node.measure.inputs)
    best = (f"{node.id}:best",) if isinstance(node.measure, Relative | Quota) else ()
    return (*((node.id,) if len(inputs) == 1 else ()), *inputs, *given, *best)
