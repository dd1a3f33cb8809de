"""`thuocdo serve` as somebody runs it: it checks first, serves, and takes everything with it when it ends."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.conftest import NewInstallation
from tests.web.databases import Installation


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def fetched(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 (our own address)
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()
    except OSError:
        return 0, b""


@contextlib.contextmanager
def serving(site: Installation, *args: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    command = [sys.executable, "-m", "thuocdo", "serve", "--port", str(port), "--workers", "1", *args]
    with subprocess.Popen(
        command, env=site.environ, cwd=site.data.parent, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            yield process, f"http://127.0.0.1:{port}"
        finally:
            for pid in processes_of(process.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> dict[str, bool]:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        assert process.poll() is None, "it ended before it was ready"
        status, content = fetched(f"{url}/readyz")
        if status == 200:
            said: dict[str, bool] = json.loads(content)
            return said
        time.sleep(0.2)
    pytest.fail("it was not ready within 90 seconds")


def processes_of(session: int) -> dict[int, str]:
    """The processes of a session that still live, by their number."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _parent, _group, of = stat.read_text().rpartition(")")[2].split()[:4]
            if int(of) == session and state != "Z":
                found[int(stat.parent.name)] = (stat.parent / "cmdline").read_text().replace("\0", " ")
    return found


def test_it_serves_until_told_to_stop(database: str, new_installation: NewInstallation) -> None:
    with serving(new_installation(), "--migrate") as (process, url):
        assert wait_until_ready(url, process) == dict.fromkeys(["ready", "database", "migrations", "worker"], True)
        assert fetched(f"{url}/healthz") == (200, b'{"alive": true}')
        status, page = fetched(f"{url}/khong-co/")
        assert status == 404
        stylesheet = re.search(r'href="(/static/site\.[0-9a-f]+\.css)"', page.decode())
        assert stylesheet is not None
        assert fetched(url + stylesheet[1])[0] == 200
        if database == "sqlite":
            kill_worker(process)
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        else:
            process.terminate()  # as a service manager does
        assert process.wait(60) == 0
        assert processes_of(process.pid) == {}


@pytest.mark.once
def test_nothing_goes_on_serving_when_the_server_is_killed(database: str, new_installation: NewInstallation) -> None:
    with serving(new_installation(), "--migrate") as (process, url):
        wait_until_ready(url, process)
        (server,) = children_of(process.pid, b"site.server\0")
        assert children_of(server, b"site.server\0")
        os.kill(server, signal.SIGKILL)
        assert process.wait(60) != 0
        deadline = time.monotonic() + 20
        while processes_of(process.pid):
            assert time.monotonic() < deadline, processes_of(process.pid)
            time.sleep(0.2)


def kill_worker(process: subprocess.Popen[bytes]) -> None:
    """Kill the job worker, and see another take its place."""
    (worker,) = workers_of(process)
    os.kill(worker, signal.SIGKILL)
    deadline = time.monotonic() + 60
    while workers_of(process) in ([], [worker]):
        assert time.monotonic() < deadline, "no worker took the place of the dead one"
        time.sleep(0.2)


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    return children_of(process.pid, b"work\0")


def children_of(parent: int, named: bytes) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in children if named in Path(f"/proc/{pid}/cmdline").read_bytes()]
