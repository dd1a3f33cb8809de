"""Rows of text -> a table: the header checked, every row of its width, empty rows left out.

row 1   agency | SS:points | ...      the first row that is not empty is the header
row 2   ...                           every other row has as many cells
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import polars as pl

from thuocdo.definition.fields import shorten
from thuocdo.diagnostics import Diagnostic, Place, error, hint
from thuocdo.tables.bad_cells import BadCell, BadTable, bad_cell
from thuocdo.tables.files import NO_CONTENT
from thuocdo.tables.table import row_numbers
from thuocdo.vietnamese.names import normal

MAX_COLUMNS: Final = 4_000
MAX_ROWS: Final = 5_000_000
AT_ONCE: Final = 20_000

DUPLICATE_HEADER = error(
    "TD710",
    "Hai cột cùng mang tiêu đề «{header}»: ô {first} và ô {second}.",
    "Two columns have the header «{header}»: cells {first} and {second}.",
)
EMPTY_HEADER = error(
    "TD711",
    "Ô tiêu đề {spot} để trống mà cột bên dưới có giá trị.",
    "The header cell {spot} is empty above a column of values.",
)
NUMERIC_HEADER = error(
    "TD712",
    "Ô tiêu đề {spot} là một số ({value}), không phải chữ: bảng tính đổi mã «1.10» thành 1.1.",
    "The header cell {spot} is a number ({value}), not text: a spreadsheet turns the id «1.10» into 1.1.",
)
TOO_MANY_COLUMNS = error("TD713", "Bảng có quá {limit} cột.", "The table has more than {limit} columns.")
TOO_MANY_ROWS = error("TD714", "Bảng có quá {limit} hàng.", "The table has more than {limit} rows.")
ROW_WIDTH = bad_cell(
    "TD740",
    "một hàng {width} ô như hàng tiêu đề, không phải {found} ô",
    "a row of {width} cells like the header, not {found}",
)

Row = tuple[int, Sequence[str]]


@dataclass(slots=True)
class Grid:
    """What the rows of one file gave."""

    file: str
    names: list[str]
    header_row: int
    width: int
    bad: list[BadCell] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    frame: pl.DataFrame = field(default_factory=pl.DataFrame)


def read_grid(file: str, rows: Iterable[Row], *, not_text: Collection[tuple[int, int]] = ()) -> Grid:
    """Read a header and the rows below it; `not_text` are the places (row from 1, column from 0) that hold no text.

    Raises `BadTable` with every fault of the header.
    """
    filled = ((number, cells) for number, cells in rows if _is_filled(cells))
    header = next((row for row in filled if any(map(normal, row[1]))), None)
    if header is None:
        raise BadTable(file, (NO_CONTENT.at(Place(file, 1, 1), file=file),))
    number, cells = header
    names = [normal(cell) for cell in cells]
    while not names[-1]:
        names.pop()
    grid = Grid(file, names, number, len(cells))
    grid.faults += _header_faults(grid, {column for row, column in not_text if row == number})
    grid.frame = _read_rows(grid, filled)
    if grid.faults:
        raise BadTable(file, tuple(grid.faults), tuple(grid.bad))
    return grid


def spot(row: int, column: int) -> str:
    """A cell as spreadsheets call it; the column counts from 0.

    >>> spot(1, 27)
    'AB1'
    """
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def _is_filled(cells: Sequence[str]) -> bool:
    return any(cells) and bool("".join(cells).strip())


def _header_faults(grid: Grid, numeric: set[int]) -> Iterator[Diagnostic]:
    if len(grid.names) > MAX_COLUMNS:
        yield TOO_MANY_COLUMNS.at(Place(grid.file, grid.header_row, 1), limit=MAX_COLUMNS)
        return
    first: dict[str, int] = {}
    for column, name in enumerate(grid.names):
        place, at = Place(grid.file, grid.header_row, column + 1), spot(grid.header_row, column)
        if column in numeric:
            help = hint(
                "Định dạng ô này là văn bản rồi viết lại mã.", "Format the cell as text and write the id again."
            )
            yield NUMERIC_HEADER.at(place, help=help, spot=at, value=name)
        elif not name:
            yield EMPTY_HEADER.at(place, spot=at)
        elif name in first:
            before = spot(grid.header_row, first[name])
            yield DUPLICATE_HEADER.at(place, header=shorten(name), first=before, second=at)
        first.setdefault(name, column)


def _read_rows(grid: Grid, rows: Iterator[Row]) -> pl.DataFrame:
    """The rows below the header as columns of text, a part at a time: rows of Python texts take much memory."""
    parts = []
    while chunk := list(islice(rows, AT_ONCE)):
        kept = [cells for number, cells in chunk if _fits(grid, number, cells)]
        columns = zip(*kept, strict=True) if kept else [()] * grid.width
        named = dict(zip(range(grid.width), columns, strict=True))
        parts.append(pl.DataFrame({str(at): _column(cells) for at, cells in named.items()}))
        if len(grid.numbers) > MAX_ROWS:
            raise BadTable(grid.file, (TOO_MANY_ROWS.at(Place(grid.file, MAX_ROWS, 1), limit=MAX_ROWS),))
    empty = pl.DataFrame({str(at): _column(()) for at in range(grid.width)})
    frame = pl.concat(parts, rechunk=True) if parts else empty
    nameless = frame.columns[len(grid.names) :]
    grid.faults += [
        EMPTY_HEADER.at(Place(grid.file, grid.header_row, int(at) + 1), spot=spot(grid.header_row, int(at)))
        for at in nameless
        if frame[at].null_count() < frame.height
    ]
    if len(set(grid.names)) < len(grid.names):
        return frame
    return frame.drop(nameless).rename(dict(zip(map(str, range(len(grid.names))), grid.names, strict=True)))


def _column(cells: Sequence[str]) -> pl.Series:
    return pl.Series([cell or None for cell in cells], dtype=pl.String)


def _fits(grid: Grid, number: int, cells: Sequence[str]) -> bool:
    if len(cells) == grid.width:
        grid.numbers.append(number)
        return True
    shown = " | ".join(cell for cell in cells if cell)
    grid.bad.append(ROW_WIDTH.bad(number, "", shown, width=grid.width, found=len(cells)))
    return False


def numbers_of(grid: Grid) -> pl.Series:
    """The numbers of the rows that were kept."""
    return row_numbers(grid.numbers)
