"""How many cells of a terminal a text takes, and how it is cut, wrapped and made harmless for one.

Composed and decomposed Vietnamese letters take one cell, East Asian wide letters two, marks and joiners none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

TAB: Final = 4
ELLIPSIS: Final = "…"
_REPLACEMENT: Final = "\ufffd"
_JOINERS: Final = frozenset("\u200c\u200d")


@lru_cache(maxsize=4096)
def cells(character: str) -> int:
    """How many cells one harmless character takes."""
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def width(text: str) -> int:
    """How many cells a harmless text takes."""
    return len(text) if text.isascii() else sum(map(cells, text))


@lru_cache(maxsize=4096)
def harmless_character(character: str) -> str:
    """A character as it may be sent to a terminal: control characters become their pictures, others that steer it a mark."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if character in _JOINERS:
        return character
    return _REPLACEMENT if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else character


def harmless(text: str) -> str:
    """A text of one line that cannot move the cursor, change colours or turn its direction; blanks of any kind stay one blank."""
    if text.isprintable():
        return text
    return "".join(" " if character in "\t\n\r" else harmless_character(character) for character in text)


def spread(line: str) -> Iterator[str]:
    """One piece for each character of a source line, tabs running to the next stop."""
    at = 0
    for character in line:
        piece = " " * (TAB - at % TAB) if character == "\t" else harmless_character(character)
        at += width(piece)
        yield piece


def wrap(text: str, limit: int, *, first: int = 0) -> list[str]:
    """The lines of a text, broken at blanks but not at no-break ones, which become blanks; `first` cells of the first line are taken.

    >>> wrap("điểm tối đa của nhóm", 12)
    ['điểm tối đa', 'của nhóm']
    """
    lines, line, used = [], "", first
    for word in filter(None, harmless(text).split(" ")):
        taken = width(word)
        if line and used + 1 + taken > limit:
            lines.append(line)
            line, used = "", 0
        if line:
            line, used = f"{line} {word}", used + 1 + taken
        else:
            *full, line = _broken(word, limit - used)
            lines += full
            used = width(line) + (0 if full else used)
    return [each.replace("\u00a0", " ") for each in (*lines, line)]


def _broken(word: str, limit: int) -> list[str]:
    """A word that is longer than a line, in pieces."""
    if width(word) <= max(limit, 20):
        return [word]
    pieces = [""]
    for character in word:
        if width(pieces[-1]) + cells(character) > max(limit, 20):
            pieces.append("")
        pieces[-1] += character
    return pieces


def cut(text: str, limit: int) -> str:
    """A text that fits into `limit` cells, with an ellipsis where it was cut."""
    if width(text) <= limit:
        return text
    kept, used = "", 0
    for character in text:
        if used + cells(character) > limit - 1:
            break
        kept, used = kept + character, used + cells(character)
    return kept.rstrip() + ELLIPSIS


def left(text: str, size: int) -> str:
    """A text filled with blanks on its right."""
    return text + " " * max(0, size - width(text))


def right(text: str, size: int) -> str:
    """A text filled with blanks on its left."""
    return " " * max(0, size - width(text)) + text
