"""Runs the jobs one after the other, each in a process of its own, and says on stderr how far it is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from bench.lines import Line
from bench.plan import Job

ROOT = Path(__file__).parents[1]


class Failed(Exception):
    """A case that ended with an error."""


def run(jobs: list[Job]) -> list[Line]:
    """Every line of every job; raises `Failed` for the first that fails."""
    found: list[Line] = []
    for number, job in enumerate(jobs, 1):
        print(f"[{number:2}/{len(jobs)}] {job.told} ... ", end="", file=sys.stderr, flush=True)
        started = perf_counter()
        found += in_own_process(job)
        print(f"{perf_counter() - started:.1f} s", file=sys.stderr)
    return found


def in_own_process(job: Job) -> list[Line]:
    """The lines of one job."""
    command = [sys.executable, "-m", "bench.own_process", job.case, json.dumps(job.arguments)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise Failed(f"{job.told}: {ran.stderr}")
    return [Line.read(line) for line in json.loads(ran.stdout)]
