"""What a correction changed, as people read it: the figure by its name, numbers as they are written here."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from thuocdo.web.publication.differences import Difference
from thuocdo.web.ui import written

FIGURES: Final = {
    "points": _("điểm"),
    "available": _("điểm tối đa được xét"),
    "percent": _("tỷ lệ"),
    "state": _("trạng thái"),
    "level": _("mức"),
    "rank": _("hạng"),
}
NUMERIC: Final = frozenset({"points", "available", "percent"})


def in_words(each: Difference) -> dict[str, Any]:
    """One figure that differs; `before` or `after` None where there was or is no such figure."""
    before, after = (_written(each["what"], text) for text in (each["before"], each["after"]))
    return {**each, "before": before, "after": after, "what": FIGURES.get(each["what"], each["what"])}


def _written(what: str, text: str | None) -> str | None:
    """Nothing where there is no such figure."""
    return written.number(Decimal(text)) if text is not None and what in NUMERIC else text
