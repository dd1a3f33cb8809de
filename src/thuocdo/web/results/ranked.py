"""Which nodes of a set are ranked, for those who may not score themselves."""

from __future__ import annotations

from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.scoring.ranks import ranked_nodes as nodes_of


def ranked_nodes(criteria_set: CriteriaSet) -> tuple[Node, ...]:
    """The ranked nodes of a set, in its order."""
    return nodes_of(criteria_set)
