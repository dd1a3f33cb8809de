"""Can what a node needs (`needs`) ever be settled, and is it there for everyone who has the node?"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from thuocdo.definition.check.available import may_leave
from thuocdo.definition.check.context import Context, View
from thuocdo.definition.check.figures import listed
from thuocdo.definition.model import Combine, Node
from thuocdo.definition.resolved import Resolved
from thuocdo.definition.suggest import in_full
from thuocdo.diagnostics import Diagnostic, error, note, warning

MOST_RINGS = 20

RING = error(
    "TD313",
    "Điểm của «{name}» phụ thuộc vào chính nó qua «needs», nên không tính được.",
    "The points of «{name}» depend on themselves through «needs», so they cannot be worked out.",
)
NOT_THERE = warning(
    "TD314",
    "«{name}» chỉ được điểm khi «{needed}» có điểm, nhưng «{needed}» không dành cho đơn vị loại {kinds}: "
    "các đơn vị đó luôn được 0 điểm.",
    "«{name}» earns points only if «{needed}» does, but «{needed}» is not there for agencies of the kind {kinds}: "
    "they always get 0.",
)
MAY_LEAVE = warning(
    "TD315",
    "«{name}» chỉ được điểm khi «{needed}» có điểm; đơn vị nào không áp dụng «{needed}» thì mất cả «{name}».",
    "«{name}» earns points only if «{needed}» does; an agency to which «{needed}» does not apply loses «{name}» as well.",
)
WITHOUT_POINTS = error(
    "TD316",
    "«{name}» cần «{needed}» có điểm, nhưng nhóm đó không cộng điểm các mục con («combine: none») nên không bao giờ có điểm.",
    "«{name}» needs points at «{needed}», but that group does not combine its parts («combine: none») and never has any.",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Look for rings over the whole set, then at each need for each kind."""
    yield from _rings(context)
    for node in context.nodes:
        needed = _needed(context, node)
        if needed is not None and not needed.is_leaf and needed.combine is Combine.NONE:
            place = context.at(node, "needs")
            yield WITHOUT_POINTS.at(place, name=in_full(node.name), needed=in_full(needed.name))
    yield from context.for_each_kind(lambda view, node: _there(context, view, node))


def _needed(context: Context, node: Node) -> Node | None:
    return context.by_id.get(node.needs) if node.needs is not None and context.by_id.get(node.id) is node else None


def _rings(context: Context) -> Iterator[Diagnostic]:
    """Each ring once, told at the first of its needs; a ring that was told is cut there before looking on."""
    below = {node.path: {child.path for child in node.criteria} for node in context.nodes}
    for node in context.nodes:
        needed = _needed(context, node)
        if needed is not None:
            below[node.path].add(needed.path)
    order = {path: number for number, path in enumerate(below)}
    for _ in range(MOST_RINGS):
        try:
            TopologicalSorter(below).prepare()
        except CycleError as ring:
            around = sorted(set(ring.args[1]), key=order.__getitem__)
        else:
            return
        ring_of = set(around)
        needs = [(path, needed.path) for path in around if (needed := _needed(context, context.by_path[path]))]
        cut = [(path, needed) for path, needed in needs if needed in ring_of]
        first = context.by_path[cut[0][0]]
        through = [context.by_path[path].name for path in around if path != first.path]
        told = note("Vòng này đi qua: {names}.", "The ring runs through: {names}.", names=listed(through))
        yield RING.at(context.at(first, "needs"), notes=(told,) if through else (), name=in_full(first.name))
        for path, other in cut:
            below[path].discard(other)


def _there(context: Context, view: View, node: Resolved) -> Iterator[Diagnostic]:
    needed = _needed(context, node.node)
    if needed is None or needed in node.node.walk():
        return
    found = view.by_id.get(needed.id)
    place, name, other = context.at(node.node, "needs"), in_full(node.node.name), in_full(needed.name)
    if found is None:
        if view.kinds:
            yield NOT_THERE.at(place, name=name, needed=other, kinds=listed(view.kinds))
    elif context.sound(found) and _leaves_alone(view, found, node):
        yield MAY_LEAVE.at(place, name=name, needed=other)


def _leaves_alone(view: View, needed: Resolved, node: Resolved) -> bool:
    """Whether the needed node may be left out while the one that needs it stays."""
    together = {above.node.path for above in view.above(node)}
    leaving = [each for each in (needed, *view.above(needed)) if may_leave(each) and each.node.path not in together]
    return bool(leaving) and not may_leave(node)
