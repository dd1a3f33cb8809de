"""Every faulty file of `bad/` and what a user is told of it, kept beside it as the terminal shows it."""

from pathlib import Path

import pytest

from tests.definition.writing import ABOUT_CASES
from tests.golden import Golden
from thuocdo.definition.catalogue import FAULTS
from thuocdo.definition.load import Checked, check_source
from thuocdo.definition.source import Source
from thuocdo.diagnostics import Diagnostic, Severity
from thuocdo.diagnostics.terminal import render
from thuocdo.vietnamese.languages import Lang

BAD = Path(__file__).with_name("bad")
FILES = sorted([*BAD.glob("*.yaml"), *(path.parent for path in BAD.glob("*/set.yaml"))])
# What no small file can show: files that cannot be opened or are too large. test_load.py makes them.
MADE_BY_TESTS = {"TD101", "TD102", "TD103", "TD104", "TD113", "TD114", "TD218", "TD225"}


def code_of(path: Path) -> str:
    return path.name[:5]


def read(path: Path) -> Source:
    return Source(path.name, path.read_text(encoding="utf-8"))


def check(path: Path) -> Checked:
    if path.is_dir():
        return check_source(read(path / "set.yaml"), read(path / "cases.yaml"))
    return check_source(read(path))


def told(path: Path) -> list[Diagnostic]:
    """What is found, that there are no cases apart: few files here have any."""
    code = code_of(path)
    return [found for found in check(path).diagnostics if found.code == code or found.code not in ABOUT_CASES]


@pytest.mark.golden
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_tells_a_fault_as_kept(path: Path, golden: Golden) -> None:
    golden(path.with_suffix(".txt"), render(told(path), Lang.VI))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_finds_the_fault_and_nothing_that_follows_from_it(path: Path) -> None:
    weighty = {found.code for found in told(path) if found.severity is not Severity.INFO}
    assert code_of(path) in {found.code for found in told(path)}
    assert weighty <= {code_of(path)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_tells_a_fault_in_english_too(path: Path) -> None:
    assert code_of(path) in render(told(path), Lang.EN)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_can_use_a_set_unless_a_fault_is_an_error(path: Path) -> None:
    errors = [found for found in check(path).diagnostics if found.severity is Severity.ERROR]
    assert check(path).usable == (not errors)


def test_it_has_a_bad_example_of_every_fault() -> None:
    assert {code_of(path) for path in FILES} == FAULTS.keys() - MADE_BY_TESTS


def test_it_keeps_no_text_without_a_file() -> None:
    assert {path.stem for path in BAD.glob("*.txt")} <= {path.stem for path in FILES}
