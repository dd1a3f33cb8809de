"""From one agency to a million: time, and the most memory held while scoring."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from bench.clock import forget_peak, peak_memory, timed
from bench.figures import figures, frame_of, set_of
from bench.lines import Line
from bench.peers import loop
from thuocdo import score

CASE = "growth"
OURS, LOOP, PANDAS = "thuocdo", "NumPy", "pandas"


def lines(who: str, at: str, agencies: list[int], repeats: list[int]) -> list[Line]:
    """One way of scoring, at several sizes, each after the smaller ones."""
    return [_line(who, at, size, times) for size, times in zip(agencies, repeats, strict=True)]


def _line(who: str, at: str, agencies: int, repeats: int) -> Line:
    work = WAYS[who](at, agencies)
    forget_peak()
    base = peak_memory()
    timing = timed(work, repeats)
    return Line.of(CASE, who, timing, at=at, agencies=agencies, base=base, peak=peak_memory())


def _ours(at: str, agencies: int) -> Callable[[], object]:
    criteria_set, frame = set_of(at), frame_of(figures(agencies))
    return lambda: score(criteria_set, frame)


def _loop(at: str, agencies: int) -> Callable[[], object]:
    drawn, by = figures(agencies), loop.by_division if at == "division" else loop.at_totals
    return lambda: by(drawn)


def _pandas(_at: str, agencies: int) -> Callable[[], object]:
    dataframes = import_module("bench.peers.dataframes")
    table = dataframes.table_of(figures(agencies), "Int64")
    return lambda: dataframes.scored(table, dataframes.in_whole_numbers, loop.ONE)


WAYS = {OURS: _ours, LOOP: _loop, PANDAS: _pandas}
