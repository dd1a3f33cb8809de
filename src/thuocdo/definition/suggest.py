"""The known word that was probably meant, and texts made short enough to stand in a sentence.

Both take any text a file may hold and cost little however much there is of it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from itertools import islice

from thuocdo.diagnostics import hint
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.names import search_key

MOST_KNOWN = 1000
MOST_COMPARED = 200
LIKE_ENOUGH = 0.7
LONGEST = 60
LONGEST_NAME = 200


def suggestion(word: str, known: Iterable[str]) -> Text | None:
    """The known word that was probably meant, as a help."""
    close = closest(word, known)
    return hint("Có phải ý là «{word}»?", "Did you mean «{word}»?", word=close) if close else None


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, letter case and diacritics apart; None if none is, or if two are equally."""
    wanted = _key(word[:LONGEST])
    letters = set(wanted)
    bare: dict[str, str] = {}
    for candidate in islice(known, MOST_KNOWN):
        key = _key(candidate[:LONGEST])
        if 2 * len(letters & set(key)) >= len(letters):
            bare.setdefault(key, candidate)
    nearest = sorted(bare, key=lambda key: (key[:1] != wanted[:1], abs(len(key) - len(wanted))))
    close = get_close_matches(wanted, nearest[:MOST_COMPARED], n=2, cutoff=LIKE_ENOUGH)
    if len(close) > 1 and _likeness(wanted, close[0]) == _likeness(wanted, close[1]):
        return None
    return bare[close[0]] if close else None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, other, one).ratio()


@lru_cache(maxsize=4096)
def _key(word: str) -> str:
    return search_key(word)


def shorten(text: str, limit: int = LONGEST) -> str:
    """A text short enough to stand in a sentence: one line, nothing invisible."""
    line = " ".join("".join(map(_visible, text[: 4 * limit])).split())
    return line if len(line) <= limit and len(text) <= 4 * limit else line[: limit - 1] + "…"


def in_full(name: str) -> str:
    """A name of something, whole unless it is absurdly long."""
    return shorten(name, LONGEST_NAME)


def is_hidden(character: str) -> bool:
    """Whether a character steers a terminal or the direction of reading instead of being read."""
    return character not in "\t\n" and (
        unicodedata.category(character) in {"Cc", "Cs"}
        or character in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def _visible(character: str) -> str:
    return "\ufffd" if is_hidden(character) else character
