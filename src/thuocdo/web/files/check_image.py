"""Pictures: walked through by their own parts, so that nothing is hidden between or behind them."""

from __future__ import annotations

import os
import struct
from typing import IO, Any, Final

from django.utils.translation import gettext as _

from thuocdo.web.files.bad_file import BadFile, Why
from thuocdo.web.files.foreign import broken, mixed, must_be_alone
from thuocdo.web.files.kinds import Kind

MOST_PIXELS: Final = 300_000_000  # a drawing of A0 at 400 dots an inch has 250 million
_STANDALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_START_OF_SCAN: Final = 0xDA
_TIFF_ENTRY: Final = 12


def check_png(stream: IO[bytes], _kind: Kind) -> None:
    """From the header through every chunk to the end, which is the end of the file; raises `BadFile`."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(8)
    name = b""
    while name != b"IEND":
        length, name = _unpacked(stream, ">I4s")
        if not name.isalpha() or stream.tell() + length + 4 > size:
            raise broken()
        if name == b"IHDR":
            _must_be_bearable(*_unpacked(stream, ">II"))
            length -= 8
        stream.seek(length + 4, os.SEEK_CUR)
    if stream.tell() != size:
        raise mixed()
    must_be_alone(stream)


def check_jpeg(stream: IO[bytes], _kind: Kind) -> None:
    """Every segment up to the picture. Phones write a second picture behind the first, so what follows is only looked at for what it must not be."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(2)
    marker = 0
    while marker != _START_OF_SCAN:
        sign, marker = _unpacked(stream, ">BB")
        if sign != 0xFF:
            raise broken()
        if marker == 0xFF:
            stream.seek(-1, os.SEEK_CUR)
        elif marker not in _STANDALONE:
            (length,) = _unpacked(stream, ">H")
            if length < 2 or stream.tell() + length - 2 > size:
                raise broken()
            stream.seek(length - 2, os.SEEK_CUR)
    must_be_alone(stream)


def check_webp(stream: IO[bytes], _kind: Kind) -> None:
    """One RIFF container as long as the file."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    riff, length, form, first = _unpacked(stream, "<4sI4s4s")
    if riff != b"RIFF" or form != b"WEBP" or first not in {b"VP8 ", b"VP8L", b"VP8X"}:
        raise broken()
    if length + 8 + (length & 1) not in {size, size + 1}:
        raise mixed() if length + 8 < size else broken()
    must_be_alone(stream)


def check_tiff(stream: IO[bytes], _kind: Kind) -> None:
    """A first directory that lies in the file and says how large the picture is."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    order = {b"II": "<", b"MM": ">"}.get(stream.read(2))
    if order is None:
        raise broken()
    magic, start = _unpacked(stream, f"{order}HI")
    if magic != 42 or not 8 <= start <= size - 2:
        raise broken()
    stream.seek(start)
    (count,) = _unpacked(stream, f"{order}H")
    if not count or stream.tell() + count * _TIFF_ENTRY > size:
        raise broken()
    extent = {}
    for _entry in range(count):
        tag, kind, _many, value = _unpacked(stream, f"{order}HHI4s")
        if tag in {256, 257}:
            extent[tag] = (
                struct.unpack(f"{order}H", value[:2])[0] if kind == 3 else struct.unpack(f"{order}I", value)[0]
            )
    if len(extent) < 2:
        raise broken()
    _must_be_bearable(extent[256], extent[257])
    must_be_alone(stream)


def _unpacked(stream: IO[bytes], form: str) -> tuple[Any, ...]:
    wanted = struct.calcsize(form)
    found = stream.read(wanted)
    if len(found) < wanted:
        raise broken()
    return struct.unpack(form, found)


def _must_be_bearable(width: int, height: int) -> None:
    if not width or not height:
        raise broken()
    if width * height > MOST_PIXELS:
        raise BadFile(Why.UNPACKS, _("Ảnh này quá lớn khi mở ra. Hãy giảm kích thước (số điểm ảnh) rồi gửi."))
