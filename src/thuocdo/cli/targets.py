"""The criteria sets a command was asked to look at: paths, ids of the library, or the whole library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from thuocdo import library
from thuocdo.cli.usage import Misuse
from thuocdo.definition.load import Checked, check_set
from thuocdo.diagnostics import Diagnostic, Note, Place
from thuocdo.vietnamese.languages import Text

WHICH = Text(
    "Cần một hay nhiều bộ tiêu chí: mã trong thư viện hoặc tệp.", "Name one or more sets: ids of the library, or files."
)


def checked(names: Sequence[str] | None, *, whole_library: bool, command: str) -> Iterator[tuple[str, Checked]]:
    """Yield what came of checking each set, under the name it was asked for by."""
    if whole_library and names:
        raise Misuse(Text("«--all» đã là cả thư viện.", "«--all» is the whole library already."), None, command)
    if not whole_library and not names:
        example = f"{command} {library.ids()[0]}"
        raise Misuse(WHICH, Text(f"Ví dụ: {example}", f"For example: {example}"), command)
    for name in library.ids() if whole_library else names or ():
        yield name, shortened(check_set(name))


def shortened(found: Checked) -> Checked:
    """The same with places in the library named from its folder, wherever it is installed."""
    return replace(found, file=_short(found.file), diagnostics=tuple(map(in_library, found.diagnostics)))


def in_library(diagnostic: Diagnostic) -> Diagnostic:
    """A diagnostic whose places in the library are named from its folder."""
    notes = tuple(Note(note.message, _place(note.place)) for note in diagnostic.notes)
    return replace(diagnostic, place=_place(diagnostic.place), notes=notes)


def _place(place: Place | None) -> Place | None:
    return None if place is None else replace(place, file=_short(place.file))


def _short(file: str) -> str:
    return file.removeprefix(f"{library.FOLDER}/")
