"""The cases of a set: what an official writes down to show that the set means what the decision says.

Cells as a person would enter them, expectations as exact figures, which are rounded as the set rounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from thuocdo.diagnostics import Place

Row = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One figure of one node of one agency (None: the case's only one). `value` is exact, a word, or None for "none at all"."""

    agency: str | None
    node: str
    key: str
    value: Fraction | str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Counted:
    """How many agencies are ranked, were ranked, or reached a level (`level` None: the number ranked)."""

    node: str
    key: str
    level: str | None
    value: int
    place: Place


@dataclass(frozen=True, slots=True)
class Case:
    """One case: a table of one or more agencies, if need be with last year's, and what must come out."""

    title: str
    basis: str | None
    note: str | None
    rows: tuple[Row, ...]
    previous: tuple[Row, ...]
    expect: tuple[Expectation, ...]
    counts: tuple[Counted, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class CasesRead:
    """What came of a file of cases: those that could be read, and whether the file had no faults."""

    cases: tuple[Case, ...]
    whole: bool
