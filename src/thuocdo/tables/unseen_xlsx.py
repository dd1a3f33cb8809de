"""One sheet of an .xlsx file, element by element.

xl/workbook.xml -> the sheet's own file        xl/styles.xml -> which styles show percents
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from thuocdo.tables.unseen import NotAWorkbook, Unseen, listen

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_PERCENT_FORMATS: Final = frozenset({9, 10})
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_UNSEEN: Final = re.compile(rb"""t=["']e["']|<f[\s/>]|hidden=""")
_HOLDS_ANYTHING: Final = re.compile(rb"<(?:v|is)[\s>]")
_LAST_ROW: Final = re.compile(rb"""<row[^>]*?\sr=["']([0-9]+)""")
_COLUMN: Final = re.compile(rb"""<c[^>]*?\sr=["']([A-Z]{1,3})""")
_PLENTY: Final = 5_000_000
_WIDEST: Final = 16_384


def unseen_in_xlsx(path: Path, sheet: str) -> Unseen:
    """Read one sheet; raises `NotAWorkbook` for a file that is no workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            content, percents = archive.read(_part_of(archive, sheet)), _percent_styles(archive)
    except (zipfile.BadZipFile, KeyError, ET.ParseError, OSError) as failure:
        raise NotAWorkbook from failure
    plain = None if percents else _if_plain(content)
    if plain is not None:
        return plain
    elements = _Sheet(percents)
    listen(elements, io.BytesIO(content))
    return elements.found


def _if_plain(content: bytes) -> Unseen | None:
    """How far a sheet reaches where a look at its bytes tells that nothing is unseen; reading its elements takes ten times longer."""
    if b"<sheetData" not in content or _UNSEEN.search(content):
        return None
    if not _HOLDS_ANYTHING.search(content):
        return Unseen()
    last_row = _LAST_ROW.match(content, content.rfind(b"<row"))
    height = int(last_row[1]) if last_row else content.count(b"<row")
    width = max((_column_number(letters.decode()) + 1 for letters in set(_COLUMN.findall(content))), default=_WIDEST)
    return Unseen(last=(height - 1, width - 1)) if height * width <= _PLENTY else None


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
    """Hears of the elements of a sheet."""

    def __init__(self, percents: frozenset[str]) -> None:
        self.found = Unseen()
        self.text: list[str] | None = None
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
            self.text = [] if self.kind == "e" or self.formula else None
        elif name == "f":
            self.formula = True
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 2)) - 1
            self.column = -1
            if attributes.get("hidden") in {"1", "true"}:
                self.found.hidden_rows.append(self.row)
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            last = min(int(attributes["max"]), _WIDEST)
            self.found.hidden_columns += range(int(attributes["min"]) - 1, last)

    def cell(self, attributes: dict[str, str]) -> None:
        reference = _REFERENCE.fullmatch(attributes.get("r", ""))
        if reference:
            self.row, self.column = int(reference[2]) - 1, _column_number(reference[1])
        else:
            self.column += 1
        self.text = None
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
        elif self.formula and not self.text and self.kind != "str":
            self.found.uncomputed.add(spot)
            self.found.filled(spot)
        elif self.kind == "n" and self.value and self.style in self.percents:
            self.found.percents.add(spot)
        self.text = None

    def characters(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
