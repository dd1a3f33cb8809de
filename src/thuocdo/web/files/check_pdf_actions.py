"""What a PDF could do by itself: scripts, programs to start, files inside. Found by the words for them, wherever they stand.

plain objects      every byte of the file is looked at, so that none hides between or behind what the table of objects names
object streams     unpacked and looked at as well; one that is packed in an unusual way is refused
with a password    object streams of an encrypted PDF stay closed: the words in them cannot be seen (docs/evidence.md)
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from typing import IO, Final

from django.utils.translation import gettext as _

from thuocdo.web.files.bad_file import BadFile, Why
from thuocdo.web.files.foreign import broken

_BLOCK: Final = 1 << 20
_LAP: Final = (
    4096  # what is looked at again with the next block: no word, and no dictionary of an object stream, is longer
)
_MOST_UNPACKED: Final = 256 << 20
_GAP: Final = rb"(?:[\0\t\n\f\r ]|%[^\r\n]{0,200}[\r\n])*"
_END: Final = rb"(?=[\0\t\n\f\r ()<>\[\]{}/%]|$)"
_OBJECT: Final = rb"(?:<<|\d+" + _GAP + rb"\d+" + _GAP + rb"R)"


def _name(text: str) -> bytes:
    """A name, any letter of which may be written as its number: /JavaScript is /J#61vaScript."""
    letters = (rb"(?:%c|#(?i:%02x))" % (ord(letter), ord(letter)) for letter in text)
    return b"/" + b"".join(letters) + _END


_SCRIPT: Final = re.compile(
    b"|".join(
        (
            _name("S") + _GAP + _name("JavaScript"),
            _name("S") + _GAP + _name("Launch"),
            _name("JavaScript") + _GAP + _OBJECT,
            _name("JS") + _GAP + _OBJECT,
        )
    )
)
_INSIDE: Final = re.compile(_name("EF") + _GAP + _OBJECT + b"|" + _name("EmbeddedFiles") + _GAP + _OBJECT)
_ENCRYPTED: Final = re.compile(_name("Encrypt") + _GAP + _OBJECT)
_STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
_HOLDS_OBJECTS: Final = re.compile(_name("ObjStm") + b"|" + _name("First") + _GAP + rb"\d")
_FILTER: Final = re.compile(_name("Filter"))
_PLAINLY_PACKED: Final = re.compile(
    _name("Filter") + _GAP + rb"(?:\[" + _GAP + _name("FlateDecode") + _GAP + rb"\]|" + _name("FlateDecode") + b")"
)
_PREDICTED: Final = re.compile(_name("Predictor") + _GAP + rb"0*(?:[2-9]|1\d)")


def check_pdf_actions(stream: IO[bytes]) -> None:
    """Raises `BadFile` for a script, a program to start, a file inside, or an object stream that cannot be looked into."""
    encrypted, packed = False, dict[int, bytes]()
    for place, block in _blocks(stream):
        _must_do_nothing(block)
        encrypted = encrypted or _ENCRYPTED.search(block) is not None
        packed |= {place + at: dictionary for at, dictionary in _object_streams(block)}
    left = _MOST_UNPACKED
    for at, dictionary in packed.items():
        if not _FILTER.search(dictionary):
            continue
        if not _PLAINLY_PACKED.search(dictionary) or _PREDICTED.search(dictionary):
            raise broken()
        try:
            left -= _look_into(stream, at, left)
        except zlib.error:
            if not encrypted:
                raise broken() from None


def _blocks(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The whole file with where each piece stands; each begins with the end of the one before."""
    size, place = stream.seek(0, os.SEEK_END), 0
    while place < size:
        stream.seek(place)
        yield place, stream.read(_BLOCK + _LAP)
        place += _BLOCK


def _must_do_nothing(content: bytes) -> None:
    if _SCRIPT.search(content):
        raise BadFile(Why.MACRO, _("Tệp PDF này có mã lệnh chạy kèm. Hãy in lại thành tệp PDF mới rồi gửi tệp đó."))
    if _INSIDE.search(content):
        raise BadFile(Why.MIXED, _("Tệp PDF này có tệp khác đính bên trong. Hãy lưu tệp đó ra và gửi riêng từng tệp."))


def _object_streams(block: bytes) -> Iterator[tuple[int, bytes]]:
    """Where the contents of object streams begin, each with the dictionary before it."""
    for begins in _STREAM.finditer(block):
        before = block[max(0, begins.start() - _LAP) : begins.start()]
        dictionary = before[before.rfind(b"obj") + 3 :]
        if _HOLDS_OBJECTS.search(dictionary):
            yield begins.end(), dictionary


def _look_into(stream: IO[bytes], at: int, most: int) -> int:
    """Look at what an object stream unpacks to; how much that is. Raises `zlib.error` where it is not packed like that."""
    unpack, found, lap = zlib.decompressobj(), 0, b""
    stream.seek(at)
    packed = stream.read(_BLOCK)
    while packed and not unpack.eof:
        content = unpack.decompress(packed, _BLOCK)
        found += len(content)
        if found > most:
            raise BadFile(Why.UNPACKS, _("Nội dung của tệp bung ra lớn bất thường nên không nhận được."))
        _must_do_nothing(lap + content)
        lap = content[-_LAP:]
        packed = unpack.unconsumed_tail or stream.read(_BLOCK)
    return found
