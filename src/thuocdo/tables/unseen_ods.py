"""The sheets of an .ods file, element by element; cells and rows may stand for many alike (`number-columns-repeated`)."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from thuocdo.tables.unseen import NotAWorkbook, Unseen, listen

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_KIND: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 value-type"
_LIBREOFFICE_KIND: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_ALIKE: Final = 1000
_CELLS: Final = frozenset({"table-cell", "covered-table-cell"})


def unseen_in_ods(path: Path) -> dict[str, Unseen]:
    """Read every sheet, by its name; raises `NotAWorkbook` for a file that is no workbook."""
    elements = _Sheets()
    try:
        with zipfile.ZipFile(path) as archive, archive.open("content.xml") as file:
            listen(elements, file)
    except (zipfile.BadZipFile, KeyError, OSError) as failure:
        raise NotAWorkbook from failure
    return elements.sheets


class _Sheets:
    """Hears of the elements of all sheets."""

    def __init__(self) -> None:
        self.sheets: dict[str, Unseen] = {}
        self.found = Unseen()
        self.row = self.column = 0
        self.rows = self.columns = 1
        self.kind = ""
        self.text: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self.found, self.row = self.sheets.setdefault(attributes.get(f"{_TABLE}name", ""), Unseen()), 0
        elif name == "table-row":
            self.column, self.rows = 0, int(attributes.get(f"{_TABLE}number-rows-repeated", "1"))
            if attributes.get(f"{_TABLE}visibility") in {"collapse", "filter"}:
                self.found.hidden_rows += range(self.row, self.row + min(self.rows, _ALIKE))
        elif name in _CELLS:
            self.columns = int(attributes.get(f"{_TABLE}number-columns-repeated", "1"))
            # To the standard an error is a text; LibreOffice tells it by an attribute of its own.
            failed = attributes.get(_LIBREOFFICE_KIND) == "error"
            self.kind = "error" if failed else attributes.get(_KIND, "")
            self.text = [] if self.kind == "error" else None
            if self.kind:
                self.found.filled((self.row + self.rows - 1, self.column + self.columns - 1))

    def end(self, name: str) -> None:
        if name == "table-row":
            self.row += self.rows
        elif name in _CELLS:
            if self.kind in {"error", "percentage"}:
                self.mark()
            self.column += self.columns
            self.text = None

    def mark(self) -> None:
        for row in range(self.row, self.row + min(self.rows, _ALIKE)):
            for column in range(self.column, self.column + min(self.columns, _ALIKE)):
                if self.kind == "error":
                    self.found.errors[row, column] = "".join(self.text or ()) or "#ERROR!"
                else:
                    self.found.percents.add((row, column))

    def characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)
