"""The tables the demonstration brings in: the same files as in `examples/`, wherever the package keeps them."""

from __future__ import annotations

from pathlib import Path

import thuocdo
from thuocdo.tables.read import read_table
from thuocdo.tables.table import Table


def example(name: str) -> Table:
    """A table of published figures by its file's name."""
    package = Path(thuocdo.__file__).parent
    beside = package / "examples" / name  # in an installed package
    return read_table(beside if beside.exists() else package.parents[1] / "examples" / name)
