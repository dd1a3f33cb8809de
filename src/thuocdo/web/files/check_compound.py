"""Word and Excel of 97-2003: a container of streams. Macros and passwords show in its streams' names and first records."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

import olefile
from django.utils.translation import gettext as _

from thuocdo.web.files import kinds
from thuocdo.web.files.bad_file import BadFile, Why
from thuocdo.web.files.foreign import broken, must_be_alone
from thuocdo.web.files.kinds import Kind

_WORD: Final = "worddocument"
_SHEETS: Final = ("workbook", "book")
_MACROS: Final = frozenset({"macros", "vba", "_vba_project", "_vba_project_cur", "_vba_project_cur_"})
_PACKED: Final = frozenset({"encryptedpackage", "encryptioninfo", "\x06dataspaces"})
# Records of an .xls and a bit of a .doc, as [MS-XLS] and [MS-DOC] number them.
_FILE_PASS, _BOUND_SHEET, _END_OF_PART, _MACRO_SHEET, _BASIC_MODULE = 0x2F, 0x85, 0x0A, 1, 6
_WORD_LOCKED: Final = 0x0100
_MOST_READ: Final = 1 << 20


def check_compound(stream: IO[bytes], kind: Kind) -> None:
    """A .doc or .xls; raises `BadFile`."""
    with _opened(stream) as container:
        paths = _paths(container)
        _must_be_open(paths)
        _must_be_free_of_macros(paths)
        (_check_word if kind is kinds.DOC else _check_sheets)(container, paths)
    must_be_alone(stream)


def must_have_no_macros(stream: IO[bytes]) -> None:
    """Of a container inside another file: no macros; raises `BadFile`."""
    with _opened(stream) as container:
        _must_be_free_of_macros(_paths(container))


def must_be_open(stream: IO[bytes]) -> None:
    """Of a container that should be an archive: no password; raises `BadFile`."""
    with _opened(stream) as container:
        _must_be_open(_paths(container))


@contextmanager
def _opened(stream: IO[bytes]) -> Iterator[olefile.OleFileIO]:
    """A container; whatever breaks while it is read is a broken file."""
    stream.seek(0)
    try:
        with olefile.OleFileIO(stream) as container:
            yield container
    except (OSError, ValueError, IndexError, struct.error):
        raise broken() from None


def _paths(container: olefile.OleFileIO) -> list[tuple[str, ...]]:
    return [tuple(part.lower() for part in path) for path in container.listdir(streams=True, storages=True)]


def has_macros() -> BadFile:
    """The refusal of a file that brings a program along."""
    return BadFile(Why.MACRO, _("Tệp này có macro. Hãy lưu lại dạng không có macro (.docx, .xlsx hoặc PDF) rồi gửi."))


def is_locked() -> BadFile:
    """The refusal of a file that only its password opens."""
    return BadFile(
        Why.LOCKED, _("Tệp này được khóa bằng mật khẩu nên không ai kiểm tra được nội dung. Hãy gỡ mật khẩu rồi gửi.")
    )


def _must_be_open(paths: list[tuple[str, ...]]) -> None:
    if _PACKED.intersection(path[0] for path in paths):
        raise is_locked()


def _must_be_free_of_macros(paths: list[tuple[str, ...]]) -> None:
    if any(_MACROS.intersection(path) for path in paths):
        raise has_macros()


def _check_word(container: olefile.OleFileIO, paths: list[tuple[str, ...]]) -> None:
    if (_WORD,) not in paths:
        raise broken()
    head = container.openstream(_WORD).read(12)
    magic, flags = struct.unpack("<H8xH", head)
    if magic != 0xA5EC:
        raise broken()
    if flags & _WORD_LOCKED:
        raise is_locked()


def _check_sheets(container: olefile.OleFileIO, paths: list[tuple[str, ...]]) -> None:
    name = next((name for name in _SHEETS if (name,) in paths), None)
    if name is None:
        raise broken()
    for number, content in _records(container.openstream(name).read(_MOST_READ)):
        if number == _FILE_PASS:
            raise is_locked()
        if number == _BOUND_SHEET and len(content) > 5 and content[5] in {_MACRO_SHEET, _BASIC_MODULE}:
            raise has_macros()


def _records(found: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of the part that describes the workbook."""
    place = 0
    while place + 4 <= len(found):
        number, length = struct.unpack_from("<HH", found, place)
        yield number, found[place + 4 : place + 4 + length]
        if number == _END_OF_PART:
            return
        place += 4 + length
