"""A spreadsheet of formulas, recalculated by LibreOffice, against the same figures scored here."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.clock import Timing, timed
from bench.differences import differences
from bench.figures import Figures, figures, frame_of, set_of
from bench.lines import Line
from bench.ours import outcome_of
from bench.peers import loop, spreadsheet
from bench.peers.loop import Outcome
from thuocdo import score

CASE = "sheet"
EXACT = "formulas in whole hundredths"
USUAL = "formulas in points, as often written"
START = "LibreOffice alone, ten agencies"
WAYS = {EXACT: (spreadsheet.in_hundredths, loop.ONE), USUAL: (spreadsheet.in_points, 1)}


def lines(agencies: int, repeats: int) -> list[Line]:
    """One block, rounded at every division."""
    office = spreadsheet.office()
    if office is None:
        return []
    drawn, criteria_set = figures(agencies, blocks=1), set_of("division")
    frame = frame_of(drawn)
    ours = timed(lambda: score(criteria_set, frame), repeats)
    exact = outcome_of(score(criteria_set, frame))
    found = [Line.of(CASE, "thuocdo", ours, at="division", agencies=agencies)]
    few, _, started = _recalculated(figures(10, blocks=1), EXACT, office)
    found.append(Line.of(CASE, START, started, at="division", agencies=few.agencies))
    for name in WAYS:
        _, outcome, taken = _recalculated(drawn, name, office)
        ratio, differ = taken.median / ours.median, differences(exact, outcome)
        found.append(Line.of(CASE, name, taken, at="division", agencies=agencies, ratio=ratio, differs=differ))
    return found


def _recalculated(drawn: Figures, name: str, office: str) -> tuple[Figures, Outcome, Timing]:
    formula, one = WAYS[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "figures.xlsx")
        spreadsheet.write(path, drawn, formula, one)
        out, taken = spreadsheet.recalculated(path, office)
        return drawn, spreadsheet.outcome_of(out, one), Timing(taken)
