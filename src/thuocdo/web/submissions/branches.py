"""The arithmetic of a form, branch by branch: whoever fills it in changes one at a time, and the others are not worked out again.

root ── branch A   cells as before: kept
     └─ branch B   other cells: worked out
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any, Final

from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.exact import Exact, Worked
from thuocdo.scoring.quotient import input_columns

_MOST: Final = 512  # branches with different cells; some kilobytes each


class Branches:
    """`Exact` for rows that differ little from one another. A row has typed cells that can be hashed, and states of criteria only."""

    def __init__(self, exact: Exact) -> None:
        self._exact = exact
        branches = [branch for branch in _branches(exact.tree) if _stands_alone(branch)]
        self._nodes = {branch.id: tuple(node.id for node in branch.walk()) for branch in branches}
        self._columns = {branch.id: _columns(branch) for branch in branches}
        self._kept: dict[Hashable, dict[str, Worked]] = {}

    def work(self, row: Mapping[str, Any]) -> dict[str, Worked]:
        """What `Exact.work` gives for the row."""
        cells = {id: (id, *map(row.get, columns)) for id, columns in self._columns.items()}
        known: dict[str, Worked] = {}
        for key in cells.values():
            known |= self._kept.get(key, {})
        done = self._exact.work(row, known)
        if len(self._kept) > _MOST:
            self._kept.clear()
        for id, key in cells.items():
            if id not in known:
                self._kept[key] = {node: done[node] for node in self._nodes[id]}
        return done

    def shown(self, row: Mapping[str, Any], id: str) -> int | None:
        """The points of one node."""
        return self._exact.shown(row, id)


def _branches(node: Resolved) -> Iterator[Resolved]:
    if all(child.is_leaf for child in node.children):
        yield node
    else:
        for child in node.children:
            yield from _branches(child)


def _columns(branch: Resolved) -> tuple[str, ...]:
    leaves = [node for node in branch.walk() if node.is_leaf]
    return tuple(column for leaf in leaves for column in (f"{leaf.id}:state", *input_columns(leaf)))


def _stands_alone(branch: Resolved) -> bool:
    """Whether its points follow from its own cells: no node of it needs one outside."""
    inside = {node.id for node in branch.walk()}
    return all(node.node.needs is None or node.node.needs in inside for node in branch.walk())
