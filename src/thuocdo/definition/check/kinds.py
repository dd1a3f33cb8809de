"""Are the kinds of agency that nodes speak of kinds that the set, and the group around them, are for?"""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.definition.check.context import Context, kinds_named
from thuocdo.definition.model import Node
from thuocdo.definition.suggest import in_full
from thuocdo.definition.unknown import unknown_kind
from thuocdo.diagnostics import Diagnostic, Place, error, hint, warning
from thuocdo.vietnamese.languages import Text

NOT_DECLARED = error(
    "TD222",
    "Có mục chỉ dành cho một số loại đơn vị ({kinds}), nhưng bộ tiêu chí không khai mình dành cho những loại nào.",
    "Some entries are for certain kinds of agency only ({kinds}), but the set does not say which kinds it is for.",
)
OUT_OF_REACH = warning(
    "TD223",
    "«{name}» nhắc đến loại đơn vị «{kind}», nhưng {reason}, nên phần này không bao giờ dùng đến.",
    "«{name}» speaks of agencies of the kind «{kind}», but {reason}, so this is never used.",
)
TWICE = warning(
    "TD224",
    "Loại đơn vị «{kind}» được ghi hai lần ở «{name}».",
    "The kind of agency «{kind}» is listed twice at «{name}».",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at `applies_to` and at maxima by kind, node by node."""
    if () in context.reading.broken:
        return
    yield from _twice(context)
    if not context.set.kinds:
        yield from _not_declared(context)
        return
    for node in context.nodes[1:]:
        for kind, place in _mentions(context, node):
            if kind not in context.set.kinds:
                yield unknown_kind(place, kind, context.set.kinds)
    for node in context.nodes:
        yield from _out_of_reach(context, node)


def _mentions(context: Context, node: Node) -> Iterator[tuple[str, Place]]:
    for index, kind in enumerate(dict.fromkeys(node.applies_to or ())):
        yield kind, context.at(node, "applies_to", index)
    if isinstance(node.max, tuple):
        for entry in node.max:
            yield entry.kind, context.at(node, "max", entry.kind)


def _twice(context: Context) -> Iterator[Diagnostic]:
    for node in context.nodes:
        seen: set[str] = set()
        for index, kind in enumerate(node.applies_to or ()):
            if kind not in seen:
                seen.add(kind)
            else:
                yield TWICE.at(context.at(node, "applies_to", index), kind=kind, name=in_full(node.name))


def _not_declared(context: Context) -> Iterator[Diagnostic]:
    speaking = [node for node in context.nodes if kinds_named(node)]
    if not speaking:
        return
    kinds = tuple(dict.fromkeys(kind for node in speaking for kind, _ in _mentions(context, node)))
    _, place = next(_mentions(context, speaking[0]))
    help = hint(
        "Viết «applies_to: [{kinds}]» ở đầu bộ tiêu chí.",
        "Write «applies_to: [{kinds}]» at the head of the set.",
        kinds=kinds,
    )
    yield NOT_DECLARED.at(place, help=help, kinds=kinds)


def _out_of_reach(context: Context, node: Node) -> Iterator[Diagnostic]:
    """Kinds that never get as far as this node: the group around it, or it itself, is not for them."""
    above = next((group for group in _above(context, node) if group.applies_to is not None), None)
    for kind, place in _mentions(context, node):
        if kind not in context.set.kinds:
            continue
        name = in_full(node.name)
        if above is not None and above.applies_to is not None and kind not in above.applies_to:
            reason = _not_for(above.name)
            yield OUT_OF_REACH.at(place, name=name, kind=kind, reason=reason)
        elif node.applies_to is not None and kind not in node.applies_to:
            yield OUT_OF_REACH.at(place, name=name, kind=kind, reason=_not_for(node.name))


def _not_for(name: str) -> Text:
    name = in_full(name)
    return Text(f"«{name}» không dành cho loại này", f"«{name}» is not for that kind")


def _above(context: Context, node: Node) -> Iterator[Node]:
    path = node.path
    while path:
        path = path[:-2]
        yield context.by_path[path]
