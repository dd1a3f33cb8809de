import shutil
from dataclasses import replace

import pytest

from scripts import system_programs

ABSENT = system_programs.Program("libreoffice", "LibreOffice Calc", ("libreoffice-calc-nogui",), lambda: False)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_programs, "PROGRAMS", (ABSENT,))
    monkeypatch.setattr(system_programs, "may_install", lambda: False)
    monkeypatch.setattr(shutil, "which", {}.get)
    monkeypatch.delenv("CI", raising=False)


def test_it_says_which_tests_cannot_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert system_programs.main() == 0
    said = capsys.readouterr().err
    assert "libreoffice-calc-nogui" in said
    assert "'libreoffice' cannot run" in said


def test_it_fails_in_ci_where_a_program_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert system_programs.main() == 1


def test_it_is_silent_where_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_programs, "PROGRAMS", (replace(ABSENT, found=lambda: True),))
    assert system_programs.main() == 0
    assert capsys.readouterr().err == ""


def test_it_installs_only_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    here = replace(ABSENT, name="Java", debian=("default-jre-headless",), found=lambda: True)
    monkeypatch.setattr(system_programs, "PROGRAMS", (here, ABSENT))
    assert installed(monkeypatch) == [["libreoffice-calc-nogui"]]


def test_it_installs_the_quicker_browser_where_every_test_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert installed(monkeypatch) == [["libreoffice-calc-nogui"], [system_programs.SHELL]]
    monkeypatch.setattr(system_programs, "PROGRAMS", (replace(ABSENT, found=lambda: True),))
    assert installed(monkeypatch) == [[system_programs.SHELL]]
    monkeypatch.setattr(shutil, "which", "/usr/bin/{}".format)
    assert installed(monkeypatch) == []


def test_it_takes_the_quickest_browser_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    here = {"chromium": "/usr/bin/chromium", system_programs.SHELL: "/usr/bin/chromium-headless-shell"}
    monkeypatch.setattr(shutil, "which", here.get)
    assert system_programs.chromium() == "/usr/bin/chromium-headless-shell"
    assert system_programs.chromium(whole=True) == "/usr/bin/chromium"
    del here[system_programs.SHELL]
    assert system_programs.chromium() == "/usr/bin/chromium"


def installed(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What is asked of apt-get, group by group."""
    asked: list[list[str]] = []
    monkeypatch.setattr(system_programs, "may_install", lambda: True)
    monkeypatch.setattr(system_programs, "install", lambda groups: asked.extend(list(group) for group in groups))
    system_programs.main()
    return asked
