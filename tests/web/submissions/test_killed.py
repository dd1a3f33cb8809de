"""The site is killed outright while answers are saved: whatever it acknowledged is there afterwards, and the log is whole.

The web processes are started as `thuocdo serve` starts them, without its checks and its job worker: twenty starts are what takes long.
"""

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.web.conftest import NewInstallation
from tests.web.databases import Installation
from tests.web.site.test_serve import free_port, processes_of

# A kill can cost SQLite what it had not written yet; PostgreSQL goes on by itself, so only the site is at stake there.
TIMES = {"sqlite": 20, "postgresql": 10}
OFFICERS = 4
pytestmark = pytest.mark.slow
TOKEN = "a" * 32


@dataclass
class Officer:
    """Somebody who saves higher and higher figures at one criterion; `kept` are those the site acknowledged."""

    address: str
    session: str
    agency: str
    version: int = 0
    figure: int = 0
    kept: list[int] = field(default_factory=list)

    def work(self, done: threading.Event) -> None:
        while not done.is_set():
            self.figure += 1
            while not done.is_set() and not self.saved():
                time.sleep(0.02)

    def saved(self) -> bool:
        """Try once. A figure that was stored, while its answer was lost with the process, is a conflict with oneself."""
        status = self.sent()
        if status == 409:
            self.version += 1
            return False
        if status != 200:
            assert status in {0, 503}, f"an officer would have seen {status}"
            return False
        self.version += 1
        self.kept.append(self.figure)
        return True

    def sent(self) -> int:
        """The status of one save; 0 where nobody answers."""
        form = {"n": str(self.figure), "seen": str(self.version)}
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "HX-Request": "true",
        }
        request = urllib.request.Request(  # noqa: S310 (our own address)
            f"{self.address}B/SL/luu/", urllib.parse.urlencode(form).encode(), headers
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
                answer.read()
                status: int = answer.status
                return status
        except urllib.error.HTTPError as refused:
            return refused.code
        except (OSError, http.client.HTTPException):
            return 0


def in_its_process(site: Installation, *args: str) -> Any:
    command = [sys.executable, "-m", "tests.web.submissions.site_of_officers", *args]
    ran = subprocess.run(command, env=site.environ, cwd=site.environ["PYTHONPATH"], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return json.loads(ran.stdout)


@contextlib.contextmanager
def killed_afterwards(site: Installation, port: int) -> Iterator[None]:
    """The web processes run meanwhile; then all of them are killed at once."""
    command = [sys.executable, "-m", "thuocdo.web.site.server", "127.0.0.1", str(port), "1"]
    process = subprocess.Popen(
        command, env=site.environ, cwd=site.data.parent, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        yield
    finally:
        while alive := processes_of(process.pid):
            for pid in alive:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        process.wait(20)


def test_what_was_acknowledged_is_there_after_every_kill(database: str, new_installation: NewInstallation) -> None:
    site, port, done = new_installation(), free_port(), threading.Event()
    officers = [
        Officer(f"http://127.0.0.1:{port}{each['address']}", each["session"], each["agency"])
        for each in in_its_process(site, "fill", str(OFFICERS))
    ]
    threads = [threading.Thread(target=officer.work, args=(done,), daemon=True) for officer in officers]
    for thread in threads:
        thread.start()
    for time_around in range(TIMES[database]):
        with killed_afterwards(site, port):
            wait_for_saves(officers, threads, 3 + time_around % 5)
    done.set()
    for thread in threads:
        thread.join(30)
    holds(officers, in_its_process(site, "tell"), TIMES[database])


def wait_for_saves(officers: list[Officer], threads: list[threading.Thread], number: int) -> None:
    """Until each officer has been told of so many more saves."""
    wanted = [len(officer.kept) + number for officer in officers]
    deadline = time.monotonic() + 120
    while any(len(officer.kept) < least for officer, least in zip(officers, wanted, strict=True)):
        assert all(thread.is_alive() for thread in threads), "an officer saw an error"
        assert time.monotonic() < deadline, "the site did not come up again"
        time.sleep(0.01)


def holds(officers: list[Officer], told: dict[str, Any], times: int) -> None:
    assert told["broken"] is None
    for officer in officers:
        logged = Counter(int(figure) for figure in told["logged"][officer.agency])
        assert set(officer.kept) <= logged.keys()
        assert set(logged.values()) == {1}  # nothing was saved twice
        assert int(told["stored"][officer.agency]) == max(logged) >= officer.kept[-1]
        assert told["versions"][officer.agency] == len(logged)
        assert len(officer.kept) >= times * 3
