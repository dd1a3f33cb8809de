"""The same page in the other language: its address differs by /en/ at the front only."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import get_language_info


class Tongue(NamedTuple):
    """A language of the site with the address of the page in it."""

    code: str
    name: str
    url: str
    current: bool


def tongues(path: str, query: str = "") -> list[Tongue]:
    """Both languages for the page at `path`.

    >>> [tongue.url for tongue in tongues("/en/don-vi/", "trang=2")]
    ['/don-vi/?trang=2', '/en/don-vi/?trang=2']
    """
    english = path == "/en" or path.startswith("/en/")
    bare = (path.removeprefix("/en") or "/") if english else path
    tail = f"?{query}" if query else ""
    return [
        Tongue("vi", get_language_info("vi")["name_local"], bare + tail, current=not english),
        Tongue("en", get_language_info("en")["name_local"], "/en" + bare + tail, current=english),
    ]
