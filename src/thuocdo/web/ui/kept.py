"""Long parts of pages that say the same as long as what they are made from is the same: written once in a process, for each language.

A table of a country's blocks takes 15 ms to write, and nothing in it changes once results stand. A template that is kept so is given all
it says, in values that never change, and asks nobody else: neither the clock, nor the request, nor the database.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def kept(template: str, **said: Hashable) -> SafeString:
    """What a template says of some values; the same values are written once. Raises `TypeError` for values that can change."""
    return _written(template, get_language() or "", tuple(said.items()))


@lru_cache(maxsize=64)
def _written(template: str, _language: str, said: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return render_to_string(template, dict(said))
