"""The state in force at every node, as columns `s.ID`: an agency's own word, or that of a node above.

The highest state wins; a node without one, below none, has no column. The root is evaluated or not as a whole, before anything is scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from thuocdo.definition.model import Cause, NotApplicable
from thuocdo.definition.resolved import Resolved

NA_LEFT, NA_ZERO = 1, 2
VOIDS = {cause: number for number, cause in enumerate(Cause, start=3)}


@dataclass(frozen=True, slots=True)
class StateColumn:
    """The state column of one node; it reads those of a smaller `depth`."""

    id: str
    depth: int
    expr: pl.Expr


def state_columns(tree: Resolved, words: Mapping[str, Sequence[str]]) -> list[StateColumn]:
    """One for each node whose state can differ from agency to agency; `words` are the states that occur, by column."""
    return [each for child in tree.children for each in _columns(child, words, above=None)]


def _columns(node: Resolved, words: Mapping[str, Sequence[str]], above: StateColumn | None) -> Iterator[StateColumn]:
    own = _own_state(node, words)
    if above is not None:
        theirs = pl.col(f"s.{above.id}")
        own = theirs if own is None else pl.coalesce(theirs, own)
    in_force = None if own is None else StateColumn(node.id, above.depth + 1 if above else 0, own.alias(f"s.{node.id}"))
    if in_force is not None:
        yield in_force
    for child in node.children:
        yield from _columns(child, words, in_force)


def _own_state(node: Resolved, words: Mapping[str, Sequence[str]]) -> pl.Expr | None:
    there = words.get(f"{node.id}:state")
    if not there:
        return None
    left = node.not_applicable is not NotApplicable.ZERO
    codes = {"na": NA_LEFT if left else NA_ZERO} | {f"void:{cause}": code for cause, code in VOIDS.items()}
    known = {word: codes[word] for word in there if word in codes}
    return pl.col(f"{node.id}:state").replace_strict(
        list(known), list(known.values()), default=None, return_dtype=pl.Int8
    )
