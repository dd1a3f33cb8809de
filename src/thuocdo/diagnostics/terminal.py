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
from thuocdo.diagnostics.cells import harmless, width, wrap
from thuocdo.diagnostics.excerpt import excerpt
from thuocdo.diagnostics.record import Diagnostic, Note, Place, Severity
from thuocdo.vietnamese.languages import Lang

COLOURS: Final = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
BOLD: Final = "1"
FRAME: Final = "34"
HELP: Final = "32"
NARROWEST: Final = 40


def render(diagnostics: Iterable[Diagnostic], lang: Lang, *, width: int = 80, color: bool = False) -> str:
    """Return diagnostics as lines at most `width` cells wide, and a line that counts them; nothing for none.

    Places are never broken, so that editors can follow them. Without `color` it is plain text.
    """
    found = list(diagnostics)
    if not found:
        return ""
    counted = paint(words.counted(found, lang), BOLD, color=color)
    return f"{blocks(found, lang, width=width, color=color)}\n{counted}\n"


def blocks(diagnostics: Iterable[Diagnostic], lang: Lang, *, width: int = 80, color: bool = False) -> str:
    """Return what `render` does, without the line that counts."""
    found = ("\n".join(_Block(each, lang, max(width, NARROWEST), color).lines()) for each in diagnostics)
    return "".join(f"{block}\n\n" for block in found)[:-1]


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
        shown = excerpt(place, self.width - len(margin) - 3)
        number, underline = f"{place.line:>{len(margin)}}", mark * max(width(shown.stretch), 1)
        line = f"{shown.before}{shown.stretch}{shown.after}"
        yield f"{paint(number, FRAME, color=self.color)} {self.frame('│')} {line}".rstrip()
        indent = " " * width(shown.before)
        yield f"{margin} {self.frame('│')} {indent}{paint(underline, BOLD, colour, color=self.color)}"

    def margin(self) -> str:
        places = [self.diagnostic.place, *(note.place for note in self.diagnostic.notes)]
        return " " * max((len(str(place.line)) for place in places if place is not None and place.text), default=1)

    def frame(self, piece: str) -> str:
        return paint(piece, FRAME, color=self.color)


def _spot(place: Place) -> str:
    if not place.text and (place.line, place.column) == (1, 1):
        return place.file
    return f"{place.file}:{place.line}:{place.column}"
