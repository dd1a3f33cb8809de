"""`thuocdo demo` as a newcomer runs it: in a terminal, from an empty folder to a page and back to the prompt."""

import contextlib
import os
import pty
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Thuocdo
from tests.web.site.test_serve import fetched, free_port, processes_of
from thuocdo.web.demo.cast import ACCOUNTS, PASSWORD

PATIENCE = 300


class Terminal:
    """A program in a terminal of its own, and all that it has shown."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.screen, inner = pty.openpty()
        of_site = ("THUOCDO_", "DJANGO_", "DATABASE_")
        environ = {name: value for name, value in os.environ.items() if not name.startswith(of_site)}
        self.program = subprocess.Popen(
            command, cwd=folder, env=environ, stdin=inner, stdout=inner, stderr=inner, start_new_session=True
        )
        os.close(inner)
        self.shown = ""
        self._said = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # how a terminal says that nobody writes to it any more
            while chunk := os.read(self.screen, 65536):
                with self._said:
                    self.shown += chunk.decode("utf-8", "replace")
                    self._said.notify_all()

    def wait_for(self, words: str) -> None:
        with self._said:
            assert self._said.wait_for(lambda: words in self.shown, PATIENCE), self.shown

    def interrupt(self) -> int:
        """Ctrl+C, as a terminal sends it to everybody in its foreground."""
        os.killpg(self.program.pid, signal.SIGINT)
        code = self.program.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def close(self) -> None:
        for pid in processes_of(self.program.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.program.wait(PATIENCE)
        os.close(self.screen)


@contextlib.contextmanager
def terminal(folder: Path, *args: str) -> Iterator[Terminal]:
    opened = Terminal([sys.executable, "-m", "thuocdo", "demo", *args], folder)
    try:
        yield opened
    finally:
        opened.close()


@pytest.mark.slow
def test_it_fills_serves_and_ends_when_told(tmp_path: Path) -> None:
    port = free_port()
    with terminal(tmp_path, "--port", str(port)) as first:
        first.wait_for(f"http://localhost:{port}")
        while not (page := fetched(f"http://localhost:{port}/"))[0]:
            assert first.program.poll() is None, first.shown
        assert "Lâm Đồng năm 2026" in page[1].decode()
        assert fetched(f"http://localhost:{port}/khong-co/")[0] == 404
        assert first.interrupt() == 0
        assert processes_of(first.program.pid) == {}
    assert all(account.email in first.shown for account in ACCOUNTS)
    assert PASSWORD in first.shown
    assert not [said for said in ("{", "INFO") if said in first.shown], first.shown
    assert "Traceback" not in first.shown
    with terminal(tmp_path, "--no-serve") as second:
        assert second.program.wait(PATIENCE) == 0
        second.wait_for("Tiếp tục với dữ liệu đã có.")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["demo-data"]


def test_what_was_broken_off_begins_anew(tmp_path: Path) -> None:
    with terminal(tmp_path, "--no-serve") as broken:
        broken.wait_for("Lâm Đồng 2025")
        assert broken.interrupt() == 130
    assert "Traceback" not in broken.shown
    with terminal(tmp_path, "--no-serve") as again:
        again.wait_for("Đang nạp dữ liệu trình diễn")
        assert again.program.wait(PATIENCE) == 0
        again.wait_for(PASSWORD)


def test_it_says_at_once_that_a_port_is_taken(tmp_path: Path, thuocdo: Thuocdo) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = thuocdo("demo", "--data", str(tmp_path / "demo"), "--port", str(taken.getsockname()[1]))
    assert (ran.code, ran.out) == (2, "")
    assert "Không nghe được ở 127.0.0.1" in ran.err
    assert "«--port»" in ran.err
    assert not (tmp_path / "demo").exists()


@pytest.mark.parametrize("option", ["--no-serve", "--fresh"])
def test_it_leaves_a_folder_alone_that_it_did_not_make(option: str, tmp_path: Path, thuocdo: Thuocdo) -> None:
    mine = tmp_path / "luan-van.docx"
    mine.write_text("của tôi", encoding="utf-8")
    ran = thuocdo("demo", "--data", str(tmp_path), "--port", str(free_port()), option, "--lang", "en")
    assert ran.code == 2
    assert "was not made by this command" in " ".join(ran.err.split())
    assert [path.name for path in tmp_path.iterdir()] == [mine.name]
