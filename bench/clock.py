"""Times and memory: cold (the first call of a process) apart from warm (the median of those that follow)."""

from __future__ import annotations

import gc
import resource
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Call:
    """One call: seconds by the clock on the wall, and seconds of processor time, all threads together."""

    wall: float
    processor: float


@dataclass(frozen=True, slots=True)
class Timing:
    """The first call of a process, and those that followed."""

    cold: Call
    warm: tuple[Call, ...] = ()

    @property
    def _told(self) -> tuple[Call, ...]:
        return self.warm or (self.cold,)

    @property
    def median(self) -> float:
        """The middle of the warm calls; of the only call where there was but one."""
        return median(call.wall for call in self._told)

    @property
    def fastest(self) -> float:
        """The warm call least disturbed by whatever else the machine did."""
        return min(call.wall for call in self._told)

    @property
    def processor(self) -> float:
        """The middle of the processor times: they hardly change where others use the machine too."""
        return median(call.processor for call in self._told)


def call(work: Work) -> Call:
    """One call, with the garbage of earlier ones out of the way; what it returns is freed outside the clock."""
    return _call(work)[0]


def _call(work: Work) -> tuple[Call, object]:
    gc.collect()
    used, started = process_time(), perf_counter()
    made = work()
    return Call(perf_counter() - started, process_time() - used), made


def timed(work: Work, repeats: int) -> Timing:
    """One cold call and several warm ones."""
    return Timing(call(work), tuple(call(work) for _ in range(repeats)))


def race(works: Mapping[str, Work], rounds: int) -> dict[str, Timing]:
    """Several ways of doing one thing in turn, so that a disturbance of the machine hits all of them alike.

    Each round begins with another of them: who comes after somebody finds the figures in the processor's memory already.
    """
    cold = {name: call(work) for name, work in works.items()}
    warm: dict[str, list[Call]] = {name: [] for name in works}
    names = list(works)
    for number in range(rounds):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            warm[name].append(call(works[name]))
    return {name: Timing(cold[name], tuple(calls)) for name, calls in warm.items()}


def ratio(of: Timing, to: Timing) -> float:
    """How many times longer one took than the other: the median of the rounds in which both ran."""
    return median(mine.wall / other.wall for mine, other in zip(of.warm, to.warm, strict=True))


def chain(stages: Mapping[str, Callable[[Any], object]], start: object, repeats: int) -> dict[str, Timing]:
    """Stages each of which works on what the one before made, several times through; one timing per stage."""
    calls: dict[str, list[Call]] = {name: [] for name in stages}
    for _ in range(repeats + 1):
        made = start
        for name, stage in stages.items():
            taken, made = _call(partial(stage, made))
            calls[name].append(taken)
    return {name: Timing(first, tuple(rest)) for name, (first, *rest) in calls.items()}


def forget_peak() -> None:
    """Let the kernel's mark of the most memory start again from what is held now, where it can."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_memory() -> int:
    """The most memory this process has held, in bytes.

    From the kernel's own mark where there is one: what getrusage tells survives exec and would count the parent's memory too.
    """
    status = Path("/proc/self/status")
    if status.exists():
        marks = (line.split() for line in status.read_text(encoding="ascii").splitlines())
        found = next((int(words[1]) for words in marks if words[0] == "VmHWM:"), None)
        if found is not None:
            return found * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
