"""CSV -> a table: its encoding told or refused, its delimiter found by the header, its quoting checked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from thuocdo.diagnostics import Place, error, hint
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.files import is_packed, not_this
from thuocdo.tables.grid import Row, numbers_of, read_grid
from thuocdo.tables.table import Table
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.numbers import DecimalMark

DELIMITERS: Final = "\t;,"
LONGEST_CELL: Final = 100_000

ENCODING = error(
    "TD705",
    "«{path}» không ở bảng mã UTF-8 hay UTF-16: byte {byte} ở dòng {line}; có lẽ là {likely}.",
    "«{path}» is neither UTF-8 nor UTF-16: byte {byte} at line {line}; it is probably {likely}.",
)
QUOTING = error(
    "TD706",
    "Không tách được các ô của hàng {row}: {problem}.",
    "The cells of row {row} cannot be told apart: {problem}.",
)

_PROBLEMS: Final = {
    "unexpected end of data": Text("một dấu ngoặc kép mở mà không đóng", "a quotation mark is opened and never closed"),
    "expected after": Text(
        "sau dấu ngoặc kép đóng còn chữ; dấu ngoặc kép trong ô phải viết đôi",
        "text follows a closing quotation mark; one inside a cell is written twice",
    ),
    "field larger": Text(
        "có ô quá dài, có lẽ vì dấu ngoặc kép không đóng", "a cell is too long, perhaps for want of a closing mark"
    ),
}
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_TONES_1258: Final = frozenset(b"\xcc\xd2\xde\xec\xf2")
_VOWELS_1258: Final = frozenset(b"aeiouyAEIOUY\xe2\xea\xf4\xf5\xfd\xe3\xc2\xca\xd4\xd5\xdd\xc3")
_SAVE_AS: Final = hint(
    "Trong Excel: Tệp, Lưu thành, chọn «CSV UTF-8»; trong LibreOffice: chọn bộ ký tự Unicode (UTF-8) khi lưu.",
    "In Excel: File, Save As, choose «CSV UTF-8»; in LibreOffice choose the character set Unicode (UTF-8) when saving.",
)


def read_csv(path: Path, start: bytes, decimal_mark: DecimalMark | None) -> Table:
    """Read comma, semicolon or tab separated text."""
    if is_packed(start) or (b"\x00" in start and start[:2] not in _MARKS):
        raise not_this(path, "CSV", start)
    file, text = str(path), decode(path.read_bytes(), str(path))
    told, skipped = _told_delimiter(text)
    delimiter = told or _delimiter(text)
    grid = read_grid(file, _rows(file, text, delimiter, skipped))
    return Table(file, grid.frame, numbers_of(grid), grid.header_row, delimiter, decimal_mark, tuple(grid.bad))


def decode(content: bytes, file: str) -> str:
    """The text of a file in UTF-8 or, by its mark, UTF-16; raises `BadTable` with what seems to be there instead."""
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as failure:
        line = content.count(b"\n", 0, failure.start) + 1
        byte = f"0x{content[failure.start]:02X}"
        fault = ENCODING.at(
            Place(file, line, 1), help=_SAVE_AS, path=file, byte=byte, line=str(line), likely=_likely(content)
        )
        raise BadTable(file, (fault,)) from None
    return text


def _likely(content: bytes) -> Text:
    """The old encoding that a Vietnamese text in single bytes probably has."""
    high = sum(byte >= 0x80 for byte in content)
    tones = sum(byte in _TONES_1258 and before in _VOWELS_1258 for before, byte in pairwise(content))
    if tones * 4 >= high:
        return Text("Windows-1258", "Windows-1258")
    return Text("bảng mã cũ như TCVN3 (ABC) hoặc VNI", "an old Vietnamese encoding such as TCVN3 (ABC) or VNI")


def _told_delimiter(text: str) -> tuple[str | None, int]:
    """The delimiter that Excel's first line `sep=;` tells, and how many lines that takes."""
    first = text[:16].splitlines()[:1]
    if first and first[0].lower().startswith("sep=") and first[0][4:] in tuple(DELIMITERS):
        return first[0][4:], 1
    return None, 0


def _delimiter(text: str) -> str:
    """The mark that cuts the header into the most cells."""

    def cells(mark: str) -> int:
        try:
            return len(next((row for row in _reader(text, mark) if "".join(row).strip()), ()))
        except csv.Error:
            return 0

    return max(DELIMITERS, key=lambda mark: (cells(mark), mark == ","))


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _rows(file: str, text: str, delimiter: str, skipped: int) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    number = 0
    try:
        for number, cells in enumerate(_reader(text, delimiter), 1):
            if number > skipped:
                yield number, cells
    except csv.Error as failure:
        known = next(
            (text for words, text in _PROBLEMS.items() if words in str(failure)), Text(str(failure), str(failure))
        )
        fault = QUOTING.at(Place(file, number + 1, 1), row=str(number + 1), problem=known)
        raise BadTable(file, (fault,)) from None
