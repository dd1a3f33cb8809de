"""Does every criterion rest on a place in a text, and is every text used?"""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.definition.check.context import Context
from thuocdo.definition.check.figures import listed
from thuocdo.definition.model import LegalText, Node
from thuocdo.definition.suggest import shorten
from thuocdo.diagnostics import Diagnostic, info, note, warning
from thuocdo.vietnamese.names import normal

NO_BASIS = warning(
    "TD601",
    "Không có căn cứ («cite») cho {names}: không ai đối chiếu được với văn bản.",
    "There is no legal basis («cite») for {names}: nobody can compare with the text.",
)
NEVER_CITED = info(
    "TD624",
    "Văn bản «{number}» không được mục nào dẫn làm căn cứ.",
    "The text «{number}» is cited nowhere.",
)
SAME_TEXT = warning(
    "TD625",
    "Văn bản số «{number}» được ghi hai lần dưới hai mã: «{first}» và «{second}».",
    "The text «{number}» is entered twice, as «{first}» and as «{second}».",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Look for what is not cited: criteria without a text, texts without a criterion."""
    bare = list(_bare(context, context.set.root))
    if bare:
        names = listed([node.name for node in bare])
        yield NO_BASIS.at(context.at(bare[0]), names=names)
    if context.sound_part("texts"):
        yield from _texts(context)


def _bare(context: Context, node: Node) -> Iterator[Node]:
    """The topmost nodes that have no citation and nothing cited below; a citation holds for everything below it."""
    if node.cite is not None or not context.sound(node):
        return
    if node.is_leaf or not any(below.cite or not context.sound(below) for below in node.walk()):
        yield node
        return
    for child in node.criteria:
        yield from _bare(context, child)


def _texts(context: Context) -> Iterator[Diagnostic]:
    cited = {node.cite.text for node in context.nodes if node.cite is not None}
    whole = not context.reading.broken
    first: dict[str, LegalText] = {}
    for text in context.set.texts:
        place = context.reading.at((), "texts", text.id)
        other = first.setdefault(normal(text.number).lower(), text)
        if other is not text:
            earlier = context.reading.at((), "texts", other.id, "number")
            told = note("Lần đầu ở dòng {line}.", "First at line {line}.", earlier, line=str(earlier.line))
            number = context.reading.at((), "texts", text.id, "number")
            yield SAME_TEXT.at(number, notes=(told,), number=shorten(text.number), first=other.id, second=text.id)
        elif text.id not in cited and whole:
            yield NEVER_CITED.at(place, number=shorten(text.number))
