"""What scoring may cost on two cores, and what it did cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bench.cases import compiling, form, growth, race
from bench.lines import Line
from bench.plan import ROUNDINGS

GIB = 2**30


@dataclass(frozen=True, slots=True)
class Budget:
    """One budget: where its figure is found among the lines, and how, if it is not a time."""

    work: str
    unit: str
    allowed: float
    case: str
    name: str
    agencies: int
    measured: Callable[[Line], float | None] | None = None
    at: tuple[str, ...] = ROUNDINGS


@dataclass(frozen=True, slots=True)
class Kept:
    """A budget and what was measured: the median; of times also the fastest call and the processor's part."""

    work: str
    at: str
    unit: str
    allowed: float
    measured: float
    fastest: float | None
    processor: float | None

    @property
    def ok(self) -> bool:
        """Whether it is kept."""
        return self.measured <= self.allowed


HUNDRED, FORM, RACE = (compiling.CASE, compiling.PLAN, 0), (form.CASE, form.ONE, 1), (race.CASE, race.OURS, 10_000)
MILLION = (growth.CASE, growth.OURS, 1_000_000)
BUDGETS = (
    Budget("compile a checked set of 100 criteria", "ms", 20, *HUNDRED),
    Budget("score one agency, as a form is filled in", "ms", 10, *FORM),
    Budget("score 10,000 agencies x 100 criteria", "ms", 40, *RACE),
    Budget("... against a bare NumPy loop", "x", 3, *RACE, lambda line: line.ratio),
    Budget("score 1,000,000 x 100", "s", 4, *MILLION),
    Budget("... most memory held", "GiB", 4, *MILLION, lambda line: (line.peak or 0) / GIB),
)


def kept(lines: list[Line], budgets: Iterable[Budget]) -> Iterator[Kept]:
    """Every budget whose figure was measured, for both roundings where there are two."""
    for budget in budgets:
        for at in budget.at:
            wanted = (budget.case, budget.name, at, budget.agencies)
            found = next((line for line in lines if (line.case, line.name, line.at, line.agencies) == wanted), None)
            if found is not None:
                yield _kept(budget, found)


def _kept(budget: Budget, line: Line) -> Kept:
    if budget.measured is not None:
        return Kept(budget.work, line.at, budget.unit, budget.allowed, budget.measured(line) or 0, None, None)
    times = 1000 if budget.unit == "ms" else 1
    told = (line.median * times, line.fastest * times, line.processor * times)
    return Kept(budget.work, line.at, budget.unit, budget.allowed, *told)
