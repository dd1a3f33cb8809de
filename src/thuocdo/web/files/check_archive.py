"""Word, Excel and OpenDocument of today are archives: what they hold, what it unpacks to, what is hidden in them.

Every entry is unpacked once, in blocks, and counted: what an archive says of itself is not believed.
"""

from __future__ import annotations

import os
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

from django.utils.translation import gettext as _

from thuocdo.web.files import kinds
from thuocdo.web.files.bad_file import BadFile, Why
from thuocdo.web.files.check_compound import has_macros, is_locked, must_be_open, must_have_no_macros
from thuocdo.web.files.foreign import broken, mixed, must_begin_alone
from thuocdo.web.files.kinds import Kind

MOST_ENTRIES: Final = 10_000
MOST_UNPACKED: Final = 512 << 20
MOST_TIMES: Final = 200
FREE_OF_RATIO: Final = 16 << 20  # small files of blank rows pack very well
MOST_DEEP: Final = 2  # a document in a document; a third is hiding
_BLOCK: Final = 1 << 18
_GAP: Final = 64  # behind an entry stands at most its descriptor
_ARCHIVE, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS: Final = re.compile(r"(?:^|/)(?:vba\w*\.(?:bin|xml)|macrosheets/|activex/|basic/|scripts/)", re.IGNORECASE)
_PROGRAM: Final = re.compile(r"\.(?:exe|dll|com|bat|cmd|js|jse|vbs|vbe|ps1|hta|jar|scr|msi|lnk|wsf|sh)$", re.IGNORECASE)
_MAIN: Final = {
    kinds.DOCX: b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    kinds.XLSX: b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_LISTED: Final = 1 << 20


@dataclass
class _Room:
    """How much may still be unpacked, through all archives inside one another."""

    packed: int
    unpacked: int = 0
    entries: int = 0

    def take(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > MOST_UNPACKED or (
            self.unpacked > FREE_OF_RATIO and self.unpacked > self.packed * MOST_TIMES
        ):
            raise _unpacks()


def check_openxml(stream: IO[bytes], kind: Kind) -> None:
    """A .docx or .xlsx whose main part is what the extension says; raises `BadFile`."""
    if stream.read(8) == _COMPOUND:
        must_be_open(stream)
        raise broken()
    with _opened(stream) as archive:
        _walk(stream, archive)
        try:
            listed = _text(archive, "[Content_Types].xml")
        except KeyError:
            raise broken() from None
        if b"macroenabled" in listed.lower():
            raise has_macros()
        if _MAIN[kind] not in listed:
            raise broken()


def check_opendocument(stream: IO[bytes], kind: Kind) -> None:
    """An .odt or .ods that names its kind in its first entry; raises `BadFile`."""
    with _opened(stream) as archive:
        _walk(stream, archive)
        try:
            said, listed = _text(archive, "mimetype"), _text(archive, "META-INF/manifest.xml")
            archive.getinfo("content.xml")
        except KeyError:
            raise broken() from None
        if b"encryption-data" in listed:
            raise is_locked()
        if said.strip() != kind.content_type.encode():
            raise broken()


def _opened(stream: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError):
        raise broken() from None


def _text(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LISTED:
        raise _unpacks()
    return archive.read(name)


def _walk(stream: IO[bytes], archive: zipfile.ZipFile) -> None:
    must_begin_alone(stream)
    size = stream.seek(0, os.SEEK_END)
    try:
        _walk_into(stream, archive, _Room(size), depth=0)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, struct.error):
        raise broken() from None


def _walk_into(stream: IO[bytes], archive: zipfile.ZipFile, room: _Room, depth: int) -> None:
    entries = archive.infolist()
    room.entries += len(entries)
    if room.entries > MOST_ENTRIES:
        raise _unpacks()
    for entry, place in _places(stream, archive):
        _must_be_harmless(entry)
        _look_into(stream, entry, place, room, depth)


def _places(stream: IO[bytes], archive: zipfile.ZipFile) -> list[tuple[zipfile.ZipInfo, int]]:
    """Each entry with where its data begins. They stand one behind the other from the first byte, none over another,
    and the end of the archive is the end of the file.
    """
    size, end, found = stream.seek(0, os.SEEK_END), 0, []
    for entry in sorted(archive.infolist(), key=lambda one: one.header_offset):
        if entry.header_offset < end:
            raise _unpacks()
        if entry.header_offset > end + (_GAP if end else 0):
            raise mixed()
        stream.seek(entry.header_offset + 26)
        name, extra = struct.unpack("<HH", stream.read(4))
        place = entry.header_offset + 30 + name + extra
        found.append((entry, place))
        end = place + entry.compress_size
    stream.seek(max(0, size - 22))
    if archive.start_dir > end + _GAP or archive.comment or stream.read(4) != b"PK\x05\x06":
        raise mixed()
    return found


def _must_be_harmless(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise is_locked()
    if _MACROS.search(entry.filename):
        raise has_macros()
    parts = entry.filename.replace("\\", "/").split("/")
    if ".." in parts or entry.filename.startswith("/") or _PROGRAM.search(entry.filename):
        raise mixed()


def _look_into(stream: IO[bytes], entry: zipfile.ZipInfo, place: int, room: _Room, depth: int) -> None:
    """Count what an entry unpacks to; a document inside is looked at as the one around it was."""
    with tempfile.SpooledTemporaryFile(_BLOCK * 4) as inner:
        head = b""
        for block in _unpacked(stream, entry, place):
            room.take(len(block))
            head = head or block
            if head[:4] == _ARCHIVE or head[:8] == _COMPOUND:
                inner.write(block)
        if head[:2] == b"MZ":
            raise mixed()
        if head[:8] == _COMPOUND:
            inner.seek(0)
            must_have_no_macros(inner)
        elif head[:4] == _ARCHIVE:
            if depth + 1 >= MOST_DEEP:
                raise _unpacks()
            with zipfile.ZipFile(inner) as within:
                _walk_into(inner, within, room, depth + 1)


def _unpacked(stream: IO[bytes], entry: zipfile.ZipInfo, place: int) -> Iterator[bytes]:
    """The data of an entry in blocks, to its real end; the library would stop where the archive says that it ends."""
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise broken()
    packed = zlib.decompressobj(-zlib.MAX_WBITS) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    left, size, crc, waiting = entry.compress_size, 0, 0, b""
    while left or waiting:
        if not waiting:
            stream.seek(place + entry.compress_size - left)
            waiting = stream.read(min(left, _BLOCK))
            if not waiting:
                raise broken()
            left -= len(waiting)
        block, waiting = (
            (waiting, b"") if packed is None else (packed.decompress(waiting, _BLOCK), packed.unconsumed_tail)
        )
        size, crc = size + len(block), zlib.crc32(block, crc)
        yield block
    if (packed is not None and (not packed.eof or packed.unused_data)) or (size, crc) != (entry.file_size, entry.CRC):
        raise broken()


def _unpacks() -> BadFile:
    return BadFile(
        Why.UNPACKS,
        _("Tệp này nở ra quá lớn hoặc lồng quá nhiều lớp khi mở. Hãy xuất ra PDF hoặc tách thành tệp nhỏ hơn."),
    )
