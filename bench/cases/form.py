"""One agency, as a form being filled in is scored: text cells, and other figures at every call."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import polars as pl

from bench.clock import Timing, call
from bench.communes import SET, communes
from bench.figures import as_text, figures, frame_of, set_of
from bench.lines import Line
from thuocdo import load_set, score
from thuocdo.definition.model import CriteriaSet

CASE = "form"
SAME = "the same whole numbers again"
OTHER = "other figures each time, as text"


def lines(repeats: int) -> list[Line]:
    """Forms of the set of 100 ratios, and of the sample set for communes."""
    drawn = frame_of(figures(repeats + 1, blocks=1, none=0.01))
    found = []
    for at in ("division", "totals"):
        criteria_set = set_of(at)
        same = _scored(criteria_set, (drawn.slice(0, 1) for _ in range(repeats + 1)))
        other = _scored(criteria_set, (as_text(drawn.slice(row, 1)) for row in range(repeats + 1)))
        found += [
            Line.of(CASE, SAME, same, at=at, agencies=1),
            Line.of(CASE, OTHER, other, at=at, agencies=1),
        ]
    forms = communes(repeats + 1, kind="xa")
    timing = _scored(load_set(SET), (forms.slice(row, 1) for row in range(repeats + 1)))
    return [*found, Line.of(CASE, f"{SET}, other figures each time", timing, at="division", agencies=1)]


def _scored(criteria_set: CriteriaSet, tables: Iterator[pl.DataFrame]) -> Timing:
    taken = [call(partial(score, criteria_set, table)) for table in tables]
    return Timing(taken[0], tuple(taken[1:]))
