"""The criteria sets we ship: one folder per issued set, `set.yaml` with `cases.yaml` beside it."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def ids() -> tuple[str, ...]:
    """The ids of the library's sets, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/set.yaml")))


def path_of(id: str) -> Path | None:
    """The file of a set of the library; None if it has no set of that id."""
    return FOLDER / id / "set.yaml" if id in ids() else None
