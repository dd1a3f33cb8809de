"""What scoring may cost on two cores, and what it did cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bench.cases import compiling, form, growth, race
from bench.lines import Line
from bench.plan import ROUNDINGS

GIB = 2**30


@dataclass(frozen=True, slots=True)
class Budget:
    """One budget: where its figure is found among the lines."""

    work: str
    unit: str
    allowed: float
    case: str
    name: str
    agencies: int
    measured: Callable[[Line], float | None]
    fastest: Callable[[Line], float] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A budget and what was measured: the median, and the fastest call where calls were timed."""

    work: str
    at: str
    unit: str
    allowed: float
    measured: float
    fastest: float | None

    @property
    def ok(self) -> bool:
        """Whether it is kept."""
        return self.measured <= self.allowed


def _milliseconds(line: Line) -> float:
    return line.median * 1000


def _at_best(line: Line) -> float:
    return line.fastest * 1000


BUDGETS = (
    Budget(
        "compile a checked set of 100 criteria", "ms", 20, compiling.CASE, compiling.PLAN, 0, _milliseconds, _at_best
    ),
    Budget("score one agency, other figures each time", "ms", 10, form.CASE, form.OTHER, 1, _milliseconds, _at_best),
    Budget("score 10,000 agencies x 100 criteria", "ms", 40, race.CASE, race.OURS, 10_000, _milliseconds, _at_best),
    Budget("... against a bare NumPy loop", "x", 3, race.CASE, race.OURS, 10_000, lambda line: line.ratio),
    Budget(
        "score 1,000,000 x 100",
        "s",
        4,
        growth.CASE,
        growth.OURS,
        1_000_000,
        lambda line: line.median,
        lambda line: line.fastest,
    ),
    Budget(
        "... most memory held",
        "GiB",
        4,
        growth.CASE,
        growth.OURS,
        1_000_000,
        lambda line: None if line.peak is None else line.peak / GIB,
    ),
)


def kept(lines: list[Line]) -> Iterator[Kept]:
    """Every budget whose figure was measured, for both roundings."""
    for budget in BUDGETS:
        for at in ROUNDINGS:
            wanted = (budget.case, budget.name, at, budget.agencies)
            found = next((line for line in lines if (line.case, line.name, line.at, line.agencies) == wanted), None)
            measured = None if found is None else budget.measured(found)
            if found is not None and measured is not None:
                fastest = None if budget.fastest is None else budget.fastest(found)
                yield Kept(budget.work, at, budget.unit, budget.allowed, measured, fastest)
