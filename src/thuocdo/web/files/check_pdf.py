"""A PDF begins with its header and ends with its end mark; nothing stands before or behind, and nothing in it runs."""

from __future__ import annotations

import os
from typing import IO, Final

from thuocdo.web.files.check_pdf_actions import check_pdf_actions
from thuocdo.web.files.foreign import broken, mixed, must_be_alone
from thuocdo.web.files.kinds import Kind

_END: Final = b"%%EOF"
_LOOK: Final = 2048
_REST: Final = b"\r\n\t \x00\x1a"  # what writers leave after the end mark


def check_pdf(stream: IO[bytes], _kind: Kind) -> None:
    """Raises `BadFile`. One with a password against printing is taken: it opens without; the program cannot tell more."""
    if stream.read(5) != b"%PDF-":
        raise mixed()
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _LOOK))
    before, end, rest = stream.read().rpartition(_END)
    if not end or not before:
        raise broken()
    if rest.strip(_REST):
        raise mixed()
    must_be_alone(stream, pdf=True)
    check_pdf_actions(stream)
