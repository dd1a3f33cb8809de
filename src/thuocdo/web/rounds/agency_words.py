"""Agencies as organisers write them down: a code, or the name of the day with or without diacritics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuocdo.vietnamese import search_key
from thuocdo.web.agencies.naming import AgencyOfTheDay


class AgencyWords:
    """Finds agencies of a round by what somebody typed."""

    def __init__(self, agencies: Iterable[AgencyOfTheDay]) -> None:
        self._agencies = agencies

    @cached_property
    def _by_code(self) -> dict[str, AgencyOfTheDay]:
        return {agency.code.lower(): agency for agency in self._agencies}

    @cached_property
    def _by_name(self) -> dict[str, list[AgencyOfTheDay]]:
        found: dict[str, list[AgencyOfTheDay]] = {}
        for agency in self._agencies:
            found.setdefault(agency.search_key, []).append(agency)
        return found

    @property
    def codes(self) -> Mapping[str, AgencyOfTheDay]:
        """Every agency by its code in small letters."""
        return self._by_code

    def find(self, words: str) -> AgencyOfTheDay:
        """The one agency that is meant. Raises `ValidationError` where there is none, or more than one."""
        code = words.strip().rsplit("(", 1)[-1].rstrip(")").strip().lower()
        for key in (words.strip().lower(), code):
            if key in self._by_code:
                return self._by_code[key]
        named = self._by_name.get(search_key(words), [])
        if len(named) == 1:
            return named[0]
        if named:
            codes = ", ".join(each.code for each in named)
            raise ValidationError(
                _("Có nhiều đơn vị tên «%(words)s»; hãy ghi mã: %(codes)s.") % {"words": words, "codes": codes}
            )
        raise ValidationError(_("Không có đơn vị «%(words)s» trong đợt này.") % {"words": words})
