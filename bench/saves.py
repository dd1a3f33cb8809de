"""Fifty officers save answers at once on a site of its own, on SQLite and on PostgreSQL, as safely as in use.

Acts, not pages: what a web process does besides (session, form, page) is measured by the pages' own part. The officers sit in as
many processes as `thuocdo serve` starts. Afterwards the rows are counted: nothing lost, nothing twice, the log whole.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.budgets import Budget
from bench.clock import Call, Timing
from bench.lines import Line
from bench.plan import Job
from bench.report import milliseconds, titled
from scripts.system_programs import postgresql_programs
from tests.web.databases import running_cluster

CASE = "saves"
ROOT = Path(__file__).parents[1]
OFFICERS, PROCESSES = 50, 2
DATABASES = ("sqlite", "postgresql")
ALONE = "one officer"
BUDGETS = (Budget("save one answer", "ms", 25, CASE, ALONE, 0, at=DATABASES),)


def jobs(*, quick: bool) -> list[Job]:
    """A minute on each database that is installed; `quick`: two seconds."""
    seconds = 2 if quick else 60
    databases = DATABASES if postgresql_programs() is not None else DATABASES[:1]
    return [
        Job("bench.saves", f"{OFFICERS} officers save, {database}", {"database": database, "seconds": seconds})
        for database in databases
    ]


def lines(database: str, seconds: float) -> list[Line]:
    """One officer alone, then everybody at once. Raises `AssertionError` where an officer saw an error, or the rows say otherwise."""
    with _site(database) as environ:
        _in_one(environ, "fill", str(OFFICERS + 1))
        alone = _saved(environ, [(OFFICERS, 1)], max(seconds / 10, 2))
        each = OFFICERS // PROCESSES
        together = _saved(environ, [(first, each) for first in range(0, OFFICERS, each)], seconds)
        _count([*alone.told, *together.told], _in_one(environ, "tell"))
    return [alone.line(ALONE, database), together.line(f"{OFFICERS} officers", database)]


def tables(lines: list[Line]) -> Iterator[str]:
    """How long a save takes, and how many there are in a second."""
    title = "Saving answers: each is durable before it is acknowledged; rows and log were counted afterwards"
    yield from titled(title, _rows([line for line in lines if line.case == CASE]))


def _rows(lines: list[Line]) -> Iterator[tuple[str, ...]]:
    yield "milliseconds", "database", "first", "median", "fastest", "processor", "saves", "saves/s"
    for line in lines:
        times = map(milliseconds, (line.cold, line.median, line.fastest, line.processor))
        yield line.name, line.at, *times, f"{line.repeats:,}", f"{line.rate or 0:,.0f}"


@dataclass(frozen=True, slots=True)
class _Saved:
    """What officers were told, in how many seconds, with how much of the processors."""

    told: list[dict[str, Any]]
    seconds: float
    processor: float

    def line(self, name: str, database: str) -> Line:
        took = [each / 1000 for told in self.told for each in told["took"]]
        each = self.processor / len(took)
        timing = Timing(Call(took[0], each), tuple(Call(one, each) for one in took))
        return Line.of(CASE, name, timing, at=database, rate=len(took) / self.seconds)


@contextlib.contextmanager
def _site(database: str) -> Iterator[dict[str, str]]:
    """The environment of a site of its own, its database as durable as in use."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("THUOCDO_", "DJANGO_"))}
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="thuocdo-bench-"))
        environ = kept | {"THUOCDO_DATA": folder, "PYTHONPATH": str(ROOT)}
        if database == "postgresql":
            cluster = stack.enter_context(running_cluster("-c max_connections=120"))
            environ["DATABASE_URL"] = cluster.url("postgres")
        yield environ


def _start(environ: dict[str, str], *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bench.officers", *arguments]
    return subprocess.Popen(command, env=environ, cwd=ROOT, stdout=subprocess.PIPE)


def _end(process: subprocess.Popen[bytes]) -> Any:
    said, _nothing = process.communicate()
    assert process.returncode == 0, process.args
    return json.loads(said) if said else None


def _in_one(environ: dict[str, str], *arguments: str) -> Any:
    return _end(_start(environ, *arguments))


def _saved(environ: dict[str, str], crowds: list[tuple[int, int]], seconds: float) -> _Saved:
    """Officers at work in as many processes as there are crowds (the first officer and how many)."""
    started = [_start(environ, "save", str(first), str(number), str(seconds)) for first, number in crowds]
    said = [_end(process) for process in started]
    return _Saved([told for one in said for told in one["told"]], seconds, sum(one["processor"] for one in said))


def _count(told: list[dict[str, Any]], rows: dict[str, Any]) -> None:
    """What was acknowledged is there, once; the log has an entry for each and is whole."""
    wrong = [each for one in told for each in one["wrong"]]
    assert not wrong, wrong[:3]
    kept: dict[str, int] = {}
    for one in told:
        kept[one["agency"]] = kept.get(one["agency"], 0) + one["kept"]
    assert rows["changes"] == {agency: number for agency, number in kept.items() if number}
    assert (rows["logged"], rows["broken"]) == (sum(kept.values()), None)
