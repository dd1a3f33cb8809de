"""Do the ids that nodes refer to lead somewhere: nodes that are needed or limited, texts that are cited?"""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.definition.check.context import Context
from thuocdo.definition.model import Node
from thuocdo.definition.suggest import shorten, suggestion
from thuocdo.definition.unknown import unknown_node
from thuocdo.diagnostics import Diagnostic, Place, error

UNKNOWN_TEXT = error(
    "TD217",
    "Căn cứ nhắc đến văn bản «{id}», không có trong danh sách văn bản của bộ tiêu chí.",
    "The citation names the text «{id}», which is not among the texts of the set.",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Follow `needs`, `each` and `cite`; ids are let pass where the set was not read whole."""
    if context.reading.whole:
        for node in context.nodes:
            for id, place in _referred(context, node):
                if id not in context.ids:
                    yield unknown_node(place, id, context.ids)
    if context.sound_part("texts"):
        yield from _texts(context)


def _referred(context: Context, node: Node) -> Iterator[tuple[str, Place]]:
    if node.needs is not None:
        yield node.needs, context.at(node, "needs")
    for index, level in enumerate(node.levels if context.sound(node) else ()):
        if isinstance(level.each, tuple):
            for limit in level.each:
                yield limit.node, context.at(node, "levels", index, "each", limit.node)


def _texts(context: Context) -> Iterator[Diagnostic]:
    known = {text.id for text in context.set.texts}
    for node in context.nodes:
        if node.cite is not None and node.cite.text not in known:
            place = context.at(node, "cite", "text")
            help = suggestion(node.cite.text, sorted(known))
            yield UNKNOWN_TEXT.at(place, help=help, id=shorten(node.cite.text))
