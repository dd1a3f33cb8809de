"""Keys that change nothing where they stand: somebody meant something by them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from thuocdo.definition.amounts import Amount
from thuocdo.definition.check.available import available
from thuocdo.definition.check.context import Context
from thuocdo.definition.check.figures import points
from thuocdo.definition.check.reach import highest
from thuocdo.definition.model import Combine, Node
from thuocdo.definition.resolved import Resolved
from thuocdo.definition.suggest import in_full
from thuocdo.diagnostics import Diagnostic, info, warning
from thuocdo.vietnamese.languages import Text

NO_EFFECT = warning(
    "TD311",
    "Khóa «{key}» ở «{name}» không có tác dụng: {why}.",
    "The key «{key}» at «{name}» has no effect: {why}.",
)
NEVER_CUTS = info(
    "TD312",
    "Mức trần của «{name}» («cap») không bao giờ cắt điểm: cao nhất chỉ có thể được {most} trên {max}.",
    "The cap of «{name}» never cuts anything: the most there can be is {most} of {max}.",
)

IS_LEAF = Text("mục này không có mục con", "there is nothing inside")
NO_POINTS = Text("nhóm này không có điểm («combine: none»)", "the group has no points («combine: none»)")
NOT_A_MEAN = Text("nhóm chứa nó không lấy trung bình cộng", "the group around it does not take a mean")
EXTRA_WEIGHT = Text("điểm thưởng, điểm trừ không vào trung bình cộng", "what comes on top is not in the mean")
EXTRA_OF_NONE = Text("nhóm chứa nó không có điểm để cộng vào", "the group around it has no points to add to")
NO_MAX = Text("không có điểm tối đa để chặn", "there is no maximum to stop at")
NO_LEVELS = Text("mục này không xếp mức", "there are no levels here")
ALL_THERE = Text("không phần nào bên trong có thể được bỏ ra", "nothing inside can be left out")


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at every node by itself, then at caps and conversions for every kind."""
    for node in filter(context.sound, context.nodes):
        group = context.by_path[node.path[:-2]] if node.path else None
        for key, why in _useless(context, node, group):
            yield NO_EFFECT.at(context.at(node, key), key=key, name=in_full(node.name), why=why)
    yield from context.for_each_kind(lambda _, node: _never_cuts(context, node))


def _useless(context: Context, node: Node, group: Node | None) -> Iterator[tuple[str, Text]]:
    if node.is_leaf and node.combine is not Combine.SUM:
        yield "combine", IS_LEAF
    if node.is_leaf and node.rescale:
        yield "rescale", IS_LEAF
    elif node.rescale and node.combine is not Combine.NONE and not _may_shrink(context, node):
        yield "rescale", ALL_THERE
    if node.is_leaf and any(isinstance(level.each, Amount) for level in node.levels):
        yield "levels", IS_LEAF
    if not node.is_leaf and node.combine is Combine.NONE:
        written = {"max": node.max is not None, "min": node.min != 0, "cap": node.cap, "rescale": node.rescale}
        yield from ((key, NO_POINTS) for key, is_there in written.items() if is_there)
    elif node.cap and node.max is None:
        yield "cap", NO_MAX
    if group is not None:
        yield from _useless_in(node, group)


def _useless_in(node: Node, group: Node) -> Iterator[tuple[str, Text]]:
    if node.extra and group.combine is Combine.NONE:
        yield "extra", EXTRA_OF_NONE
    if node.weight is not None and group.combine is not Combine.MEAN:
        yield "weight", NOT_A_MEAN
    elif node.weight is not None and node.extra:
        yield "weight", EXTRA_WEIGHT


def _may_shrink(context: Context, node: Node) -> bool:
    """Whether there is anything to convert: for some kind less than the maximum may be available."""
    there = (view.by_id.get(node.id) for view in context.views)
    return any(found is not None and _less(found) for found in there)


def _less(group: Resolved) -> bool:
    plain = available(replace(group, node=replace(group.node, rescale=False)))
    return plain.shrinks or (plain.full is not None and group.max is not None and plain.full < group.max)


def _never_cuts(context: Context, node: Resolved) -> Iterator[Diagnostic]:
    if not node.node.cap or node.max is None or node.node.combine is Combine.NONE:
        return
    most = highest(replace(node, node=replace(node.node, cap=False)))
    if most is not None and most <= node.max and context.sound_below(node):
        yield NEVER_CUTS.at(context.at(node.node, "cap"), name=in_full(node.node.name), most=points(most), max=node.max)
