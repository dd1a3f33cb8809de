"""A zip file from anywhere -> its files in memory, or why it is refused. Nothing is ever written to a disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from thuocdo.diagnostics import Diagnostic, Place
from thuocdo.reports.bundle.damaged import (
    BAD_MANIFEST,
    EXTRA_FILE,
    MISSING_FILE,
    NOT_AN_ARCHIVE,
    TOO_LARGE,
    TWICE,
    UNKNOWN_FORMAT,
    UNSAFE_NAME,
    Damaged,
)
from thuocdo.reports.bundle.layout import FORMAT, KNOWN, MANIFEST, REQUIRED, UNLISTED
from thuocdo.reports.bundle.manifest import Manifest, UnknownFormat
from thuocdo.reports.bundle.strict_json import NotJson
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.files import NO_CONTENT, start_of
from thuocdo.vietnamese.languages import Text

MAX_UNPACKED: Final = 1_000_000_000
MOST_TOLD: Final = 20
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_SEPARATORS: Final = frozenset("/\\:\0")


def content_of(path: Path) -> bytes:
    """The bytes of a file; raises `BadTable` for one that cannot be read, and `Damaged` for an empty one."""
    try:
        start_of(path)
    except BadTable as refused:
        if refused.diagnostics[0].code != NO_CONTENT.code:
            raise
        problem = Text("tệp trống", "it is empty")
        raise _damaged(NOT_AN_ARCHIVE.at(_at(str(path)), path=str(path), problem=problem)) from None
    return path.read_bytes()


def unpack(content: bytes, path: str) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest and every file of a bundle, `path` being its name for the reader; raises `Damaged`."""
    files = _files(content, path)
    try:
        manifest = Manifest.read(files[MANIFEST].decode("utf-8"))
    except UnknownFormat as failure:
        raise _damaged(UNKNOWN_FORMAT.at(_at(path), path=path, stated=failure.stated[:80], known=FORMAT)) from None
    except (NotJson, UnicodeDecodeError) as failure:
        problem = getattr(failure, "problem", Text("không phải văn bản UTF-8", "it is no UTF-8 text"))
        raise _damaged(BAD_MANIFEST.at(_at(path), path=path, problem=problem)) from None
    unlisted = [name for name in files if name not in manifest.files and name not in UNLISTED]
    absent = [name for name in manifest.files if name not in files]
    found = [EXTRA_FILE.at(_at(path), path=path, name=name) for name in unlisted]
    found += [MISSING_FILE.at(_at(path), path=path, name=name) for name in absent[:MOST_TOLD]]
    if found:
        raise Damaged(tuple(found))
    return manifest, files


def _files(content: bytes, path: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            entries = source.infolist()
            found = tuple(_faults(entries, path))
            if found:
                raise Damaged(found[:MOST_TOLD])
            return {entry.filename: source.read(entry) for entry in entries}
    except _BROKEN as failure:
        told = str(failure)[:200] or type(failure).__name__
        raise _damaged(NOT_AN_ARCHIVE.at(_at(path), path=path, problem=told)) from None


def _faults(entries: list[zipfile.ZipInfo], path: str) -> Iterator[Diagnostic]:
    """Everything that is wrong with the list of files, before one of them is unpacked."""
    names = [entry.filename for entry in entries]
    cut = {entry.filename for entry in entries if entry.orig_filename != entry.filename}  # at a zero byte
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        yield TOO_LARGE.at(_at(path), path=path, limit=MAX_UNPACKED)
    for entry in entries:
        if entry.flag_bits & 1:
            problem = Text("tệp bị khóa bằng mật khẩu", "its files are locked by a password")
            yield NOT_AN_ARCHIVE.at(_at(path), path=path, problem=problem)
            return
    for name, times in Counter(names).items():
        if times > 1:
            yield TWICE.at(_at(path), path=path, name=name)
        if _SEPARATORS & set(name) or name.startswith(".") or not name or name in cut:
            yield UNSAFE_NAME.at(_at(path), path=path, name=name)
        elif name not in KNOWN:
            yield EXTRA_FILE.at(_at(path), path=path, name=name)
    for name in REQUIRED:
        if name not in names:
            yield MISSING_FILE.at(_at(path), path=path, name=name)


def _at(path: str) -> Place:
    return Place(path, 1, 1)


def _damaged(diagnostic: Diagnostic) -> Damaged:
    return Damaged((diagnostic,))
