"""The form of a table of marks; and what was read of it, kept signed so that what was shown is entered.

file --open_table, mark_lines--> MarksUpload --token--> the page, and back --from_token--> the same MarksUpload
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import timedelta
from typing import Final

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.web.directory.upload import TokenExpired, sheet_field, table_field
from thuocdo.web.review.marks_judging import Sheetful
from thuocdo.web.review.marks_table import BadMark, MarkLine, MarkLines
from thuocdo.web.rounds.models import Round

SALT: Final = "thuocdo.enter_marks.2"  # counts the shapes that a token has had
KEPT_FOR: Final = timedelta(hours=12)


class MarksForm(forms.Form):
    """Which file, and which of its sheets."""

    tep = table_field(gettext_lazy("Tệp điểm"))
    trang_tinh = sheet_field()


@dataclass(frozen=True, slots=True)
class MarksUpload:
    """What a file holds, as text."""

    origin: str
    round: int
    lines: MarkLines
    notices: tuple[str, ...] = ()

    def token(self, shown: Sheetful) -> str:
        """The whole of it signed, with the digest of what was shown."""
        kept = {
            "origin": self.origin,
            "lines": [(line.row, line.code, line.cells) for line in self.lines.lines],
            "unused": self.lines.unused,
            "bad": [astuple(bad) for bad in self.lines.bad],
            "notices": self.notices,
            "shown": shown.digest,
            "changes": shown.changes,
        }
        return signing.dumps(kept, salt=f"{SALT}.{self.round}", compress=True)


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it was shown: the digest of what it would have done then, and how many cells it would have changed."""

    upload: MarksUpload
    digest: str
    changes: int


def from_token(token: str, round: Round) -> Shown:
    """What was shown for this round; raises `TokenExpired`."""
    try:
        kept = signing.loads(token, salt=f"{SALT}.{round.pk}", max_age=KEPT_FOR)
    except signing.BadSignature:
        raise TokenExpired(_("Bảng đã kiểm tra không còn dùng được. Hãy chọn lại tệp.")) from None
    lines = MarkLines(
        tuple(MarkLine(*each) for each in kept["lines"]),
        tuple(kept["unused"]),
        tuple(BadMark(*each) for each in kept["bad"]),
    )
    return Shown(MarksUpload(kept["origin"], round.pk, lines, tuple(kept["notices"])), kept["shown"], kept["changes"])
