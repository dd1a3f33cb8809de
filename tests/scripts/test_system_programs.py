from dataclasses import replace

import pytest

from scripts import system_programs

ABSENT = system_programs.Program("libreoffice", "LibreOffice Calc", ("libreoffice-calc-nogui",), lambda: False)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_programs, "PROGRAMS", (ABSENT,))
    monkeypatch.setattr(system_programs, "may_install", lambda: False)
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
    asked: list[str] = []
    here = replace(ABSENT, name="Java", found=lambda: True)
    monkeypatch.setattr(system_programs, "PROGRAMS", (here, ABSENT))
    monkeypatch.setattr(system_programs, "may_install", lambda: True)
    monkeypatch.setattr(system_programs, "install", lambda programs: asked.extend(each.name for each in programs))
    system_programs.main()
    assert asked == ["LibreOffice Calc"]
