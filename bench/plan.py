"""Which cases are run, at which sizes; `quick` is the smallest of everything, so that a test can see that it all still runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from bench.peers import spreadsheet
from scripts import system_programs

ROUNDINGS = ("division", "totals")
COMMUNES = 3321  # communes, wards and special zones of the country since July 2025
SIZES = (1, 10, 100, 1000, 10_000)
REPEATS = (15, 15, 15, 11, 9)
LARGE = {100_000: 5, 1_000_000: 3}


@dataclass(frozen=True, slots=True)
class Job:
    """A case with its arguments, a module of `bench.cases` or one named in full; `told` is what the line of progress says."""

    case: str
    told: str
    arguments: dict[str, Any] = field(default_factory=dict)


def jobs(*, quick: bool) -> list[Job]:
    """Everything about scoring, in the order in which it is run."""
    return _quick() if quick else [*_small(), *_growth(), *_sheets(COMMUNES), *_cluster(20_000)]


def _small() -> list[Job]:
    return [
        *(Job("compiling", f"compile 100 criteria, at: {at}", {"at": at, "repeats": 15}) for at in ROUNDINGS),
        Job("form", "one agency, as a form is filled in", {"repeats": 40}),
        *(_race(at, 10_000, 30) for at in ROUNDINGS),
        Job("province", f"{COMMUNES:,} communes, from file to file", {"agencies": COMMUNES, "repeats": 3}),
    ]


def _race(at: str, agencies: int, repeats: int) -> Job:
    arguments = {"at": at, "agencies": agencies, "repeats": repeats}
    return Job("race", f"{agencies:,} agencies, everybody in turn, at: {at}", arguments)


def _growth() -> list[Job]:
    ways = [(who, at) for at in ROUNDINGS for who in ("thuocdo", "NumPy")]
    small = [_grown(who, at, SIZES, REPEATS) for who, at in ways]
    large = [_grown(who, at, (size,), (times,)) for size, times in LARGE.items() for who, at in ways]
    return [*small, *large, *(_grown("pandas", "division", (size,), (2,)) for size in LARGE)]


def _grown(who: str, at: str, sizes: tuple[int, ...], repeats: tuple[int, ...]) -> Job:
    told = " to ".join(f"{size:,}" for size in dict.fromkeys((sizes[0], sizes[-1])))
    arguments = {"who": who, "at": at, "agencies": sizes, "repeats": repeats}
    return Job("growth", f"{told} agencies, {who}, at: {at}", arguments)


def _sheets(agencies: int) -> list[Job]:
    if spreadsheet.office() is None:
        return []
    told = f"{agencies:,} agencies as formulas, recalculated by LibreOffice, twice"
    return [Job("sheet", told, {"agencies": agencies, "repeats": 9})]


def _cluster(agencies: int) -> list[Job]:
    if find_spec("pyspark") is None or not system_programs.java_found():
        return []
    return [Job("cluster", f"{agencies:,} agencies on Spark", {"agencies": agencies, "repeats": 1})]


def _quick() -> list[Job]:
    return [
        Job("compiling", "compile 100 criteria", {"at": "division", "repeats": 1}),
        Job("form", "one agency, as a form is filled in", {"repeats": 1}),
        Job(
            "race",
            "50 agencies, everybody light in turn",
            {"at": "division", "agencies": 50, "repeats": 1, "heavy": False},
        ),
        Job("province", "40 communes, from file to file", {"agencies": 40, "repeats": 1}),
        *(_grown(who, "totals", (1, 10), (1, 1)) for who in ("thuocdo", "NumPy")),
    ]
