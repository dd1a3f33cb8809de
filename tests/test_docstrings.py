"""Examples in docstrings are run: one test per module that has any."""

import doctest
import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

import thuocdo


def modules() -> Iterator[ModuleType]:
    yield thuocdo
    for found in pkgutil.walk_packages(thuocdo.__path__, "thuocdo."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def examples() -> Iterator[doctest.DocTest]:
    finder = doctest.DocTestFinder(exclude_empty=True)
    for module in modules():
        yield from (found for found in finder.find(module) if found.examples)


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.name)
def test_it_does_what_its_docstring_shows(example: doctest.DocTest, capsys: pytest.CaptureFixture[str]) -> None:
    ran = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(example)
    assert ran.failed == 0, capsys.readouterr().out
