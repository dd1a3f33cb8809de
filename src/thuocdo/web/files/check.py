"""Is a file what its name says, and harmless as far as can be seen? Asked of the content, never of what the browser claims.

    check(stream, "Báo cáo.docx") -> Kind        raises BadFile with a sentence

Each kind is walked through by its own structure, so that nothing stands before, behind or between its parts that another
program would read as something else. What needs a list of known viruses is the scanner's task (`scan.py`).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import IO, Final

import puremagic
from django.utils.translation import gettext as _

from thuocdo.web.files import kinds
from thuocdo.web.files.bad_file import BadFile, Why
from thuocdo.web.files.check_archive import check_opendocument, check_openxml
from thuocdo.web.files.check_compound import check_compound
from thuocdo.web.files.check_image import check_jpeg, check_png, check_tiff, check_webp
from thuocdo.web.files.check_pdf import check_pdf
from thuocdo.web.files.check_text import check_text
from thuocdo.web.files.file_names import extension_of
from thuocdo.web.files.kinds import Kind

Check = Callable[[IO[bytes], Kind], None]
# The extensions puremagic may find for a kind (a .docx with a password lies in a container as a .doc does), and how
# the kind is walked through. Text has no signature.
_CHECKS: Final[Mapping[Kind, tuple[frozenset[str], Check]]] = {
    kinds.PDF: (frozenset({".pdf"}), check_pdf),
    kinds.DOCX: (frozenset({".docx", ".doc"}), check_openxml),
    kinds.XLSX: (frozenset({".xlsx", ".doc"}), check_openxml),
    kinds.ODT: (frozenset({".odt"}), check_opendocument),
    kinds.ODS: (frozenset({".ods"}), check_opendocument),
    kinds.DOC: (frozenset({".doc"}), check_compound),
    kinds.XLS: (frozenset({".xls", ".doc"}), check_compound),
    kinds.PNG: (frozenset({".png"}), check_png),
    kinds.JPEG: (frozenset({".jpg", ".jpeg", ".jpe"}), check_jpeg),
    kinds.WEBP: (frozenset({".webp"}), check_webp),
    kinds.TIFF: (frozenset({".tif", ".tiff"}), check_tiff),
    kinds.TXT: (frozenset(), check_text),
    kinds.CSV: (frozenset(), check_text),
}


def check(stream: IO[bytes], name: str) -> Kind:
    """The kind of a file, found in its content; raises `BadFile`."""
    kind = kinds.of_extension(extension_of(name))
    if kind is None:
        raise BadFile(
            Why.KIND,
            _(
                "Không nhận loại tệp này. Hãy gửi PDF, Word, Excel, OpenDocument, ảnh (PNG, JPEG, WebP, TIFF) hoặc văn bản (TXT, CSV)."
            ),
        )
    if stream.seek(0, os.SEEK_END) == 0:
        raise BadFile(Why.EMPTY, _("Tệp này rỗng (0 byte). Hãy kiểm tra lại tệp trên máy của bạn."))
    signs, walk = _CHECKS[kind]
    found = _found(stream)
    if signs and not signs & {extension for extension, _name in found}:
        raise BadFile(Why.CONTENT, _not_what_it_says(kind, found))
    stream.seek(0)
    walk(stream, kind)
    return kind


def _found(stream: IO[bytes]) -> list[tuple[str, str]]:
    """What the content looks like: extensions and names, likeliest first."""
    stream.seek(0)
    try:
        return [(match.extension, match.name) for match in puremagic.magic_stream(stream)]
    except (puremagic.PureError, ValueError):
        return []


def _not_what_it_says(kind: Kind, found: list[tuple[str, str]]) -> str:
    said = {"extension": f".{kind.name}", "found": found[0][0] if found else ""}
    if found:
        return _("Tên tệp có đuôi %(extension)s nhưng nội dung giống tệp %(found)s. Hãy gửi tệp đúng loại.") % said
    return _("Tên tệp có đuôi %(extension)s nhưng nội dung không phải loại tệp đó. Hãy gửi tệp đúng loại.") % said
