"""The table of who covers what as its page writes it: blocks with one set mostly say the same of a criterion, which is written once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from thuocdo.web.rounds.coverage_table import BlockCoverage, Outcome
from thuocdo.web.rounds.models import Round
from thuocdo.web.ui import written

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table; `assign` is where the page offers to give it to somebody, or nothing."""

    depth: int
    id: str
    name: str
    criteria: str
    said: SafeString
    assign: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block with its set and the rows of its table."""

    name: str
    version: str
    agencies: int
    rows: tuple[Line, ...]


class CoverageShown:
    """Writes the rows of the blocks of one page."""

    def __init__(self, round: Round, *, assigning: bool) -> None:
        self._form = reverse("rounds:assign", args=[round.slug]) if assigning else ""
        self._said: dict[Key, SafeString] = {}

    def block(self, block: BlockCoverage) -> Block:
        """A block with its rows."""
        name, version = block.of.block.name, block.of.set_version.name
        return Block(name, version, block.agencies, tuple(self._lines(block)))

    def _lines(self, block: BlockCoverage) -> Iterator[Line]:
        for row in block.rows:
            outcome = row.outcome
            left = outcome is not None and outcome.uncovered > 0 and not outcome.by_organiser
            query = urlencode({"muc": row.id, "khoi": str(block.of.block_id)}) if left and self._form else ""
            said = self._words(outcome)
            address = f"{self._form}?{query}" if query else ""
            yield Line(row.depth, row.id, row.name, written.number(row.criteria), said, address)

    def _words(self, outcome: Outcome | None) -> SafeString:
        key = _key(outcome)
        if key not in self._said:
            self._said[key] = render_to_string("rounds/outcome.html", {"outcome": outcome})
        return self._said[key]


def _key(outcome: Outcome | None) -> Key:
    """Equal for what reads alike: of those who have all agencies, how many these are is not said."""
    if outcome is None:
        return ()
    return (*outcome.look, bool(outcome.agencies))
