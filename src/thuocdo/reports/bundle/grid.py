"""A table of texts with a header, and its two written forms: CSV and a JSON list. What is read back is exactly what was written.

    Grid  <-->  CSV    UTF-8 with a byte order mark, commas, quotes where needed, lines ending in a line feed
          <-->  JSON   a list of objects, one on a line; keys without a value are left out

A cell that a spreadsheet would take for a formula gets an apostrophe in front in CSV, and loses it when it is read.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from thuocdo.reports.bundle.strict_json import NotJson, parsed
from thuocdo.tables.write import harmless
from thuocdo.vietnamese.languages import Text

BOM: Final = "\ufeff"
LONGEST_CELL: Final = 1_000_000
_RISKY: Final = frozenset("=+-@\t\r'")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")


class Unreadable(Exception):
    """A text that is no table as a bundle holds it."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of texts under a header; an empty text is no value."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def dicts(self) -> list[dict[str, str]]:
        """Each row by its columns, those without a value left out."""
        return [{name: cell for name, cell in zip(self.header, row, strict=True) if cell} for row in self.rows]

    def csv(self) -> str:
        """The CSV of a bundle."""
        text = io.StringIO()
        text.write(BOM)
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(map(guarded, self.header))
        writer.writerows([guarded(cell) for cell in row] for row in self.rows)
        return text.getvalue()

    def json(self) -> str:
        """The JSON of a bundle."""
        return json_lines(self.dicts())

    @classmethod
    def from_csv(cls, text: str) -> Grid:
        """Read what `csv` wrote; raises `Unreadable` with the row where it goes wrong."""
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True)
        rows: list[tuple[str, ...]] = []
        try:
            rows.extend(tuple(map(unguarded, cells)) for cells in reader)
        except csv.Error as failure:
            at = len(rows) + 1
            raise Unreadable(Text(f"hàng {at} không tách được: {failure}", f"row {at}: {failure}")) from None
        return cls._checked(rows)

    @classmethod
    def _checked(cls, rows: list[tuple[str, ...]]) -> Grid:
        header = rows[0] if rows else ()
        if not header or len(set(header)) < len(header):
            raise Unreadable(
                Text("hàng tiêu đề trống hoặc có cột trùng", "the header is empty or names a column twice")
            )
        for at, row in enumerate(rows, 1):
            if len(row) != len(header):
                vi = f"hàng {at} có {len(row)} ô, tiêu đề có {len(header)}"
                raise Unreadable(Text(vi, f"row {at} has {len(row)} cells, the header {len(header)}"))
        return cls(header, tuple(rows[1:]))

    @classmethod
    def from_json(cls, text: str) -> Grid:
        """Read what `json` wrote; raises `Unreadable`."""
        try:
            content = parsed(text)
        except NotJson as failure:
            raise Unreadable(failure.problem) from None
        if not isinstance(content, list) or not all(isinstance(row, dict) for row in content):
            raise Unreadable(Text("không phải một danh sách các đơn vị", "it is not a list of agencies"))
        for at, row in enumerate(content, 1):
            if not all(isinstance(cell, str) and cell for cell in row.values()):
                raise Unreadable(Text(f"mục {at} có giá trị không phải chữ", f"item {at} has a value that is no text"))
        header = tuple(dict.fromkeys(name for row in content for name in row))
        return cls(header, tuple(tuple(row.get(name, "") for name in header) for row in content))


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; `unguarded` gives the cell back.

    >>> guarded("=1+1"), unguarded(guarded("'=1+1")), guarded("-1.5")
    ("'=1+1", "'=1+1", '-1.5')
    """
    if cell[:1] not in _RISKY:
        return cell
    return f"'{cell}" if _GUARDED.match(cell) else harmless(cell)


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell


def json_lines(items: Iterable[object]) -> str:
    """A JSON list with one item on a line."""
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
    return f"[\n{lines}\n]\n"
