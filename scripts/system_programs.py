"""Programs outside Python that tests need: which are here, which can be installed, which tests must go without.

`make test` runs this before the tests. As root on Debian it installs what is missing; elsewhere it says what the
missing program is for and goes on, so that every other test still runs. Where CI=true a missing program is a failure.
The tests ask the same table: a test marked with a program's marker is skipped where that program is not found.
"""

import ctypes.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

JAVA_FOR_SPARK = 17
# Chromium without its windows: the pages come out the same for half the work; it shows no PDF inside them.
SHELL = "chromium-headless-shell"


@dataclass(frozen=True, slots=True)
class Program:
    marker: str
    name: str
    debian: tuple[str, ...]
    found: Callable[[], bool]

    def advice(self) -> str:
        return f"{self.name} not found (Debian: apt-get install {' '.join(self.debian)})"


def calc_found() -> bool:
    """LibreOffice with its spreadsheet part: Debian packs Writer and Calc apart."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    return office is not None and (Path(office).resolve().parent / "libsclo.so").exists()


def java_found() -> bool:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    if java is None:
        return False
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return version is not None and int(version[1]) >= JAVA_FOR_SPARK


def chromium(*, whole: bool = False) -> str | None:
    """Chromium of the path (Debian's packages put it there), else the one Playwright has fetched for itself.

    The quicker form first; the `whole` browser first where a page is looked at with the PDF that it shows.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    for name in (*names, SHELL) if whole else (SHELL, *names):
        if (on_path := shutil.which(name)) is not None:
            return on_path
    fetched = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    found = sorted(path for path in fetched.glob("chromium-*/chrome-linux*/chrome") if path.is_file())
    return str(found[-1]) if found else None


def chromium_found() -> bool:
    """Chromium with libatomic1: the driver's node needs it and says nothing of it where it is absent."""
    return chromium() is not None and ctypes.util.find_library("atomic") is not None


def postgresql_programs() -> Path | None:
    """The newest PostgreSQL's own programs: Debian keeps initdb and pg_ctl off the path."""
    packed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if packed:
        return packed[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


PROGRAMS = (
    Program("browser", "Chromium", ("chromium", "libatomic1"), chromium_found),
    Program("libreoffice", "LibreOffice Calc", ("libreoffice-calc-nogui",), calc_found),
    Program("postgresql", "PostgreSQL", ("postgresql",), lambda: postgresql_programs() is not None),
    Program("spark", f"Java {JAVA_FOR_SPARK} or newer", ("default-jre-headless",), java_found),
)


def missing() -> list[Program]:
    return [program for program in PROGRAMS if not program.found()]


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(groups: Sequence[Sequence[str]]) -> None:
    """Try each group of Debian packages, and leave the judgement to a second look; what apt-get says is shown where it failed."""
    print("Installing", *(package for group in groups for package in group), flush=True)
    unattended = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], *(["install", "--yes", "--no-install-recommends", *group] for group in groups)):
        ran = subprocess.run(
            ["apt-get", "-qq", *command],
            env=unattended,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if ran.returncode:
            print(ran.stdout, file=sys.stderr)


def worth_installing(absent: Sequence[Program]) -> list[Sequence[str]]:
    """The Debian packages of what is missing; where every test is run, the browser's quicker form too."""
    groups: list[Sequence[str]] = []
    if absent:
        groups.append([package for program in absent for package in program.debian])
    if os.environ.get("CI") == "true" and not shutil.which(SHELL):
        groups.append([SHELL])
    return groups


def main() -> int:
    absent = missing()
    if may_install() and (groups := worth_installing(absent)):
        install(groups)
        absent = missing()
    for program in absent:
        print(f"{program.advice()}; tests marked '{program.marker}' cannot run.", file=sys.stderr)
    return 1 if absent and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
