"""A frame -> a file, whole or not at all: written beside its place under another name, then renamed.

Text that a spreadsheet would take for a formula is made harmless by an apostrophe; figures such as -1,5 stay as they are.
"""

from __future__ import annotations

import errno
import io
import json
import os
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

import polars as pl
import xlsxwriter

from thuocdo.diagnostics import Diagnostic, Place, error
from thuocdo.tables.figures import extremes
from thuocdo.tables.files import unknown_format
from thuocdo.tables.plain_text import plain_text
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.numbers import DecimalMark, plain_number

Told = Callable[[int, int], None]

MAX_SHEET_ROWS: Final = 1_048_575
EXACT_IN_EXCEL: Final = 15
_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_FIGURE: Final = re.compile(r"[+-]?[0-9][0-9.,\u00a0 ]*%?|-")
_SHEET_NAME: Final = "thuocdo"

CANNOT_WRITE = error("TD780", "Không ghi được «{path}»: {reason}.", "Cannot write «{path}»: {reason}.")
TOO_LONG_FOR_EXCEL = error(
    "TD781",
    "Bảng có {rows} hàng, một trang tính Excel chứa nhiều nhất {limit}; hãy ghi ra .csv hoặc .parquet.",
    "The table has {rows} rows, an Excel sheet holds at most {limit}; write .csv or .parquet.",
)

_REASONS: Final = {
    errno.ENOSPC: Text("ổ đĩa đã đầy", "the disk is full"),
    errno.EDQUOT: Text("đã hết hạn mức đĩa", "the disk quota is used up"),
    errno.EACCES: Text("không có quyền ghi ở đó", "writing there is not permitted"),
    errno.EPERM: Text("không có quyền ghi ở đó", "writing there is not permitted"),
    errno.EROFS: Text("ổ đĩa chỉ cho đọc", "the disk is read-only"),
    errno.ENOENT: Text("không có thư mục đó", "there is no such folder"),
    errno.ENOTDIR: Text("đường dẫn đi qua một tệp như thể đó là thư mục", "the path runs through a file"),
    errno.EISDIR: Text("đó là một thư mục", "it is a folder"),
}


class CannotWrite(Exception):
    """A file that was not written; nothing is left of it."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(f"{diagnostic.code}: {diagnostic.message.en}")
        self.diagnostic = diagnostic


def write_table(frame: pl.DataFrame, path: Path, *, decimal_mark: DecimalMark = ".", told: Told | None = None) -> None:
    """Write a frame by the name of its file: .csv, .xlsx, .parquet or .json; rows and columns keep their order.

    CSV is UTF-8 with a byte order mark, so that Excel reads it; with a decimal comma, its cells are parted by semicolons.
    A workbook takes long: `told` hears how much of it is done, and of how much.
    Raises `CannotWrite`, and `BadTable` for a name of no known format.
    """
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise unknown_format(path, tuple(FORMATS))
    if path.suffix.lower() == ".xlsx" and frame.height > MAX_SHEET_ROWS:
        place = Place(str(path), 1, 1)
        raise CannotWrite(TOO_LONG_FOR_EXCEL.at(place, rows=frame.height, limit=MAX_SHEET_ROWS))
    content = io.BytesIO()
    if form is _write_xlsx and told is not None:
        form = partial(_write_xlsx, told=told)
    form(frame, content, decimal_mark)
    write_whole(path, content.getbuffer())


def write_whole(path: Path, content: bytes | memoryview) -> None:
    """Write a file so that there is either all of it or what was there before; raises `CannotWrite`."""
    target = path.resolve()
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target, content)
    except OSError as failure:
        raise CannotWrite(_cannot_write(path, failure)) from failure


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless("-1,5")
    ("'=1+1", '-1,5')
    """
    return f"'{text}" if _FORMULA.match(text) and not _FIGURE.fullmatch(text) else text


def _replace(target: Path, content: bytes | memoryview) -> None:
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _write_csv(frame: pl.DataFrame, file: BinaryIO, decimal_mark: DecimalMark) -> None:
    exact = frame.select(_as_text(column, decimal_mark) for column in frame.iter_columns())
    exact.columns = [harmless(name) for name in exact.columns]
    exact.write_csv(file, include_bom=True, separator=";" if decimal_mark == "," else ",")


def _write_xlsx(
    frame: pl.DataFrame, file: BinaryIO, _decimal_mark: DecimalMark, told: Told = lambda _done, _of: None
) -> None:
    """Half of the work is done when all cells are in: xlsxwriter packs them when it closes the book."""
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_SHEET_NAME)
        heading = book.add_format({"bold": True})
        for at, column in enumerate(frame.iter_columns()):
            sheet.write_string(0, at, harmless(column.name), heading)
            write = _cell_writer(sheet, column)
            for row, value in enumerate(column.to_list(), 1):
                if value is not None:
                    write(row, at, value)
            told(at + 1, 2 * frame.width)
        sheet.freeze_panes(1, 1)
        sheet.autofit()
    told(2 * frame.width, 2 * frame.width)


def _cell_writer(sheet: Any, column: pl.Series) -> Callable[[int, int, Any], object]:
    """What writes the cells of a column, found out once: figures that Excel keeps as they are as numbers, all else as text."""
    if column.dtype == pl.Boolean:
        write: Callable[[int, int, Any], object] = sheet.write_boolean
    elif (isinstance(column.dtype, pl.Decimal) or column.dtype.is_integer()) and _exact_in_excel(column):
        write = sheet.write_number
    elif column.dtype == pl.String:
        return lambda row, at, value: sheet.write_string(row, at, harmless(value))
    else:
        return lambda row, at, value: _write_cell(sheet, row, at, value)
    return write


def _exact_in_excel(column: pl.Series) -> bool:
    """Whether no figure of the column has more digits than an Excel cell keeps, zeros at its end counted."""
    units = column.to_physical() if isinstance(column.dtype, pl.Decimal) else column
    low, high = extremes(units)
    return max(-low, high) < 10**EXACT_IN_EXCEL


def _write_cell(sheet: Any, row: int, column: int, value: object) -> None:
    if isinstance(value, int | Decimal) and len(Decimal(value).normalize().as_tuple().digits) <= EXACT_IN_EXCEL:
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, harmless(_text(value)))


def _write_json(frame: pl.DataFrame, file: BinaryIO, _decimal_mark: DecimalMark) -> None:
    rows = ({name: _plain(value) for name, value in row.items()} for row in frame.iter_rows(named=True))
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    file.write(f"[\n{lines}\n]\n".encode())


def _write_parquet(frame: pl.DataFrame, file: BinaryIO, _decimal_mark: DecimalMark) -> None:
    frame.write_parquet(file)


def _as_text(column: pl.Series, decimal_mark: DecimalMark) -> pl.Series:
    """A column as CSV holds it: text made harmless, decimals without needless zeros."""
    if column.dtype == pl.String:
        risky = column.str.contains(r"^[=+\-@\t\r]")
        return column if not risky.any() else _mapped(column, harmless)
    if isinstance(column.dtype, pl.Decimal):
        exact = plain_text(pl.col(column.name)).str.replace(".", decimal_mark, literal=True)
        return column.to_frame().select(exact).to_series()
    if column.dtype == pl.Boolean or column.dtype.is_integer():
        return column
    return _mapped(column, lambda value: harmless(_text(value)))


def _mapped(column: pl.Series, written: Callable[[Any], str]) -> pl.Series:
    cells = [None if value is None else written(value) for value in column.to_list()]
    return pl.Series(column.name, cells, pl.String)


def _text(value: object) -> str:
    if isinstance(value, list):
        return ";".join(map(str, value)) or "-"
    return plain_number(value) if isinstance(value, Decimal) else str(value)


def _plain(value: object) -> object:
    """A value as JSON holds it: decimals as text, so that no reader makes floats of them."""
    return plain_number(value) if isinstance(value, Decimal) else value


def _cannot_write(path: Path, failure: OSError) -> Diagnostic:
    told = failure.strerror or str(failure)
    reason = _REASONS.get(failure.errno or 0, Text(f"hệ thống báo «{told}»", f"the system says «{told}»"))
    return CANNOT_WRITE.at(Place(str(path), 1, 1), path=str(path), reason=reason)


FORMATS: Final[dict[str, Callable[[pl.DataFrame, BinaryIO, DecimalMark], None]]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".parquet": _write_parquet,
    ".json": _write_json,
}
