"""A criteria set as one kind of agency sees it: nodes that are not there are gone, inherited keys are filled in.

    resolve(set, "xa")  ->  Resolved root -> Resolved ...

The checker, the plan of scoring, the explanation and the method page all stand on this view.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from thuocdo.definition.model import CriteriaSet, Missing, Node, NotApplicable


@dataclass(frozen=True)
class Resolved:
    """A node that is there for a kind: `max` its maximum for that kind, `not_applicable` and `missing` in force."""

    node: Node
    max: Decimal | None
    not_applicable: NotApplicable | None
    missing: Missing
    children: tuple[Resolved, ...]

    @property
    def id(self) -> str:
        """The node's id."""
        return self.node.id

    @property
    def is_leaf(self) -> bool:
        """Whether the node is a criterion (a group that lost all its children is not one)."""
        return self.node.is_leaf

    @cached_property
    def ordinary(self) -> tuple[Resolved, ...]:
        """The children that count towards the maximum."""
        return tuple(child for child in self.children if not child.node.extra)

    @cached_property
    def extras(self) -> tuple[Resolved, ...]:
        """The children that come on top: bonuses and deductions."""
        return tuple(child for child in self.children if child.node.extra)

    def walk(self) -> Iterator[Resolved]:
        """This node, then every node below it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()


def resolve(criteria_set: CriteriaSet, kind: str | None) -> Resolved:
    """Return the tree as agencies of `kind` see it (None for a set that makes no difference between kinds)."""
    return _resolve(criteria_set.root, kind, None, Missing.UNSCORED)


def _resolve(node: Node, kind: str | None, inherited: NotApplicable | None, missing: Missing) -> Resolved:
    not_applicable = node.not_applicable or inherited
    missing = node.missing or missing
    children = tuple(_resolve(child, kind, not_applicable, missing) for child in node.criteria if child.applies(kind))
    return Resolved(node, node.max_for(kind), not_applicable, missing, children)


def kinds_of(criteria_set: CriteriaSet) -> tuple[str | None, ...]:
    """The kinds to look at one after the other; a set without kinds is looked at once."""
    return criteria_set.kinds or (None,)
