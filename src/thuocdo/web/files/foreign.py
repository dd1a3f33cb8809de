"""What no file of another kind has at its ends: the beginnings of pages and programs, the end of an archive.

A file that two programs read as two different things is found by what browsers and archivers look for: browsers at the
first bytes, archivers at the last.
"""

from __future__ import annotations

import os
import re
from typing import IO, Final

from django.utils.translation import gettext as _

from thuocdo.web.files.bad_file import BadFile, Why

HEAD: Final = 4096
TAIL: Final = 65_536 + 22  # the end of an archive with the longest comment it can have
_PAGE: Final = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|iframe|svg|\?php)\b", re.IGNORECASE)
_ARCHIVE_END: Final = b"PK\x05\x06"
_PDF: Final = b"%PDF-"


def must_be_alone(stream: IO[bytes], *, pdf: bool = False) -> None:
    """Nothing at either end that makes the file something else as well; raises `BadFile`."""
    must_begin_alone(stream, pdf=pdf)
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - TAIL))
    tail = stream.read(TAIL)
    if _ARCHIVE_END in tail or _PAGE.search(tail[-HEAD:]):
        raise mixed()


def must_begin_alone(stream: IO[bytes], *, pdf: bool = False) -> None:
    """No page and no other PDF in the first bytes; raises `BadFile`."""
    stream.seek(0)
    head = stream.read(HEAD)
    if _PAGE.search(head) or (not pdf and _PDF in head):
        raise mixed()


def mixed() -> BadFile:
    """The refusal of a file that is two things at once."""
    return BadFile(
        Why.MIXED,
        _("Trong tệp này có lẫn nội dung của một loại tệp khác. Hãy mở tệp và lưu lại thành tệp mới rồi gửi."),
    )


def broken() -> BadFile:
    """The refusal of a file whose parts do not fit together."""
    return BadFile(Why.CONTENT, _("Tệp này hỏng hoặc không đúng loại ghi ở đuôi tệp. Hãy mở thử, lưu lại rồi gửi."))
