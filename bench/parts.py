"""The parts of the benchmark, each with its flag: which cases it runs, which tables it prints, which budgets it is held against.

A further part is one more entry of PARTS; its cases are modules with a function `lines`, named in full (`bench.saves`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from bench import budgets, plan, report, reviewer, saves
from bench.budgets import Budget
from bench.lines import Line
from bench.plan import Job


class Jobs(Protocol):
    """The jobs of a part; `quick` are the smallest sizes."""

    def __call__(self, *, quick: bool) -> list[Job]:
        """In the order in which they are run."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part; `tables` get the lines of every part and take their own."""

    name: str
    told: str
    jobs: Jobs
    tables: Callable[[list[Line]], Iterator[str]]
    budgets: tuple[Budget, ...] = ()


PARTS = (
    Part("scoring", "points, levels and ranks, against budgets and peers", plan.jobs, report.scoring, budgets.BUDGETS),
    Part("saves", "fifty officers saving for a minute, on each database", saves.jobs, saves.tables, saves.BUDGETS),
    Part("reviewing", "a reviewer at the keyboard: 124 communes by 5 criteria", reviewer.jobs, reviewer.tables),
)
