"""The form of an import: a file and the day of changes; and what was read of it, kept signed so that what was shown is imported.

file --read_file--> Upload --token--> the page, and back --from_token--> the same Upload
"""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.diagnostics import Diagnostic
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.read import read_table
from thuocdo.tables.table import Table
from thuocdo.vietnamese.languages import Text
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.directory.roster import BadEntry, Line, Lines, Roster, judge, lines_of
from thuocdo.web.ui.fields import DayField
from thuocdo.web.ui.written import page_language

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_BYTES: Final = 5_000_000
MOST_ROWS: Final = 20_000
TAKEN: Final = (".xlsx", ".csv", ".ods", ".xls", ".tsv", ".txt")
KEPT_FOR: Final = timedelta(hours=12)
SALT: Final = "thuocdo.import_agencies"


class Unreadable(Exception):
    """A file that holds no table; `messages` say why, each with what to do."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


class TokenExpired(Refused):
    """What was shown is too old to be imported, or was not shown by this site."""

    status = 422


def table_field(label: _StrPromise) -> forms.FileField:
    """Asks for the file of a table."""
    return forms.FileField(
        label=label,
        help_text=gettext_lazy("Excel (.xlsx, .xls), OpenDocument (.ods) hoặc CSV, không quá 5 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(TAKEN)}),
    )


def sheet_field() -> forms.CharField:
    """Asks which of its sheets."""
    return forms.CharField(
        label=gettext_lazy("Trang tính"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Chỉ cần khi tệp có nhiều trang tính."),
    )


class ImportForm(forms.Form):
    """Which file, which of its sheets, and from when its changes hold."""

    tep = table_field(gettext_lazy("Tệp danh sách đơn vị"))
    trang_tinh = sheet_field()
    ngay = DayField(
        label=gettext_lazy("Thay đổi có hiệu lực từ"),
        required=False,
        help_text=gettext_lazy("Cho đơn vị đã có mà bảng ghi tên, loại hoặc khối khác, khi hàng đó không ghi ngày."),
    )


@dataclass(frozen=True, slots=True)
class Upload:
    """What a file holds, as text, with its name and the day that was given with it."""

    origin: str
    day: date | None
    lines: Lines
    notices: tuple[str, ...] = ()

    def roster(self) -> Roster:
        """What its rows would do now."""
        return judge(self.lines, day=self.day)

    def token(self, seen: Roster) -> str:
        """The whole of it signed, with the digest of what was shown."""
        kept = asdict(self) | {"day": self.day.isoformat() if self.day else "", "seen": seen.digest}
        return signing.dumps(kept, salt=SALT, compress=True)


def from_token(token: str) -> tuple[Upload, str]:
    """What was shown, and the digest of what it would have done then; raises `TokenExpired`."""
    try:
        kept = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        raise TokenExpired(_("Bảng đã kiểm tra không còn dùng được. Hãy chọn lại tệp.")) from None
    lines = kept["lines"]
    bad = tuple(BadEntry(**{**each, "message": Text(**each["message"])}) for each in lines["bad"])
    read = Lines(tuple(Line(**each) for each in lines["lines"]), lines["columns"], tuple(lines["unused"]), bad)
    day = date.fromisoformat(kept["day"]) if kept["day"] else None
    return Upload(kept["origin"], day, read, tuple(kept["notices"])), kept["seen"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was sent, read as a table; `notices` in plain words."""

    name: str
    table: Table
    notices: tuple[str, ...]


def read_file(file: UploadedFile[bytes], *, sheet: str, day: date | None) -> Upload:
    """Read a file that was sent; raises `Unreadable` in plain words."""
    opened = open_table(file, sheet=sheet)
    return Upload(opened.name, day, lines_of(opened.table), opened.notices)


def open_table(file: UploadedFile[bytes], *, sheet: str) -> Opened:
    """The table in a file that was sent; raises `Unreadable` in plain words."""
    name = PurePath(file.name or "").name or "bang.csv"
    if (file.size or 0) > MOST_BYTES:
        raise Unreadable([_("Tệp này lớn hơn 5 MB.")])
    if PurePath(name).suffix.lower() not in TAKEN:
        raise Unreadable([_("Không nhận tệp «%(name)s». Hãy lưu bảng thành .xlsx hoặc .csv.") % {"name": name}])
    # The reader knows a file by its ending; the rest of its name is of no use to it.
    with tempfile.TemporaryDirectory(prefix="thuocdo-") as folder:
        path = Path(folder) / f"bang{PurePath(name).suffix.lower()}"
        path.write_bytes(file.read())
        try:
            table = read_table(path, sheet=sheet or None)
        except BadTable as bad:
            cells = [cell.diagnostic(bad.file) for cell in bad.cells]
            raise Unreadable([_plain(each, path, name) for each in (*bad.diagnostics, *cells)]) from None
    if table.frame.height > MOST_ROWS:
        raise Unreadable([_("Bảng có quá 20.000 hàng.")])
    return Opened(name, table, tuple(_plain(each, path, name) for each in table.notices))


def _plain(found: Diagnostic, path: Path, name: str) -> str:
    """What was found and what to do, as one text that names the file as its owner does."""
    said = [
        text.to(page_language()).replace(str(path), name) for text in (found.message, found.help) if text is not None
    ]
    return " ".join(said)
