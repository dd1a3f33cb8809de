"""What makes a bundle impossible to verify at all; a figure that merely differs is no damage."""

from __future__ import annotations

from thuocdo.diagnostics import Diagnostic, error

NOT_AN_ARCHIVE = error(
    "TD801", "«{path}» không mở được như một tệp zip: {problem}.", "«{path}» cannot be opened as a zip file: {problem}."
)
UNSAFE_NAME = error(
    "TD802",
    "Trong «{path}» có tên tệp không được phép: «{name}».",
    "«{path}» holds a file under a name that is not allowed: «{name}».",
)
TWICE = error("TD803", "«{path}» chứa hai tệp cùng tên «{name}».", "«{path}» holds two files named «{name}».")
TOO_LARGE = error(
    "TD804",
    "«{path}» bung ra lớn hơn {limit} byte; gói kết quả thật không lớn như vậy.",
    "«{path}» unpacks to more than {limit} bytes; no real bundle is that large.",
)
MISSING_FILE = error("TD805", "«{path}» thiếu tệp «{name}».", "«{path}» lacks the file «{name}».")
EXTRA_FILE = error(
    "TD806",
    "«{path}» có tệp «{name}» không thuộc gói kết quả, hoặc không được ghi trong manifest.json.",
    "«{path}» holds «{name}», which is no part of a bundle or is not listed in manifest.json.",
)
BAD_MANIFEST = error(
    "TD807",
    "Không đọc được manifest.json trong «{path}»: {problem}.",
    "manifest.json in «{path}» cannot be read: {problem}.",
)
UNKNOWN_FORMAT = error(
    "TD808",
    "«{path}» ở dạng «{stated}», bản phần mềm này chỉ đọc dạng «{known}».",
    "«{path}» is of the format «{stated}»; this version reads only «{known}».",
)
NO_TABLE = error(
    "TD809",
    "Không đọc được «{name}» trong «{path}»: {problem}.",
    "«{name}» in «{path}» cannot be read: {problem}.",
)


class Damaged(Exception):
    """A file that cannot be verified; `diagnostics` say everything that stands in the way."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(f"{diagnostics[0].code}: {diagnostics[0].message.en}")
        self.diagnostics = diagnostics
