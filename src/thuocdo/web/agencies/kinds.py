"""What kinds of agency are called: sets name them by short words of their own, and those in use have words here."""

from __future__ import annotations

import re
from functools import cache

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from thuocdo.vietnamese.names import search_key

WORDS = {
    "xa": _("xã"),
    "phuong": _("phường"),
    "dac-khu": _("đặc khu"),
    "huyen": _("cấp huyện"),
    "so-nganh": _("sở, ban, ngành"),
    "so": _("sở"),
    "don-vi-tham-muu": _("đơn vị tham mưu"),
    "don-vi-truc-thuoc": _("đơn vị trực thuộc"),
}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def kind_words(kind: str) -> str:
    """The words for a kind, or the set's own."""
    return str(WORDS.get(kind, kind))


def read_kind(text: str) -> str | None:
    """The kind that somebody wrote, by its short word or by its words in either language; nothing for what can be neither.

    >>> read_kind("Phường"), read_kind("dac-khu"), read_kind("Sở / ban")
    ('phuong', 'dac-khu', None)
    """
    asked = search_key(text)
    if asked in (known := _by_words()):
        return known[asked]
    return asked if len(asked) <= 60 and _SLUG.fullmatch(asked) else None


@cache
def _by_words() -> dict[str, str]:
    """The kinds by their words in both languages, without diacritics."""
    found: dict[str, str] = {}
    for language in ("en", "vi"):
        with override(language):
            found |= {search_key(str(words)): kind for kind, words in WORDS.items()}
    return found
