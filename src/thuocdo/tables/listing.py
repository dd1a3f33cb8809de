"""Every bad cell of a table as one list: for a terminal, or as records for JSON.

Hàng  Cột        Giá trị  Mã     Cần
   3  SS:points  1.234    TD745  một số chỉ đọc được một cách: ...
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypedDict

from thuocdo.diagnostics.cells import cut, harmless, left, right, width, wrap
from thuocdo.tables.bad_cells import BadCell
from thuocdo.vietnamese.languages import Lang, Text
from thuocdo.vietnamese.numbers import format_number

HEADINGS: Final = (
    Text("Hàng", "Row"),
    Text("Cột", "Column"),
    Text("Giá trị", "Value"),
    Text("Mã", "Code"),
    Text("Cần", "Expected"),
)
COUNTED: Final = (
    Text("{n} ô không dùng được", "{n} cell cannot be used"),
    Text("{n} ô không dùng được", "{n} cells cannot be used"),
)
WIDEST: Final = 24
GAP: Final = "  "


class BadCellRecord(TypedDict):
    """A bad cell as JSON shows it."""

    row: int
    column: str
    value: str
    expected: str
    code: str


def records(cells: Iterable[BadCell], lang: Lang) -> list[BadCellRecord]:
    """Return bad cells as records."""
    return [
        {
            "row": cell.row,
            "column": cell.column,
            "value": cell.value,
            "expected": cell.expected.to(lang),
            "code": cell.code,
        }
        for cell in cells
    ]


def render_bad_cells(cells: Sequence[BadCell], lang: Lang, *, width: int = 80) -> str:
    """Return bad cells as lines at most `width` cells wide, and a line that counts them; nothing for none."""
    if not cells:
        return ""
    rows = [(str(cell.row), harmless(cell.column), harmless(cell.value), cell.code) for cell in cells]
    sizes = _sizes(rows, [heading.to(lang) for heading in HEADINGS], min(WIDEST, width // 3))
    room = max(width - sum(sizes) - len(GAP) * len(sizes), 16)
    lines = [_line([heading.to(lang) for heading in HEADINGS], sizes)]
    for row, cell in zip(rows, cells, strict=True):
        first, *rest = wrap(cell.expected.to(lang), room)
        lines.append(_line([*row, first], sizes))
        lines += [_line(["", "", "", "", more], sizes) for more in rest]
    one, many = COUNTED
    counted = (one if len(cells) == 1 else many).to(lang).format(n=format_number(len(cells), lang))
    return "\n".join([*lines, "", counted]) + "\n"


def _sizes(rows: Iterable[Sequence[str]], headings: Sequence[str], widest: int) -> list[int]:
    columns = zip(*rows, strict=True)
    return [
        min(max(map(width, (heading, *column))), widest) for heading, column in zip(headings, columns, strict=False)
    ]


def _line(texts: Sequence[str], sizes: Sequence[int]) -> str:
    row, column, value, code, expected = texts
    parts = (
        right(row, sizes[0]),
        left(cut(column, sizes[1]), sizes[1]),
        left(cut(value, sizes[2]), sizes[2]),
        left(code, sizes[3]),
        expected,
    )
    return GAP.join(parts).rstrip()
