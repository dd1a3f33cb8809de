import importlib.metadata
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import thuocdo
from scripts import tracked_files

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
PAGES = [path.relative_to(ROOT).as_posix() for path in tracked_files.tracked() if path.suffix == ".md"]
PINS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PINNED = {name: version for name, _, version in (pin.partition("==") for pin in PINS)}


def declared() -> list[Requirement]:
    lists = [PROJECT["dependencies"], *EXTRAS.values()]
    return [Requirement(line) for requirements in lists for line in requirements]


def needed_here() -> Iterator[tuple[str, str]]:
    """Every package that thuocdo brings into this environment, directly or not, with the version installed."""
    waiting = [requirement for requirement in declared() if requirement.name != "thuocdo"]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if (name, frozenset(requirement.extras)) in seen:
            continue
        seen.add((name, frozenset(requirement.extras)))
        try:
            package = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        yield name, package.version
        waiting += [
            wanted
            for wanted in map(Requirement, package.requires or ())
            if wanted.marker is None
            or any(wanted.marker.evaluate({"extra": extra}) for extra in requirement.extras | {""})
        ]


def test_it_names_no_registry_and_no_machine() -> None:
    assert tracked_files.faults() == []


@pytest.mark.parametrize(
    "line",
    [
        "see files." + "pythonhosted" + ".org/packages",
        "pip install --index" + "-url x",
        "open /" + "work/main/README.md",
    ],
    ids=["host", "option", "path"],
)
def test_it_sees_what_a_file_must_not_say(line: str) -> None:
    assert len(list(tracked_files.faults_in("a.md", f"fine\n{line}\n"))) == 1


def test_it_lets_ordinary_paths_be() -> None:
    assert list(tracked_files.faults_in("a.md", "src/work/x ./home/y https://example.vn/home/z ~/work/q")) == []


def test_it_pins_names_and_versions_only() -> None:
    assert [pin for pin in PINS if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*==[0-9][0-9a-z.]*", pin)] == []


def test_it_pins_in_order_and_once() -> None:
    assert sorted(PINS) == PINS
    assert len(PINNED) == len(PINS)


def test_it_pins_everything_declared_within_its_bounds() -> None:
    wanted = [requirement for requirement in declared() if requirement.name != "thuocdo"]
    outside = [
        str(requirement)
        for requirement in wanted
        if not requirement.specifier.contains(PINNED.get(canonicalize_name(requirement.name), "0"))
    ]
    assert outside == []


def test_it_pins_what_declared_packages_bring_along() -> None:
    assert {name for name, _ in needed_here()} - PINNED.keys() == set()


def test_it_tests_with_the_versions_it_pins() -> None:
    assert {name: version for name, version in needed_here() if PINNED.get(name) != version} == {}


def test_it_declares_every_extra_that_a_text_names() -> None:
    named = {
        (name, extra.strip())
        for name, text in tracked_files.texts()
        for extras in re.findall(r"\bthuocdo\[([a-z0-9_, -]+)\]", text)
        for extra in extras.split(",")
    }
    assert {(name, extra) for name, extra in named if extra not in EXTRAS} == set()


def test_it_has_one_version() -> None:
    assert thuocdo.__version__ == PROJECT["version"]


@pytest.mark.parametrize("name", PAGES)
def test_it_links_to_files_that_exist(name: str) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", (ROOT / name).read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in inside if not ((ROOT / name).parent / link).exists()] == []


def test_it_lists_every_page_of_the_documentation() -> None:
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    pages = [page.removeprefix("docs/") for page in PAGES if page.startswith("docs/") and page != "docs/README.md"]
    assert [page for page in pages if f"]({page})" not in index] == []
