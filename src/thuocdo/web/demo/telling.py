"""What the filling of the demonstration tells whoever waits for it: a line for each step, and how far a long one is."""

from __future__ import annotations

from typing import Protocol

from thuocdo.vietnamese.languages import Text


class Telling(Protocol):
    """The terminal, or nobody."""

    def step(self, words: Text) -> None:
        """A step begins."""

    def done(self, number: int, of: int) -> None:
        """So many of the step's parts are done."""
