"""The typeface of pictures and how texts are fitted into it: Be Vietnam Pro, drawn for Vietnamese, from a package of its own."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

from PIL import ImageFont

PACKAGE: Final = "fontpkg_be_vietnam_pro"
REGULAR: Final = "Regular"
BOLD: Final = "Bold"
MORE: Final = "…"
Font = ImageFont.FreeTypeFont


@lru_cache(maxsize=64)
def font(weight: str, size: int) -> Font:
    """A weight at a size in pixels."""
    path = files(PACKAGE) / "files" / f"BeVietnamPro-{weight}.ttf"
    # Basic layout: precomposed letters need no shaping, and every wheel has it.
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=4096)
def length(weight: str, size: int, word: str) -> float:
    """How wide a word is; kept, since a text is tried in several sizes."""
    return font(weight, size).getlength(word)


def wrapped(text: str, weight: str, size: int, width: int) -> list[str]:
    """The words of a text in lines no wider than `width`, but for a word that is wider alone."""
    lines: list[str] = []
    room, space = 0.0, length(weight, size, " ")
    for word in text.split():
        wide = length(weight, size, word)
        if lines and wide + space <= room:
            lines[-1] = f"{lines[-1]} {word}"
            room -= wide + space
        else:
            lines.append(word)
            room = width - wide
    return lines


def fitted(text: str, weight: str, size: int, width: int, most: int) -> tuple[Font, list[str]]:
    """A text in at most so many lines: smaller where it is long, and cut only where that is not enough."""
    for tried in (size, size * 9 // 10, size * 8 // 10, size * 7 // 10):
        lines = wrapped(text, weight, tried, width)
        if len(lines) <= most and all(length(weight, tried, line) <= width for line in lines):
            return font(weight, tried), lines
    smallest = size * 7 // 10
    of, kept = font(weight, smallest), wrapped(text, weight, smallest, width)[:most]
    return of, [*kept[:-1], cut(f"{kept[-1]} {MORE}", of, width)]


def cut(text: str, of: Font, width: int) -> str:
    """A text on one line, its end left out where there is no room."""
    if of.getlength(text) <= width:
        return text
    kept = text.rstrip(f" {MORE}")
    while kept and of.getlength(kept + MORE) > width:
        kept = kept[:-1].rstrip()
    return kept + MORE
