"""What the fast reader of workbooks does not tell, read from the XML inside: errors, formulas without a value, what is hidden.

    .xlsx   unseen_xlsx     .ods   unseen_ods

Places are (row, column), both from 0.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, Protocol
from xml.parsers import expat

Spot = tuple[int, int]
_PART: Final = 1 << 16


@dataclass(slots=True)
class Unseen:
    """What one sheet holds beside its values; `last` is the last cell that holds one."""

    errors: dict[Spot, str] = field(default_factory=dict)
    uncomputed: set[Spot] = field(default_factory=set)
    percents: set[Spot] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    last: Spot = (-1, -1)

    def filled(self, spot: Spot) -> None:
        """Take note of a cell that holds something."""
        self.last = max(self.last[0], spot[0]), max(self.last[1], spot[1])


class NotAWorkbook(Exception):
    """The archive does not hold what a workbook holds."""


class Elements(Protocol):
    """What hears of every element of a file: its name without a namespace, its attributes with theirs ("uri name")."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """A piece of text stands in it."""


def unpacked_size(path: Path) -> int:
    """How large the archive says its parts are together."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError) as failure:
        raise NotAWorkbook from failure


def listen(elements: Elements, file: IO[bytes]) -> None:
    """Read an XML file from beginning to end; raises `NotAWorkbook` where it is none."""
    parser = expat.ParserCreate(namespace_separator=" ")
    local = _local_names()
    parser.StartElementHandler = lambda name, attributes: elements.start(local(name), attributes)
    parser.EndElementHandler = lambda name: elements.end(local(name))
    parser.CharacterDataHandler = elements.characters
    try:
        while part := file.read(_PART):
            parser.Parse(part, False)  # noqa: FBT003 - the signature of expat
        parser.Parse(b"", True)  # noqa: FBT003 - as above
    except (expat.ExpatError, ValueError, zipfile.BadZipFile) as failure:
        raise NotAWorkbook from failure


def _local_names() -> Callable[[str], str]:
    known: dict[str, str] = {}

    def local(name: str) -> str:
        found = known.get(name)
        if found is None:
            found = known[name] = name.rpartition(" ")[2]
        return found

    return local
