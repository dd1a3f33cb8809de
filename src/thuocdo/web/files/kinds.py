"""The kinds of files that are taken: what they are called, what they are served as, whether a browser may show them in a page.

of_extension("docx") -> Kind("docx", ...)       None where the extension is not on the list
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: `extensions`, the first its own; the type it is served as; `shown` where a browser may show it inside a page."""

    extensions: tuple[str, ...]
    content_type: str
    words: str
    shown: bool = False

    @property
    def name(self) -> str:
        """Its own extension."""
        return self.extensions[0]


PDF: Final = Kind(("pdf",), "application/pdf", "PDF", shown=True)
DOCX: Final = Kind(("docx",), f"{_OFFICE}wordprocessingml.document", "Word")
XLSX: Final = Kind(("xlsx",), f"{_OFFICE}spreadsheetml.sheet", "Excel")
DOC: Final = Kind(("doc",), "application/msword", "Word 97-2003")
XLS: Final = Kind(("xls",), "application/vnd.ms-excel", "Excel 97-2003")
ODT: Final = Kind(("odt",), "application/vnd.oasis.opendocument.text", "OpenDocument Text")
ODS: Final = Kind(("ods",), "application/vnd.oasis.opendocument.spreadsheet", "OpenDocument Spreadsheet")
PNG: Final = Kind(("png",), "image/png", "PNG", shown=True)
JPEG: Final = Kind(("jpg", "jpeg"), "image/jpeg", "JPEG", shown=True)
WEBP: Final = Kind(("webp",), "image/webp", "WebP", shown=True)
TIFF: Final = Kind(("tif", "tiff"), "image/tiff", "TIFF")
TXT: Final = Kind(("txt",), "text/plain; charset=utf-8", "TXT")
CSV: Final = Kind(("csv",), "text/csv; charset=utf-8", "CSV")

KINDS: Final = (PDF, DOCX, XLSX, DOC, XLS, ODT, ODS, PNG, JPEG, WEBP, TIFF, TXT, CSV)
_BY_EXTENSION: Final[Mapping[str, Kind]] = {extension: kind for kind in KINDS for extension in kind.extensions}
_BY_TYPE: Final[Mapping[str, Kind]] = {kind.content_type: kind for kind in KINDS}
ACCEPT: Final = ",".join(f".{extension}" for extension in _BY_EXTENSION)


def of_extension(extension: str) -> Kind | None:
    """The kind a file says it is."""
    return _BY_EXTENSION.get(extension)


def of_content_type(content_type: str) -> Kind | None:
    """The kind that a kept file was found to be."""
    return _BY_TYPE.get(content_type)
