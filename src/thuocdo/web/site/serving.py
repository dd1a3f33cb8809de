"""Run the site: web processes and one job worker, started by a process that does nothing else.

    serving ── web (granian, which forks its workers)
            └─ worker (`thuocdo manage work`)

Both are started anew, not forked: a forked child hangs for ever at its first Polars query if its parent has run one.
A worker that dies is started again; when the web processes end, everything ends. SIGTERM and SIGINT end both; if this
process is killed outright, both notice and end by themselves.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from types import FrameType
from typing import Final

LOOK: Final = 0.2  # seconds between two looks at the children
AGAIN: Final = 2.0  # seconds before a dead worker is started again
PATIENCE: Final = 30.0  # seconds that children have to end by themselves


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the site listens, and with how many processes."""

    host: str
    port: int
    workers: int


class Stop:
    """Whether a signal has asked for the end. Only a flag: an exception might come between a child's start and its name."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True


def run_site(listening: Listening) -> int:
    """Serve until told to stop; the exit code is that of the web processes, 0 where we were told."""
    worker_command = ["-m", "thuocdo", "manage", "work", "--beside", str(os.getpid())]
    web_command = ["-m", "thuocdo.web.site.server", listening.host, str(listening.port), str(listening.workers)]
    stop = Stop()
    web, worker, died = _start(web_command), _start(worker_command), 0.0
    while not stop.asked and web.poll() is None:
        time.sleep(LOOK)
        if worker.poll() is None:
            died = 0.0
        elif not died:
            died = time.monotonic()
        elif time.monotonic() - died >= AGAIN:
            worker = _start(worker_command)
    code = 0 if stop.asked else web.wait()
    _end([web, worker])
    return code


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """In a process group of its own: Ctrl+C reaches this process only, which then ends its children in order."""
    return subprocess.Popen([sys.executable, *command], process_group=0)  # noqa: S603 (our own modules)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
