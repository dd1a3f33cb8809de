"""A path -> the text behind it, or a clear diagnostic: missing, a folder, too large, not text."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from thuocdo.definition.document import Unreadable
from thuocdo.diagnostics import Diagnostic, Place, error, hint, note
from thuocdo.vietnamese.languages import Text

MAX_BYTES = 2_000_000

CANNOT_OPEN = error("TD101", "Không mở được «{path}»: {reason}.", "Cannot open «{path}»: {reason}.")
NOT_A_FILE = error("TD102", "«{path}» {what}, không phải một tệp.", "«{path}» {what}, not a file.")
TOO_LARGE = error(
    "TD103",
    "«{path}» lớn hơn {limit} byte, mức lớn nhất của một bộ tiêu chí.",
    "«{path}» is larger than {limit} bytes, the most a criteria set may have.",
)
NOT_TEXT = error("TD104", "«{path}» không phải văn bản UTF-8: {reason}.", "«{path}» is not UTF-8 text: {reason}.")

REASONS = {
    FileNotFoundError: Text("không có tệp này", "there is no such file"),
    PermissionError: Text("không có quyền đọc", "reading it is not permitted"),
    NotADirectoryError: Text("đường dẫn đi qua một tệp như thể đó là thư mục", "the path runs through a file"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file's name as the reader knows it, and its text."""

    file: str
    text: str


def read_source(path: Path, *, limit: int = MAX_BYTES) -> Source:
    """Read a file as UTF-8 text of at most `limit` bytes; raises `Unreadable` with the diagnostic."""
    shown = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise Unreadable(_folder(path))
        if not stat.S_ISREG(status.st_mode):
            what = Text("là một thiết bị hoặc ống dẫn", "is a device or a pipe")
            raise Unreadable(NOT_A_FILE.at(_at(shown), path=shown, what=what))
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except (OSError, ValueError) as failure:
        raise Unreadable(_cannot_open(shown, failure)) from None
    if len(content) > limit:
        raise Unreadable(TOO_LARGE.at(_at(shown), path=shown, limit=limit))
    return Source(shown, decode(content, shown))


def decode(content: bytes, shown: str) -> str:
    """Decode UTF-8 (a byte order mark is let pass); raises `Unreadable` naming what was found instead."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        help = hint("Lưu lại tệp với bảng mã UTF-8.", "Save the file again as UTF-8.")
        reason = Text("tệp ở bảng mã UTF-16", "the file is in UTF-16")
        raise Unreadable(NOT_TEXT.at(_at(shown), help=help, path=shown, reason=reason))
    if b"\x00" in content:
        reason = Text("đây là một tệp nhị phân", "it is a binary file")
        raise Unreadable(NOT_TEXT.at(_at(shown), path=shown, reason=reason))
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as failure:
        line = content.count(b"\n", 0, failure.start) + 1
        byte = f"0x{content[failure.start]:02X}"
        reason = Text(f"byte {byte} ở dòng {line}", f"byte {byte} at line {line}")
        help = hint("Lưu lại tệp với bảng mã UTF-8.", "Save the file again as UTF-8.")
        raise Unreadable(NOT_TEXT.at(Place(shown, line, 1), help=help, path=shown, reason=reason)) from None


def _at(shown: str) -> Place:
    return Place(shown, 1, 1)


def _folder(path: Path) -> Diagnostic:
    what = Text("là một thư mục", "is a folder")
    there = [inside.name for inside in path.iterdir()] if os.access(path, os.R_OK) else []
    help = None
    if "set.yaml" in there:
        inside = str(path / "set.yaml")
        help = hint("Bộ tiêu chí nằm trong «{inside}».", "The criteria set is in «{inside}».", inside=inside)
    return NOT_A_FILE.at(_at(str(path)), help=help, path=str(path), what=what)


def _cannot_open(shown: str, failure: OSError | ValueError) -> Diagnostic:
    known = next((text for kind, text in REASONS.items() if isinstance(failure, kind)), None)
    detail = getattr(failure, "strerror", None) or str(failure)
    told = () if known else (note("Hệ thống báo: {detail}.", "The system says: {detail}.", detail=detail),)
    reason = known or Text("hệ thống từ chối", "the system refused")
    return CANNOT_OPEN.at(_at(shown), notes=told, path=shown, reason=reason)
