"""What whoever uses the set should know of it: what it assumes, and where the text can be read in more than one way."""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.definition.check.context import Context
from thuocdo.definition.check.figures import listed
from thuocdo.definition.suggest import in_full
from thuocdo.diagnostics import Diagnostic, Note, info, note

ASSUMED = info(
    "TD608",
    "Bộ tiêu chí dựa vào điều giả định, không có trong văn bản, ở {names}.",
    "The set rests on assumptions that its text does not state, at {names}.",
)
READING = info(
    "TD609",
    "Bộ tiêu chí có ghi chú về cách hiểu văn bản ở {names}.",
    "The set has a note on how its text is to be read at {names}.",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Quote all assumptions in one finding, and in another the notes on the set as a whole and on how levels are given."""
    assuming = [node for node in context.nodes if node.assumed is not None]
    if assuming:
        notes = tuple(_quoted(node.name, node.assumed or "", several=len(assuming) > 1) for node in assuming)
        place = context.at(assuming[0], "assumed")
        yield ASSUMED.at(place, notes=notes, names=listed([node.name for node in assuming]))
    noting = [node for node in context.nodes if node.notes is not None and (node.levels or not node.path)]
    if noting:
        notes = tuple(_quoted(node.name, node.notes or "", several=len(noting) > 1) for node in noting)
        place = context.at(noting[0], "notes")
        yield READING.at(place, notes=notes, names=listed([node.name for node in noting]))


def _quoted(name: str, text: str, *, several: bool) -> Note:
    bare = " ".join(text.split())
    if not several:
        return note("{said}", "{said}", said=bare)
    return note("«{name}»: {said}", "«{name}»: {said}", name=in_full(name), said=bare)
