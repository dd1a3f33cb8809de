"""A card -> PNG."""

from __future__ import annotations

import io
from decimal import Decimal
from functools import lru_cache
from typing import Final

from PIL import Image, ImageDraw

from thuocdo.reports.picture.card import Band, Card, Fact, Line
from thuocdo.reports.picture.typeface import BOLD, REGULAR, Font, cut, fitted, font

WIDTH: Final = 1200
HEIGHT: Final = 630
EDGE: Final = 64
ROOM: Final = WIDTH - 2 * EDGE
GAP: Final = 56
TALL: Final = 50
WIDE: Final = 128
# The light tokens of the site (docs/look.md).
INK: Final = "#16202e"
SECONDARY: Final = "#4b5a6b"
LINE: Final = "#d9dfe6"
PAPER: Final = "#ffffff"
BRAND: Final = "#0d4f73"
TONES: Final = {
    "1": ("#146c4c", "#dcefe6"),
    "2": ("#1b5f7d", "#dcecf3"),
    "mid": ("#55610f", "#ebf0d2"),
    "3": ("#7d5503", "#f8ecd0"),
    "4": ("#97361f", "#f7dfd8"),
    "none": ("#4d5965", "#e9edf0"),
}
TRACKS: Final = {"1": "#b9dfcd", "2": "#b7d6e4", "mid": "#d8e0a4", "3": "#efd79f", "4": "#ecbcae", "none": "#dbe0e5"}


@lru_cache(maxsize=64)
def png_of(card: Card) -> bytes:
    """The picture; the same card gives the same bytes."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    _Pen(image).card(card)
    content = io.BytesIO()
    image.save(content, "PNG", compress_level=4)
    return content.getvalue()


class _Pen:
    """One picture being drawn, from top to bottom."""

    def __init__(self, image: Image.Image) -> None:
        self.image = image
        self.draw = ImageDraw.Draw(image)

    def card(self, card: Card) -> None:
        self._head(card)
        y = self._titles(card)
        self.draw.rectangle((EDGE, y, WIDTH - EDGE - 1, y + 3), BRAND)
        y += 26
        if card.facts:
            y = self._facts(card.facts, y)
        if card.facts:
            self._lines(card.lines, y)
        else:
            for place, line in enumerate(card.lines[:2]):
                self._wide(line, y - 8 + place * WIDE)
        self._foot(card)

    def text(self, at: tuple[float, float], text: str, of: Font, ink: str = INK, anchor: str = "ls") -> None:
        self.draw.text(at, text, ink, of, anchor=anchor)

    def _head(self, card: Card) -> None:
        room = ROOM
        if card.sample:
            of = font(BOLD, 22)
            wide = of.getlength(card.sample) + 28
            room -= int(wide) + 24
            self.draw.rounded_rectangle((WIDTH - EDGE - wide, 34, WIDTH - EDGE, 72), 4, TONES["3"][1])
            self.text((WIDTH - EDGE - wide / 2, 53), card.sample, of, TONES["3"][0], "mm")
        of = font(REGULAR, 26)
        self.text((EDGE, 62), cut(card.overline, of, room), of, SECONDARY)

    def _titles(self, card: Card) -> int:
        of, lines = fitted(card.title, BOLD, 52, ROOM, 2)
        y = 82
        for line in lines:
            y += int(of.size * 1.22)
            self.text((EDGE, y - of.size * 0.24), line, of)
        of, lines = fitted(card.lead, REGULAR, 25, ROOM, 2 if len(lines) == 1 else 1)
        y += 2
        for line in lines:
            y += int(of.size * 1.4)
            self.text((EDGE, y - of.size * 0.3), line, of, SECONDARY)
        return y + 18

    def _facts(self, facts: tuple[Fact, ...], y: int) -> int:
        """Side by side, each as wide as it needs where there is room for all, else each its share."""
        big, small = font(BOLD, 48), font(REGULAR, 22)
        wide = [int(max(big.getlength(fact.figure), small.getlength(fact.label))) + GAP for fact in facts]
        shares = wide if sum(wide) - GAP <= ROOM else [ROOM // len(facts)] * len(facts)
        x = EDGE
        for fact, share in zip(facts, shares, strict=True):
            of, [figure] = fitted(fact.figure, BOLD, 48, share - 24, 1)
            self.text((x, y + 44), figure, of)
            of, label = fitted(fact.label, REGULAR, 22, share - 24, 1)
            self.text((x, y + 80), label[0], of, SECONDARY)
            x += share
        return y + 102

    def _lines(self, lines: tuple[Line, ...], y: int) -> None:
        if len(lines) == 1 and not lines[0].name:
            self._ruler(lines[0], EDGE, y + 34, ROOM, 22)
            self._labels(lines[0], EDGE, y + 92, ROOM)
            return
        for line in lines:
            self.draw.rectangle((EDGE, y, WIDTH - EDGE - 1, y), LINE)
            self._line(line, y)
            y += TALL

    def _line(self, line: Line, y: int) -> None:
        base, of, bold = y + 34, font(REGULAR, 25), font(BOLD, 25)
        x = EDGE
        if line.place:
            wide = max(26, int(of.getlength(line.place)))
            self.text((EDGE + wide, base), line.place, of, SECONDARY, "rs")
            x += wide + 18
        self.text((x, base), cut(line.name, bold, 600 - x), bold)
        self._ruler(line, 616, y + 20, 260, 12)
        self.text((1000, base), line.points, bold, anchor="rs")
        self._level(line, y, 116)

    def _wide(self, line: Line, y: int) -> None:
        """A score over the whole width: name, points and level, a note, and the ruler below."""
        bold = font(BOLD, 28)
        left = WIDTH - EDGE - (self._level(line, y, 280) + 20 if line.level else 0)
        self.text((left, y + 34), line.points, bold, anchor="rs")
        self.text((EDGE, y + 34), cut(line.name, bold, left - EDGE - int(bold.getlength(line.points)) - 24), bold)
        of = font(REGULAR, 22)
        self.text((EDGE, y + 66), cut(line.note, of, ROOM), of, SECONDARY)
        self._ruler(line, EDGE, y + 94, ROOM, 16)

    def _level(self, line: Line, y: int, most: int) -> int:
        """The level's name on its tint, at the right edge; how wide it is."""
        if not line.level:
            return 0
        ink, tint = TONES[line.tone]
        small = font(BOLD, 21)
        level = cut(line.level, small, most)
        wide = int(small.getlength(level)) + 20
        self.draw.rounded_rectangle((WIDTH - EDGE - wide, y + 8, WIDTH - EDGE, y + 41), 3, tint)
        self.text((WIDTH - EDGE - wide / 2, y + 24), level, small, ink, "mm")
        return wide

    def _ruler(self, line: Line, x: int, y: int, width: int, height: int) -> None:
        for band in line.bands:
            left, right = _stretch(band, x, width)
            self.draw.rectangle((left, y, right - 1, y + height - 1), TRACKS[band.tone])
        for band in line.bands[1:]:
            left, _ = _stretch(band, x, width)
            self.draw.rectangle((left - 1, y - 4, left, y + height + 3), SECONDARY)
        if line.marker is not None:
            self._marker(x + _share(line.marker, width), y, height + 2)

    def _marker(self, at: int, y: int, size: int) -> None:
        """A triangle pointing down, drawn large and made small, so that its edges are smooth."""
        side, tall = int(size * 1.4), int(size * 1.1)
        mask = Image.new("L", (side * 4, tall * 4), 0)
        ImageDraw.Draw(mask).polygon(((0, 0), (side * 4, 0), (side * 2, tall * 4)), 255)
        self.image.paste(
            INK, (at - side // 2, y - int(size * 0.75)), mask.resize((side, tall), Image.Resampling.LANCZOS)
        )

    def _labels(self, line: Line, x: int, y: int, width: int) -> None:
        of, taken = font(REGULAR, 22), -1.0
        for label in sorted(line.labels, key=lambda each: each.at):
            wide = of.getlength(label.text)
            left = min(max(x + _share(label.at, width) - wide / 2, x), x + width - wide)
            if left > taken:
                self.text((left, y), label.text, of, SECONDARY)
                taken = left + wide + 14

    def _foot(self, card: Card) -> None:
        y = HEIGHT - 36
        for box in ((EDGE, y - 20, EDGE + 44, y - 2), (EDGE + 2, y - 18, EDGE + 42, y - 4)):
            self.draw.rectangle(box, BRAND if box[0] == EDGE else PAPER)
        for at, tall in ((9, 7), (16, 4), (22, 7), (28, 4), (35, 7)):
            self.draw.rectangle((EDGE + at, y - 4 - tall, EDGE + at + 1, y - 4), BRAND)
        brand = font(BOLD, 26)
        self.text((EDGE + 58, y), "Thước đo", brand, BRAND)
        of = font(REGULAR, 22)
        room = ROOM - 58 - int(brand.getlength("Thước đo")) - 40
        self.text((WIDTH - EDGE, y), cut(card.foot, of, room), of, SECONDARY, "rs")


def _share(percent: Decimal, width: int) -> int:
    return int(percent * width / 100)


def _stretch(band: Band, x: int, width: int) -> tuple[int, int]:
    return x + _share(band.start, width), x + _share(band.start + band.width, width)
