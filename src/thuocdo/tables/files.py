"""What can be wrong with a file before a row is read: not there, a folder, too large, not what its name says."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from thuocdo.definition.source import CANNOT_OPEN, NOT_A_FILE, REASONS
from thuocdo.diagnostics import Diagnostic, Place, error, hint, note
from thuocdo.tables.bad_cells import BadTable
from thuocdo.vietnamese.languages import Text

MAX_BYTES: Final = 1_000_000_000
MAX_UNPACKED: Final = 1_000_000_000

TOO_LARGE = error("TD701", "«{path}» lớn hơn {limit} byte.", "«{path}» is larger than {limit} bytes.")
UNKNOWN_FORMAT = error(
    "TD702",
    "Không đọc được tệp có đuôi «{suffix}»; bảng số liệu là tệp {known}.",
    "Files named «{suffix}» are not read; a table is a file {known}.",
)
NOT_THIS_FORMAT = error(
    "TD703",
    "«{path}» không phải tệp {expected}; nội dung là {found}.",
    "«{path}» is not a {expected} file; it holds {found}.",
)
NO_CONTENT = error("TD704", "«{file}» không có hàng nào.", "«{file}» has no rows.")

_BEGINNINGS: Final = (
    (
        b"PK\x03\x04",
        Text("một tệp nén, có thể là Excel (.xlsx) hoặc .ods", "a zip archive, perhaps Excel (.xlsx) or .ods"),
    ),
    (b"\xd0\xcf\x11\xe0", Text("một tệp Excel kiểu cũ (.xls) hoặc Word", "an old Excel (.xls) or Word file")),
    (b"PAR1", Text("Parquet", "Parquet")),
    (b"%PDF", Text("PDF", "PDF")),
    (b"\x1f\x8b", Text("một tệp nén gzip", "a gzip archive")),
    (b"\x89PNG", Text("một ảnh", "a picture")),
    (b"\xff\xd8\xff", Text("một ảnh", "a picture")),
)
_PAGE: Final = Text("một trang web (HTML)", "a web page (HTML)")
_TEXT: Final = Text("văn bản", "text")
_BINARY: Final = Text("một tệp nhị phân", "a binary file")


def start_of(path: Path) -> bytes:
    """The first bytes of a file that can be read; raises `BadTable` for one that cannot."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _refused(path, NOT_A_FILE.at(_at(path), path=str(path), what=Text("là một thư mục", "is a folder")))
        if not stat.S_ISREG(status.st_mode):
            what = Text("là một thiết bị hoặc ống dẫn", "is a device or a pipe")
            raise _refused(path, NOT_A_FILE.at(_at(path), path=str(path), what=what))
        if status.st_size > MAX_BYTES:
            raise _refused(path, TOO_LARGE.at(_at(path), path=str(path), limit=MAX_BYTES))
        with path.open("rb") as file:
            start = file.read(4096)
    except (OSError, ValueError) as failure:
        raise _refused(path, _cannot_open(path, failure)) from None
    if not start:
        raise _refused(path, NO_CONTENT.at(_at(path), file=str(path)))
    return start


def found_in(start: bytes) -> Text:
    """What a file seems to hold, by its first bytes."""
    known = next((text for beginning, text in _BEGINNINGS if start.startswith(beginning)), None)
    if known:
        return known
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return _PAGE
    return _BINARY if b"\x00" in start else _TEXT


def is_packed(start: bytes) -> bool:
    """Whether a file begins like something that cannot be a text."""
    return any(start.startswith(beginning) for beginning, _ in _BEGINNINGS)


@contextmanager
def refusing_panics(path: Path, expected: str, start: bytes) -> Iterator[None]:
    """Refuse a damaged file over which a library written in Rust stumbles: its panics are no ordinary exceptions."""
    try:
        yield
    except BaseException as failure:
        if type(failure).__name__ != "PanicException":
            raise
        raise not_this(path, expected, start) from None


def not_this(path: Path, expected: str, start: bytes, *, help: Text | None = None) -> BadTable:
    """The refusal of a file that is not what its name says."""
    return _refused(
        path, NOT_THIS_FORMAT.at(_at(path), help=help, path=str(path), expected=expected, found=found_in(start))
    )


def unknown_format(path: Path, known: tuple[str, ...]) -> BadTable:
    """The refusal of a file by its name."""
    help = hint("Lưu bảng thành .xlsx hoặc .csv.", "Save the table as .xlsx or .csv.")
    return _refused(path, UNKNOWN_FORMAT.at(_at(path), help=help, suffix=path.suffix or path.name, known=known))


def _cannot_open(path: Path, failure: OSError | ValueError) -> Diagnostic:
    known = next((text for kind, text in REASONS.items() if isinstance(failure, kind)), None)
    detail = getattr(failure, "strerror", None) or str(failure)
    told = () if known else (note("Hệ thống báo: {detail}.", "The system says: {detail}.", detail=detail),)
    reason = known or Text("hệ thống từ chối", "the system refused")
    return CANNOT_OPEN.at(_at(path), notes=told, path=str(path), reason=reason)


def _refused(path: Path, diagnostic: Diagnostic) -> BadTable:
    return BadTable(str(path), (diagnostic,))


def _at(path: Path) -> Place:
    return Place(str(path), 1, 1)
