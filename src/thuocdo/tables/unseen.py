"""What the fast reader of workbooks does not tell, read from the XML inside: errors, formulas without a value, what is hidden.

    .xlsx   xl/workbook.xml -> the sheet's own file; xl/styles.xml -> which styles show percents
    .ods    content.xml

Places are (row, column), both from 0.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

Spot = tuple[int, int]

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENT_FORMATS: Final = frozenset({9, 10})
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
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


def unpacked_size(path: Path) -> int:
    """How large the archive says its parts are together."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError) as failure:
        raise NotAWorkbook from failure


def unseen_of(path: Path, sheet: str) -> Unseen:
    """Read one sheet of an .xlsx or .ods file."""
    try:
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist():
                with archive.open("content.xml") as file:
                    return _run(_OdsSheet(sheet), file)
            part, percents = _part_of(archive, sheet), _percent_styles(archive)
            with archive.open(part) as file:
                return _run(_XlsxSheet(percents), file)
    except (zipfile.BadZipFile, KeyError, ET.ParseError, expat.ExpatError, OSError) as failure:
        raise NotAWorkbook from failure


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    """The file inside an .xlsx that holds a sheet."""
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - expat limits what entities may grow to
    relations = ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    for element in book.iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            target = targets[element.get(_RELATION) or element.get(_STRICT_RELATION)]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise NotAWorkbook(sheet)


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of the cell styles that show a number as a percent."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    styles = ET.fromstring(archive.read("xl/styles.xml"))  # noqa: S314 - expat limits what entities may grow to
    formats = set(_PERCENT_FORMATS)
    found: list[str] = []
    for element in styles.iter():
        if element.tag.endswith("}numFmt") and "%" in _QUOTED.sub("", element.get("formatCode", "")):
            formats.add(int(element.get("numFmtId", "-1")))
        elif element.tag.endswith("}cellXfs"):
            found = [style.get("numFmtId", "0") for style in element]
    return frozenset(str(at) for at, style in enumerate(found) if int(style) in formats)


class _Sheet:
    """A pass over the elements of a sheet; names come without their namespaces."""

    def __init__(self) -> None:
        self.found = Unseen()
        self.text: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)


class _XlsxSheet(_Sheet):
    def __init__(self, percents: frozenset[str]) -> None:
        super().__init__()
        self.percents = percents
        self.row = -1
        self.column = -1
        self.kind = self.style = ""
        self.formula = self.value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self.cell(attributes)
        elif name in {"v", "is"}:
            self.value = True
            self.text = [] if self.kind == "e" else None
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 2)) - 1
            self.column = -1
            if attributes.get("hidden") in {"1", "true"}:
                self.found.hidden_rows.append(self.row)
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            last = min(int(attributes["max"]), 16_384)
            self.found.hidden_columns += range(int(attributes["min"]) - 1, last)

    def cell(self, attributes: dict[str, str]) -> None:
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        if reference:
            self.row, self.column = int(reference[2]) - 1, _column_number(reference[1])
        else:
            self.column += 1
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.formula = self.value = False

    def end(self, name: str) -> None:
        if name != "c":
            return
        spot = (self.row, self.column)
        if self.value:
            self.found.filled(spot)
        if self.kind == "e":
            self.found.errors[spot] = "".join(self.text or ()) or "#ERROR!"
        elif self.formula and not self.value and self.kind != "str":
            self.found.uncomputed.add(spot)
            self.found.filled(spot)
        elif self.kind == "n" and self.value and self.style in self.percents:
            self.found.percents.add(spot)
        self.text = None


class _OdsSheet(_Sheet):
    """Cells and rows may stand for many alike (`number-columns-repeated`)."""

    def __init__(self, sheet: str) -> None:
        super().__init__()
        self.sheet = sheet
        self.inside = False
        self.row = self.column = 0
        self.rows = self.columns = 1
        self.kind = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self.inside, self.row = attributes.get("name") == self.sheet, 0
        elif not self.inside:
            return
        elif name == "table-row":
            self.column, self.rows = 0, int(attributes.get("number-rows-repeated", "1"))
            if attributes.get("visibility") in {"collapse", "filter"}:
                self.found.hidden_rows += range(self.row, self.row + min(self.rows, 1000))
        elif name in {"table-cell", "covered-table-cell"}:
            self.columns = int(attributes.get("number-columns-repeated", "1"))
            self.kind = self._kind(attributes)
            self.text = [] if self.kind == "error" else None
            if self.kind:
                self.found.filled((self.row + self.rows - 1, self.column + self.columns - 1))

    @staticmethod
    def _kind(attributes: dict[str, str]) -> str:
        kind = attributes.get("value-type", "")
        formula_failed = "formula" in attributes and kind == "string" and attributes.get("string-value") == ""
        return "error" if formula_failed and attributes.get("error") else kind

    def end(self, name: str) -> None:
        if not self.inside:
            return
        if name == "table-row":
            self.row += self.rows
        elif name in {"table-cell", "covered-table-cell"}:
            if self.kind in {"error", "percentage"}:
                self.mark()
            self.column += self.columns
            self.text = None
        elif name == "table":
            self.inside = False

    def mark(self) -> None:
        for row in range(self.row, self.row + min(self.rows, 1000)):
            for column in range(self.column, self.column + min(self.columns, 1000)):
                if self.kind == "error":
                    self.found.errors[row, column] = "".join(self.text or ()) or "#ERROR!"
                else:
                    self.found.percents.add((row, column))


def _run(sheet: _Sheet, file: IO[bytes]) -> Unseen:
    parser = expat.ParserCreate(namespace_separator=" ")
    local = _local_names()
    parser.StartElementHandler = lambda name, attributes: sheet.start(
        local(name), {local(k): v for k, v in attributes.items()}
    )
    parser.EndElementHandler = lambda name: sheet.end(local(name))
    parser.CharacterDataHandler = sheet.characters
    while part := file.read(_PART):
        parser.Parse(part, False)  # noqa: FBT003 - the signature of expat
    parser.Parse(b"", True)  # noqa: FBT003 - as above
    return sheet.found


def _local_names() -> Callable[[str], str]:
    known: dict[str, str] = {}

    def local(name: str) -> str:
        found = known.get(name)
        if found is None:
            found = known[name] = name.rpartition(" ")[2]
        return found

    return local


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
