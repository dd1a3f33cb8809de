"""Which agency somebody means who wrote its code or its name."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from thuocdo.vietnamese.names import search_key
from thuocdo.web.agencies.models import Agency
from thuocdo.web.agencies.naming import AgencyOfTheDay, agencies_on

MOST_NAMED: Final = 5
_CODE_BEHIND: Final = re.compile(r".*\((?P<code>[^()]+)\)")


class NotOneAgency(Exception):
    """No agency is called so, or several are; the message names those that may be meant."""


class FoundAgencies:
    """The agencies of a day, by code and by name without diacritics."""

    def __init__(self, day: date) -> None:
        self._all = agencies_on(day)
        self._codes = {each.code: each for each in self._all}
        self._names: dict[str, list[AgencyOfTheDay]] = {}
        for each in self._all:
            self._names.setdefault(each.search_key, []).append(each)

    def has(self, code: str) -> bool:
        """Whether an agency of the day has this code."""
        return code in self._codes

    def one(self, text: str) -> Agency:
        """The agency of a code, of "name (code)", or of a name that only one has; raises `NotOneAgency`."""
        behind = _CODE_BEHIND.fullmatch(text)
        code = behind["code"].strip() if behind else text
        found = [self._codes[code]] if code in self._codes else self._names.get(search_key(text), [])
        if len(found) == 1:
            return Agency.objects.get(pk=found[0].id)
        if found:
            named = _named(found)
            raise NotOneAgency(
                _("Nhiều đơn vị tên «%(text)s»; hãy ghi mã: %(named)s.") % {"text": text, "named": named}
            )
        asked = search_key(text).split()
        near = [each for each in self._all if all(word in each.search_key for word in asked)]
        if near:
            raise NotOneAgency(
                _("Không có đơn vị «%(text)s». Có phải: %(named)s?") % {"text": text, "named": _named(near)}
            )
        raise NotOneAgency(_("Không có đơn vị «%(text)s».") % {"text": text})


def _named(found: list[AgencyOfTheDay]) -> str:
    return "; ".join(f"{each.name} ({each.code})" for each in found[:MOST_NAMED])
