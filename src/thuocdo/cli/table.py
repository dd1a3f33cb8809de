"""Tables for a terminal or a pipe: columns side by side, one of them wrapped where the width is short.

Hạng  Đơn vị               Điểm
────  ───────────────────  ────
   1  Thành phố Gia Nghĩa  43,8
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from thuocdo.diagnostics.cells import harmless, left, right, width, wrap
from thuocdo.diagnostics.terminal import BOLD, FRAME, paint

GAP: Final = "  "
NARROWEST: Final = 12
COMFORTABLE: Final = 26


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and whether it holds figures; `flexible` ones give way to the others."""

    heading: str
    figures: bool = False
    flexible: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in a colour."""

    text: str
    codes: tuple[str, ...] = ()


Row = Sequence[Cell | str]


def table(columns: Sequence[Column], rows: Sequence[Row], *, width: int, color: bool) -> str:
    """Return a table at most `width` cells wide, as far as its fixed columns allow; each line without blanks at its end."""
    cells = [[_cell(cell) for cell in row] for row in rows]
    sizes = _sizes(columns, cells, width)
    lines = [
        *_lines(columns, [Cell(column.heading, (BOLD,)) for column in columns], sizes, color=color),
        GAP.join(paint("─" * size, FRAME, color=color) for size in sizes),
    ]
    for row in cells:
        lines += _lines(columns, row, sizes, color=color)
    return "\n".join(lines) + "\n"


def _cell(cell: Cell | str) -> Cell:
    return Cell(harmless(cell)) if isinstance(cell, str) else Cell(harmless(cell.text), cell.codes)


def natural(columns: Sequence[Column], rows: Sequence[Row]) -> int:
    """How wide a table would like to be, flexible columns being content with less."""
    cells = [[_cell(cell) for cell in row] for row in rows]
    sizes = zip(_natural(columns, cells), columns, strict=True)
    wanted = sum(min(size, COMFORTABLE) if column.flexible else size for size, column in sizes)
    return wanted + len(GAP) * (len(columns) - 1)


def _natural(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[int]:
    return [
        max([width(column.heading), *(width(row[index].text) for row in rows)]) for index, column in enumerate(columns)
    ]


def _sizes(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], room: int) -> list[int]:
    """The width of each column: the widest flexible one gives way first."""
    sizes = _natural(columns, rows)
    flexible = [index for index, column in enumerate(columns) if column.flexible]
    while flexible and sum(sizes) + len(GAP) * (len(sizes) - 1) > room:
        widest = max(flexible, key=lambda index: sizes[index])
        if sizes[widest] <= NARROWEST:
            break
        sizes[widest] -= 1
    return sizes


def _lines(columns: Sequence[Column], row: Sequence[Cell], sizes: Sequence[int], *, color: bool) -> Iterator[str]:
    """The lines of one row: as many as its longest cell takes when wrapped."""
    wrapped = [wrap(cell.text, size) for cell, size in zip(row, sizes, strict=True)]
    for line in range(max(map(len, wrapped))):
        pieces = []
        for column, cell, size, texts in zip(columns, row, sizes, wrapped, strict=True):
            text = texts[line] if line < len(texts) else ""
            filled = right(text, size) if column.figures else left(text, size)
            pieces.append(filled.replace(text, paint(text, *cell.codes, color=color), 1) if cell.codes else filled)
        yield GAP.join(pieces).rstrip()
