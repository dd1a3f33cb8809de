"""Commands that run the site say what is missing instead of failing."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from tests.cli.conftest import Thuocdo
from thuocdo.cli import web_half
from thuocdo.web.site import health, serving
from thuocdo.web.site.serving import Listening


@pytest.fixture(autouse=True)
def language() -> Iterator[None]:
    with translation.override("vi"):
        yield


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Packages that are not there in this test."""
    names: set[str] = set()
    monkeypatch.setattr(web_half, "find_spec", lambda name: None if name in names else object())
    return names


@pytest.mark.parametrize("command", ["serve", "manage"])
@pytest.mark.parametrize("package", web_half.NEEDS["web"])
def test_it_names_the_missing_extra(command: str, package: str, absent: set[str], thuocdo: Thuocdo) -> None:
    absent.add(package)
    ran = thuocdo(command)
    assert ran.err == "Lệnh này cần thêm gói: pip install 'thuocdo[web]'\n"
    assert (ran.code, ran.out) == (1, "")


@pytest.mark.parametrize(
    "extra, variable, package", [("postgres", "DATABASE_URL", "psycopg"), ("s3", "STORAGE_URL", "storages")]
)
def test_it_names_the_extra_that_a_setting_wants(
    extra: str, variable: str, package: str, absent: set[str], thuocdo: Thuocdo, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent.add(package)
    monkeypatch.setenv(variable, "x://y/z")
    assert (
        thuocdo("manage", "--lang", "en").err == f"This command needs more packages: pip install 'thuocdo[{extra}]'\n"
    )


def test_it_names_a_setting_that_cannot_be_read(tmp_path: Path) -> None:
    wrong = {"THUOCDO_DATA": str(tmp_path / "data"), "THUOCDO_HTTPS": "maybe"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("THUOCDO_", "DJANGO_"))}
    ran = subprocess.run(
        [sys.executable, "-m", "thuocdo", "manage"], env=kept | wrong, capture_output=True, text=True, check=False
    )
    assert ran.stderr == "THUOCDO_HTTPS: cần yes or no / expected yes or no\n"
    assert ran.returncode == 1


def test_manage_lists_the_commands_there_are(thuocdo: Thuocdo) -> None:
    ran = thuocdo("manage")
    assert ran.code == 0
    assert {"verify_log", "backup", "restore", "migrate", "work"} <= set(ran.out.split())


@pytest.mark.parametrize("args, code", [(["manage", "no_such"], 1), (["manage", "check"], 0), (["serve", "--x"], 2)])
def test_it_ends_with_the_code_of_the_inner_command(args: list[str], code: int, thuocdo: Thuocdo) -> None:
    assert thuocdo(*args).code == code


def test_the_inner_command_gets_its_own_options(thuocdo: Thuocdo) -> None:
    assert "--receipt" in thuocdo("manage", "verify_log", "--help").out


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[Listening]:
    """What `serve` would have served; nothing is gathered and nothing started."""
    asked: list[Listening] = []

    def run_site(listening: Listening) -> int:
        asked.append(listening)
        return 0

    monkeypatch.setattr(serving, "run_site", run_site)
    monkeypatch.setattr("django.core.management.call_command", lambda *_args, **_options: None)
    monkeypatch.setattr(health, "missing_migrations", list)
    return asked


def test_serve_says_where_it_is_and_asks_for_what_was_typed(served: list[Listening], thuocdo: Thuocdo) -> None:
    ran = thuocdo("serve", "--port", "8765", "--workers", "3", "--lang", "en")
    assert ran.out == "Thước đo runs at http://localhost:8765 (Ctrl+C to stop).\n"
    assert served == [Listening("127.0.0.1", 8765, 3)]


def test_serve_refuses_a_database_that_lacks_migrations(
    served: list[Listening], thuocdo: Thuocdo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "missing_migrations", lambda: ["rounds.0002_more"])
    ran = thuocdo("serve")
    assert ran.err == ("Cơ sở dữ liệu còn thiếu 1 bước cập nhật. Hãy sao lưu, rồi chạy: thuocdo serve --migrate\n")
    assert (ran.code, served) == (1, [])


def test_serve_says_that_an_address_is_taken(served: list[Listening], thuocdo: Thuocdo) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = thuocdo("serve", "--port", str(taken.getsockname()[1]))
    assert "Không nghe được ở 127.0.0.1" in ran.err
    assert (ran.code, served) == (2, [])
