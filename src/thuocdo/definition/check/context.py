"""What every concern of the checker looks at: the set, the set as each kind of agency sees it, places, and what to leave alone.

    Context -> views, one for each kind -> resolved nodes

`for_each_kind` runs a check on every view and tells what several kinds share once, naming the kinds where not all share it and
the finding does not say so itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from thuocdo.definition.cases import CasesRead
from thuocdo.definition.model import CriteriaSet, Level, Node, Path
from thuocdo.definition.read_set import Reading
from thuocdo.definition.resolved import Resolved, kinds_of, resolve
from thuocdo.diagnostics import Diagnostic, Note, Place, note

FindSet = Callable[[str], CriteriaSet | None]


@dataclass(frozen=True)
class View:
    """The set as agencies of some kinds see it, which all see the same; no kinds: the set makes no difference between any."""

    kinds: tuple[str, ...]
    root: Resolved

    @cached_property
    def parents(self) -> dict[Path, Resolved]:
        """The group of every node but the root, by the node's path."""
        return {child.node.path: group for group in self.root.walk() for child in group.children}

    @cached_property
    def by_id(self) -> dict[str, Resolved]:
        """Every node that is there, by its id."""
        return {resolved.id: resolved for resolved in self.root.walk()}

    def parent(self, resolved: Resolved) -> Resolved | None:
        """The group a node is in; None for the root."""
        return self.parents.get(resolved.node.path)

    def above(self, resolved: Resolved) -> Iterator[Resolved]:
        """The groups a node is in, from the nearest to the root."""
        group = self.parent(resolved)
        while group is not None:
            yield group
            group = self.parent(group)


@dataclass(frozen=True)
class Context:
    """A set that was read, with its views. `cases` is None where there is no file of cases."""

    set: CriteriaSet
    reading: Reading
    cases: CasesRead | None
    find_set: FindSet

    @classmethod
    def of(cls, reading: Reading, criteria_set: CriteriaSet, cases: CasesRead | None, find_set: FindSet) -> Context:
        """Everything the concerns need of one reading."""
        return cls(criteria_set, reading, cases, find_set)

    @cached_property
    def views(self) -> tuple[View, ...]:
        """The set as each kind of agency sees it; kinds that see the same are looked at together."""
        trees: dict[tuple[object, ...], tuple[Resolved, list[str]]] = {}
        for kind in dict.fromkeys(kinds_of(self.set)):
            tree = resolve(self.set, kind)
            seen = tuple((resolved.node.path, resolved.max) for resolved in tree.walk())
            trees.setdefault(seen, (tree, []))[1].extend([kind] if kind is not None else [])
        return tuple(View(tuple(kinds), tree) for tree, kinds in trees.values())

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every node in the order of the file."""
        return tuple(self.set.root.walk())

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """The nodes whose id no other node has."""
        counted = Counter(node.id for node in self.nodes)
        return {node.id: node for node in self.nodes if counted[node.id] == 1}

    @cached_property
    def by_path(self) -> dict[Path, Node]:
        """The nodes by where they stand in the file."""
        return {node.path: node for node in self.nodes}

    @cached_property
    def ids(self) -> dict[str, None]:
        """Every id there is, in the order of the file."""
        return dict.fromkeys(node.id for node in self.nodes)

    @cached_property
    def unsettled(self) -> frozenset[Path]:
        """The nodes that name a kind of agency the set is not for."""
        kinds = frozenset(self.set.kinds)
        return frozenset(node.path for node in self.nodes if node.path and not kinds_named(node) <= kinds)

    def at(self, node: Node, *inner: str | int) -> Place:
        """The place of a key of a node (`"levels", 2, "min"`), or of the node's id."""
        return self.reading.at(node.path, *inner)

    def sound(self, *nodes: Node | Resolved) -> bool:
        """Whether nothing is wrong with any of the nodes by itself, so that conclusions may be drawn."""
        paths = (each.node.path if isinstance(each, Resolved) else each.path for each in nodes)
        return all(path not in self.reading.broken and path not in self.unsettled for path in paths)

    def sound_below(self, group: Resolved, *, deep: bool = True) -> bool:
        """Whether nothing is wrong with what is in a group, there for this kind or not."""
        return self.sound(*(group.node.walk() if deep else group.node.criteria))

    def limits_known(self, level: Level) -> bool:
        """Whether every node on which a level sets a condition is one node of the set."""
        return not isinstance(level.each, tuple) or all(limit.node in self.by_id for limit in level.each)

    def sound_part(self, key: str) -> bool:
        """Whether a part that only the set itself has (`texts`, `void`) was read without a fault."""
        return () not in self.reading.broken and (key,) not in self.reading.broken

    def for_each_kind(self, find: Callable[[View, Resolved], Iterator[Diagnostic]]) -> Iterator[Diagnostic]:
        """Run a check on every sound node of every view."""
        shared: dict[Diagnostic, list[View]] = {}
        for view in self.views:
            for resolved in view.root.walk():
                if self.sound(resolved):
                    for diagnostic in find(view, resolved):
                        shared.setdefault(diagnostic, []).append(view)
        for diagnostic, views in shared.items():
            if len(views) == len(self.views) or any(key == "kinds" for key, _ in diagnostic.data):
                yield diagnostic
            else:
                kinds = tuple(kind for view in views for kind in view.kinds)
                yield replace(diagnostic, notes=(*diagnostic.notes, _only_for(kinds)))


def kinds_named(node: Node) -> frozenset[str]:
    """The kinds of agency a node speaks of."""
    in_max = (entry.kind for entry in node.max) if isinstance(node.max, tuple) else ()
    return frozenset((*(node.applies_to or ()), *in_max))


def _only_for(kinds: tuple[str, ...]) -> Note:
    return note("Đối với đơn vị thuộc loại: {kinds}.", "For agencies of the kind: {kinds}.", kinds=kinds)
