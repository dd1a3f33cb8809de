"""One agency, as a form being filled in is scored: text cells, and other figures at every call."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from bench.clock import Timing, Work, call
from bench.communes import SET, communes
from bench.figures import as_text, figures, frame_of, set_of
from bench.lines import Line
from thuocdo import load_set, score
from thuocdo.scoring.one import score_one

CASE = "form"
ONE = "by itself"
TABLE = "as a table of one row"


def lines(repeats: int) -> list[Line]:
    """Forms of the set of 100 ratios, and of the sample set for communes: by themselves, and as tables of one row."""
    hundred = as_text(frame_of(figures(repeats + 1, blocks=1, none=0.01)))
    found = []
    for at in ("division", "totals"):
        criteria_set = set_of(at)
        alone = _timed(partial(score_one, criteria_set, row) for row in hundred.iter_rows(named=True))
        table = _timed(partial(score, criteria_set, hundred.slice(row, 1)) for row in range(repeats + 1))
        found += [
            Line.of(CASE, ONE, alone, at=at, agencies=1),
            Line.of(CASE, TABLE, table, at=at, agencies=1),
        ]
    sample, forms = load_set(SET), communes(repeats + 1, kind="xa")
    timing = _timed(partial(score_one, sample, row) for row in forms.iter_rows(named=True))
    return [*found, Line.of(CASE, f"{SET}, {ONE}", timing, at="division", agencies=1)]


def _timed(works: Iterable[Work]) -> Timing:
    taken = [call(work) for work in works]
    return Timing(taken[0], tuple(taken[1:]))
