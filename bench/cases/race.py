"""The same table scored by us and by others in turn, and how many agencies the others get wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from bench.clock import race, ratio
from bench.differences import Differences, differences
from bench.figures import Figures, figures, frame_of, set_of
from bench.lines import Line
from bench.ours import outcome_of
from bench.peers import loop
from bench.peers.loop import Outcome
from thuocdo import score
from thuocdo.tables.cells import typed
from thuocdo.tables.table import table_of

CASE = "race"
LOOP = "NumPy, a bare loop"
PANDAS_WHOLE = "pandas, whole numbers (Int64)"
OURS = "thuocdo, from a frame"
TYPED = "thuocdo, cells looked at before"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another way: what is timed, and its outcome in whole numbers."""

    work: Callable[[], object]
    outcome: Callable[[], Outcome]


def lines(at: str, agencies: int, repeats: int, *, heavy: bool = True) -> list[Line]:
    """Everybody in turn, on one table of whole numbers; `heavy` peers take seconds to import."""
    drawn, criteria_set = figures(agencies), set_of(at)
    frame = frame_of(drawn)
    cells = typed(table_of(frame), criteria_set)
    peers = _peers(drawn, at, heavy=heavy)
    works: dict[str, Callable[[], object]] = {
        OURS: lambda: score(criteria_set, frame),
        TYPED: lambda: score(criteria_set, cells),
    }
    timings = race(works | {name: peer.work for name, peer in peers.items()}, repeats)
    exact = outcome_of(score(criteria_set, frame))
    differ: dict[str, Differences] = {name: differences(exact, peer.outcome()) for name, peer in peers.items()}
    return [
        Line.of(
            CASE,
            name,
            timing,
            at=at,
            agencies=agencies,
            ratio=ratio(timing, timings[LOOP]),
            differs=differ.get(name),
        )
        for name, timing in timings.items()
    ]


def _peers(drawn: Figures, at: str, *, heavy: bool) -> dict[str, Peer]:
    by = loop.by_division if at == "division" else loop.at_totals
    peers = {LOOP: Peer(lambda: by(drawn), lambda: by(drawn))}
    if at == "division" and find_spec("pandas"):
        peers |= _pandas(drawn)
    if heavy and find_spec("skcriteria"):
        weighted_sum = import_module("bench.peers.weighted_sum")
        peers["scikit-criteria, weighted sum"] = Peer(
            lambda: weighted_sum.scored(drawn), lambda: weighted_sum.outcome_of(weighted_sum.scored(drawn), drawn)
        )
    return peers


def _pandas(drawn: Figures) -> dict[str, Peer]:
    dataframes = import_module("bench.peers.dataframes")
    ways = (
        (PANDAS_WHOLE, "Int64", dataframes.in_whole_numbers, loop.ONE),
        ("pandas, floats, as often written", "float64", dataframes.in_floats, 1),
    )

    def peer(dtype: str, points_of: object, one: int) -> Peer:
        table = dataframes.table_of(drawn, dtype)
        return Peer(
            lambda: dataframes.scored(table, points_of, one),
            lambda: dataframes.outcome_of(dataframes.scored(table, points_of, one), one),
        )

    return {name: peer(dtype, points_of, one) for name, dtype, points_of, one in ways}
