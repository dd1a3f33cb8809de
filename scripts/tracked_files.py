"""What a committed file must not say: where packages are fetched from, and where anything lies on one machine.

Whoever installs this chooses their own package index and their own folders; a name of either in a file would be wrong
somewhere.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# Written so that this file does not itself contain what it looks for.
_REGISTRIES = "pypi pythonhosted npmjs npmmirror yarnpkg debian crates golang jsdelivr unpkg"
REGISTRY_HOST = re.compile(rf"\b(?:{'|'.join(_REGISTRIES.split())})\.(?:org|com|io|net)\b", re.IGNORECASE)
INDEX_OPTION = re.compile(r"--(?:extra-)?index-url|--find-[l]inks|--trusted-[h]ost")
MACHINE_PATH = re.compile(r"(?<![\w.~$}-])/(?:work|root|home|Users|workspace)/\w")

FORBIDDEN = {
    "names a package registry's host": REGISTRY_HOST,
    "chooses a package index": INDEX_OPTION,
    "names a path of one machine": MACHINE_PATH,
}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> Iterator[tuple[str, str]]:
    """Name and text of every tracked file that is a text."""
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            yield path.relative_to(ROOT).as_posix(), content.decode("utf-8", errors="replace")


def faults_in(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        for fault, pattern in FORBIDDEN.items():
            if found := pattern.search(line):
                yield f"{name}:{number}: {fault}: {found[0]}"


def faults() -> list[str]:
    return [fault for name, text in texts() for fault in faults_in(name, text)]


def main() -> int:
    found = faults()
    print(*found, sep="\n", end="\n" if found else "")
    print(f"Tracked files: {len(found)} named a registry or a machine." if found else "Tracked files are clean.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
