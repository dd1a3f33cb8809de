"""What every concern of the checker looks at: the set, the set as each kind sees it, places, and which nodes to leave alone."""

from __future__ import annotations

from dataclasses import dataclass

from thuocdo.definition.cases import Case
from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.definition.read_set import Reading
from thuocdo.definition.resolved import Resolved, kinds_of, resolve
from thuocdo.diagnostics import Place


@dataclass(frozen=True)
class Context:
    """A reading, resolved for each kind of agency. `cases` is None where there is no file of cases."""

    set: CriteriaSet
    reading: Reading
    trees: tuple[tuple[str | None, Resolved], ...]
    cases: tuple[Case, ...] | None

    @classmethod
    def of(cls, reading: Reading, cases: tuple[Case, ...] | None) -> Context:
        """Resolve a reading that has a set."""
        assert reading.set is not None
        trees = tuple((kind, resolve(reading.set, kind)) for kind in kinds_of(reading.set))
        return cls(reading.set, reading, trees, cases)

    def at(self, node: Node, *inner: str | int) -> Place:
        """The place of a key of a node (`"levels", 2, "min"`), or of the node's id."""
        return self.reading.at(node.path, *inner)

    def sound(self, *nodes: Node) -> bool:
        """Whether none of the nodes had a fault of its own when it was read, so that conclusions may be drawn."""
        return not any(node.path in self.reading.broken for node in nodes)
