"""Text is UTF-8, or UTF-16 with its mark, and no program or page reads it as its own."""

from __future__ import annotations

import codecs
import re
from typing import IO, Final

from django.utils.translation import gettext as _

from thuocdo.web.files.bad_file import BadFile, Why
from thuocdo.web.files.foreign import mixed
from thuocdo.web.files.kinds import Kind

_BLOCK: Final = 1 << 16
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_OTHER: Final = re.compile(r"\s*(?:<[a-z!?/]|%PDF-|\{\\rtf|#!)", re.IGNORECASE)


def check_text(stream: IO[bytes], _kind: Kind) -> None:
    """Raises `BadFile`."""
    first = stream.read(3)
    stream.seek(0)
    wide = first[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    decoder = codecs.getincrementaldecoder("utf-16" if wide else "utf-8-sig")()
    text, start = "", True
    try:
        while block := stream.read(_BLOCK):
            text = decoder.decode(block)
            if _CONTROL.search(text):
                raise _not_text()
            if start and _OTHER.match(text):
                raise mixed()
            start = False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise _not_text() from None


def _not_text() -> BadFile:
    return BadFile(
        Why.CONTENT,
        _("Tệp này không phải văn bản UTF-8. Hãy lưu lại bằng mã UTF-8 (trong Excel: «CSV UTF-8») rồi gửi."),
    )
