"""What the pages show of a terminal is what the command prints: every `console` block is run.

A line that begins with `$ ` is run by the shell, from a folder where `examples/` lies, through a plain pipe 80 columns
wide; what follows it, up to the next such line, is its output. `make golden` writes the outputs anew.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts import tracked_files
from tests.golden import Golden

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
PAGES = [path for path in tracked_files.tracked() if path.suffix == ".md" and BLOCK.search(path.read_text("utf-8"))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
    return tmp_path


def printed(command: str, folder: Path) -> str:
    plain = {"COLUMNS": "80", "HOME": str(folder), "LANG": "C.UTF-8", "TERM": "dumb"}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=plain | {"PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in ran.stdout, ran.stdout
    return "".join(f"{line.rstrip()}\n" for line in ran.stdout.splitlines())


def rerun(block: str, folder: Path) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ "):
            yield f"{line}\n{printed(line[2:], folder)}"


@pytest.mark.golden
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_it_shows_what_the_commands_print(page: Path, folder: Path, golden: Golden) -> None:
    text = page.read_text(encoding="utf-8")
    golden(page, BLOCK.sub(lambda block: "".join(rerun(block[1], folder)), text))


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_it_shows_real_output_in_both_languages(name: str) -> None:
    assert ROOT / name in PAGES
