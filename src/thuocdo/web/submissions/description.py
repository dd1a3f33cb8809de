"""What people say of a document: number and date are the document's, section and page its place behind one criterion."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from thuocdo.vietnamese import normal
from thuocdo.web.submissions.models import Evidence, EvidenceUse
from thuocdo.web.submissions.refusals import BadValue, EvidenceChanged
from thuocdo.web.ui import written

MOST: Final = {"number": 100, "section": 100, "page": 40}


@dataclass(frozen=True, slots=True)
class Description:
    """Empty text and no date where nothing is said."""

    number: str = ""
    dated: date | None = None
    section: str = ""
    page: str = ""

    def told(self, criterion: str) -> dict[str, Any]:
        """As the log has it."""
        said = {"number": self.number, "dated": self.dated and self.dated.isoformat()}
        return said | ({"criterion": criterion, "section": self.section, "page": self.page} if criterion else {})

    @property
    def day(self) -> str:
        """The date as it is typed; empty for none."""
        return f"{self.dated:%d/%m/%Y}" if self.dated is not None else ""

    @property
    def iso(self) -> str:
        """The date for programs; empty for none."""
        return self.dated.isoformat() if self.dated is not None else ""

    @property
    def words(self) -> str:
        """In one line; empty where nothing is said."""
        parts = [
            _("số %(number)s") % {"number": self.number} if self.number else "",
            _("ngày %(day)s") % {"day": written.day(self.dated)} if self.dated else "",
            _("mục %(section)s") % {"section": self.section} if self.section else "",
            _("trang %(page)s") % {"page": self.page} if self.page else "",
        ]
        line = ", ".join(part for part in parts if part)
        return line[:1].upper() + line[1:]


def described(evidence: Evidence, use: EvidenceUse | None) -> Description:
    """What is stored."""
    place = (use.section, use.page) if use is not None else ("", "")
    return Description(evidence.number, evidence.dated, *place)


def merged(said: Description, seen: Description, stored: Description) -> Description:
    """What is stored with what somebody changed in it; raises `BadValue`, `EvidenceChanged`."""
    said = replace(said, number=normal(said.number), section=normal(said.section), page=normal(said.page))
    problems = {
        name: _("Không quá %(most)d ký tự.") % {"most": most}
        for name, most in MOST.items()
        if len(getattr(said, name)) > most
    }
    if problems:
        raise BadValue(problems)
    result = stored
    for name in (field.name for field in fields(Description)):
        mine, before, now = (getattr(one, name) for one in (said, seen, stored))
        if mine == before:
            continue
        if now not in {before, mine}:
            raise EvidenceChanged(
                _("Người khác vừa ghi: %(stored)s. Nếu muốn thay bằng nội dung của bạn, hãy lưu lần nữa.")
                % {"stored": stored.words or _("để trống")}
            )
        result = replace(result, **{name: mine})
    return result
