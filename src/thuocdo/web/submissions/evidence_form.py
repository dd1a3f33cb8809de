"""What people type about a document: number, date, section, page, each beside what they saw there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError

from thuocdo.web.submissions.description import Description
from thuocdo.web.submissions.refusals import BadValue
from thuocdo.web.ui.fields import DayField

NUMBER, DATED, SECTION, PAGE = "so", "ngay", "muc", "trang"
SEEN = "da_"  # before the name of what was seen


def said_in(posted: Mapping[str, str]) -> Description:
    """What somebody typed; raises `BadValue` for a date that is none."""
    try:
        dated = DayField(required=False).clean(posted.get(DATED, "").strip())
    except ValidationError as invalid:
        raise BadValue({"dated": " ".join(invalid.messages)}) from None
    return _with(posted, "", dated)


def seen_in(posted: Mapping[str, str]) -> Description:
    """What the page showed when it was made."""
    try:
        dated = date.fromisoformat(posted.get(SEEN + DATED, ""))
    except ValueError:
        dated = None
    return _with(posted, SEEN, dated)


def _with(posted: Mapping[str, str], prefix: str, dated: date | None) -> Description:
    texts = [posted.get(prefix + name, "").strip() for name in (NUMBER, SECTION, PAGE)]
    return Description(texts[0], dated, *texts[1:])
