"""Diagnostics for a terminal or a pipe: the message, the source line with the faulty stretch underlined, notes, help.

Lỗi TD205: Trong ngoặc nhọn, dấu phẩy ngăn cách các khóa, nên «842,5» bị đọc
thành hai khóa.
   ╭─ bo-tieu-chi.yaml:12:20
12 │ - {name: Mức II, min: 842,5}
   │                       ^^^^^
   ╰─ gợi ý: Viết «842.5».
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from thuocdo.diagnostics import words
from thuocdo.diagnostics.cells import ELLIPSIS, harmless, spread, width, wrap
from thuocdo.diagnostics.record import Diagnostic, Note, Place, Severity
from thuocdo.vietnamese.languages import Lang

COLOURS: Final = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
BOLD: Final = "1"
FRAME: Final = "34"
HELP: Final = "32"
NARROWEST: Final = 40
CONTEXT: Final = 12  # cells kept in sight before and after a stretch of a line that is too long
FARTHEST: Final = 400  # characters looked at on either side of a stretch


def render(diagnostics: Iterable[Diagnostic], lang: Lang, *, width: int = 80, color: bool = False) -> str:
    """Return diagnostics as lines at most `width` cells wide, and a line that counts them; nothing for none.

    Places are never broken, so that editors can follow them. Without `color` it is plain text.
    """
    found = list(diagnostics)
    if not found:
        return ""
    blocks = ["\n".join(_Block(each, lang, max(width, NARROWEST), color).lines()) for each in found]
    return "\n\n".join([*blocks, paint(words.counted(found, lang), BOLD, color=color)]) + "\n"


def paint(text: str, *codes: str, color: bool) -> str:
    """Text in colours; plain without them."""
    return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if color and text else text


@dataclass(frozen=True, slots=True)
class _Block:
    """One diagnostic being written."""

    diagnostic: Diagnostic
    lang: Lang
    width: int
    color: bool

    def lines(self) -> Iterator[str]:
        yield from self.heading()
        place = self.diagnostic.place
        if place is not None and not self.named_already(place):
            yield f"{self.margin()} {self.frame('╭─')} {harmless(_spot(place))}"
            yield from self.source(place, "^", self.colour)
        attached = [*self.diagnostic.notes, *self.help()]
        for index, note in enumerate(attached):
            yield from self.attached(note, last=index == len(attached) - 1)

    @property
    def colour(self) -> str:
        return COLOURS[self.diagnostic.severity]

    def heading(self) -> Iterator[str]:
        label = f"{words.SEVERITY[self.diagnostic.severity].to(self.lang)} {self.diagnostic.code}"
        first, *rest = wrap(self.diagnostic.message.to(self.lang), self.width, first=width(label) + 2)
        yield f"{paint(label, BOLD, self.colour, color=self.color)}: {paint(first, BOLD, color=self.color)}"
        for line in rest:
            yield paint(line, BOLD, color=self.color)

    def named_already(self, place: Place) -> bool:
        """Whether the place is a whole file that the message names, so that a frame would add nothing."""
        return not place.text and (place.line, place.column) == (1, 1) and place.file in self.diagnostic.message.vi

    def help(self) -> Iterator[Note]:
        if self.diagnostic.help is not None:
            yield Note(self.diagnostic.help)

    def attached(self, note: Note, *, last: bool) -> Iterator[str]:
        is_help = note.message is self.diagnostic.help
        label = (words.HELP if is_help else words.NOTE).to(self.lang)
        indent = len(self.margin()) + 4
        first, *rest = wrap(note.message.to(self.lang), self.width - indent, first=width(label) + 2)
        elsewhere = note.place is not None and bool(note.place.text)
        corner = "╰─" if last and not elsewhere else "├─"
        painted = paint(label, BOLD, HELP if is_help else FRAME, color=self.color)
        yield f"{self.margin()} {self.frame(corner)} {painted}: {first}"
        for line in rest:
            yield f"{self.margin()} {self.frame('  ' if corner == '╰─' else '│ ')} {line}"
        if note.place is not None:
            yield from self.second(note.place, corner)

    def second(self, place: Place, corner: str) -> Iterator[str]:
        """The place of a note: named where it is in another file, shown where its line is known."""
        if self.diagnostic.place is None or place.file != self.diagnostic.place.file:
            yield f"{self.margin()} {self.frame('  ' if corner == '╰─' else '│ ')} {harmless(_spot(place))}"
        yield from self.source(place, "-", FRAME)

    def source(self, place: Place, mark: str, colour: str) -> Iterator[str]:
        if not place.text:
            return
        margin = self.margin()
        shown, before, length = _window(place, self.width - len(margin) - 3)
        number = f"{place.line:>{len(margin)}}"
        yield f"{paint(number, FRAME, color=self.color)} {self.frame('│')} {shown}".rstrip()
        yield f"{margin} {self.frame('│')} {' ' * before}{paint(mark * length, BOLD, colour, color=self.color)}"

    def margin(self) -> str:
        places = [self.diagnostic.place, *(note.place for note in self.diagnostic.notes)]
        return " " * max((len(str(place.line)) for place in places if place is not None and place.text), default=1)

    def frame(self, piece: str) -> str:
        return paint(piece, FRAME, color=self.color)


def _spot(place: Place) -> str:
    if not place.text and (place.line, place.column) == (1, 1):
        return place.file
    return f"{place.file}:{place.line}:{place.column}"


def _window(place: Place, room: int) -> tuple[str, int, int]:
    """The part of a line around its stretch that fits into `room` cells; the cells before the stretch, and its own."""
    line = place.text.rstrip()
    skipped = max(0, min(place.column - 1, len(line)) - FARTHEST)
    pieces = list(spread(line[skipped : place.column + FARTHEST]))
    start = min(place.column - 1 - skipped, len(pieces))
    end = min(start + max(place.length, 1), len(pieces))
    sizes = [width(piece) for piece in pieces]
    first, last = 0, len(pieces)
    if skipped or sum(sizes) > room:
        first, last = _visible(sizes, start, end, room)
    head, tail = ELLIPSIS if first else "", ELLIPSIS if last < len(pieces) else ""
    shown = head + "".join(pieces[first:last]) + tail
    return shown, len(head) + sum(sizes[first:start]), max(sum(sizes[start : min(end, last)]), 1)


def _visible(sizes: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """Which characters to show: the line's beginning if the stretch is in sight then, else what is around the stretch."""
    after = end
    while after < len(sizes) and sum(sizes[end:after]) < CONTEXT:
        after += 1
    if sum(sizes[:after]) < room:
        return 0, _reach(sizes, 0, room)
    first = start
    while first > 0 and sum(sizes[first - 1 : max(after, start + 1)]) <= room - 2:
        first -= 1
    while first > 0 and sum(sizes[first - 1 : start]) <= CONTEXT:
        first -= 1
    return first, _reach(sizes, first, room - 1)


def _reach(sizes: list[int], first: int, room: int) -> int:
    """How far a line runs from `first` in `room` cells, an ellipsis included where it is cut."""
    last, used = first, 0
    while last < len(sizes) and used + sizes[last] + (last + 1 < len(sizes)) <= room:
        used += sizes[last]
        last += 1
    return last
