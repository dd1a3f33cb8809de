"""What holds for every official act: its shape, its one log entry, its tests."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src/thuocdo/web"
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/web").glob("*/**/*.py"))


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the site, and its public functions that take `actor` and `at` by keyword."""

    path: Path
    tree: ast.Module
    acts: tuple[ast.FunctionDef, ...]

    def __str__(self) -> str:
        return self.path.relative_to(WEB).as_posix()

    def calls(self, name: str) -> int:
        calls = (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))
        return sum(isinstance(call.func, ast.Name) and call.func.id == name for call in calls)


def modules() -> Iterator[Module]:
    for path in sorted(WEB.glob("*/*.py")):
        if path.parent.name == "audit":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        acts = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_")
        yield Module(
            path, tree, tuple(act for act in acts if {"actor", "at"} <= {arg.arg for arg in act.args.kwonlyargs})
        )


MODULES = list(modules())
ACTS = [module for module in MODULES if module.acts]


@pytest.mark.parametrize("module", ACTS, ids=str)
def test_an_act_is_the_one_function_its_module_is_named_for(module: Module) -> None:
    assert [act.name for act in module.acts] == [module.path.stem]


@pytest.mark.parametrize("module", ACTS, ids=str)
def test_an_act_takes_everything_by_keyword(module: Module) -> None:
    assert [act.args.posonlyargs + act.args.args for act in module.acts] == [[]]


@pytest.mark.parametrize("module", ACTS, ids=str)
def test_an_act_records_once(module: Module) -> None:
    assert module.calls("record") == 1
    text = module.path.read_text(encoding="utf-8")
    assert f'act="{module.path.stem}"' in text
    assert "transaction.atomic" in text


@pytest.mark.parametrize("module", ACTS, ids=str)
def test_an_act_takes_no_clock(module: Module) -> None:
    text = module.path.read_text(encoding="utf-8")
    assert not [name for name in ("timezone.now", "datetime.now", "date.today") if name in text]


@pytest.mark.parametrize("module", ACTS, ids=str)
def test_an_act_has_tests(module: Module) -> None:
    dotted = f"thuocdo.web.{module.path.parent.name}"
    assert f"{dotted}.{module.path.stem} import" in TESTS or f"from {dotted} import {module.path.stem}" in TESTS


def test_nothing_but_acts_records() -> None:
    assert [str(module) for module in MODULES if module.calls("record") and not module.acts] == []


def test_nothing_changes_an_entry_of_the_log() -> None:
    writers = [
        str(module) for module in MODULES if "LogEntry.objects.create" in module.path.read_text(encoding="utf-8")
    ]
    assert writers == []
