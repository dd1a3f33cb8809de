"""Does every group get points from what is in it, in the way it says?"""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.definition.check.context import Context, View
from thuocdo.definition.check.figures import listed
from thuocdo.definition.model import Combine
from thuocdo.definition.resolved import Resolved
from thuocdo.definition.suggest import in_full
from thuocdo.diagnostics import Diagnostic, error, warning

TINY = 3

NOTHING_THERE = warning(
    "TD304",
    "«{name}» dành cho cả đơn vị loại {kinds}, nhưng không mục con nào của nó dành cho loại này; "
    "với các đơn vị đó, cả nhóm coi như không áp dụng.",
    "«{name}» is there for agencies of the kind {kinds} too, but nothing in it is; "
    "for those agencies the whole group does not apply.",
)
ONLY_EXTRAS = warning(
    "TD305",
    "Mọi mục con của «{name}» đều là điểm thưởng hay điểm trừ («extra»), nên nhóm không có gì để cộng vào và bị bỏ qua.",
    "Everything in «{name}» comes on top («extra»), so there is nothing for it to come on top of and the group is left out.",
)
NO_POINTS_BELOW = error(
    "TD306",
    "«{name}» không cộng điểm các mục con («combine: none»), nên nhóm «{group}» chứa nó không bao giờ có điểm.",
    "«{name}» does not combine its parts («combine: none»), so the group «{group}» around it never has points.",
)
SOME_WEIGHTS = warning(
    "TD308",
    "Ở «{name}», chỉ một số mục con có trọng số («weight»); các mục còn lại được tính với trọng số 1: {others}.",
    "At «{name}» only some parts have a weight; the others count as 1: {others}.",
)
TINY_PART = warning(
    "TD321",
    "«{name}» lấy trung bình cộng, nên «{small}» (tối đa {least} điểm) nặng ngang «{large}» (tối đa {most} điểm).",
    "«{name}» takes the plain mean, so «{small}» (at most {least} points) weighs as much as «{large}» (at most {most}).",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at every group of every view."""
    yield from context.for_each_kind(lambda view, group: _group(context, view, group))


def _group(context: Context, view: View, group: Resolved) -> Iterator[Diagnostic]:
    if group.is_leaf:
        return
    name = in_full(group.node.name)
    if all(child.extra for child in group.node.criteria):
        yield ONLY_EXTRAS.at(context.at(group.node), name=name)
    elif not group.ordinary and view.kinds and context.sound_below(group, deep=False):
        yield NOTHING_THERE.at(context.at(group.node), name=name, kinds=listed(view.kinds))
    parent = view.parent(group)
    if group.node.combine is Combine.NONE and parent is not None and parent.node.combine is not Combine.NONE:
        place = context.at(group.node, "combine")
        yield NO_POINTS_BELOW.at(place, name=name, group=in_full(parent.node.name))
    if group.node.combine is Combine.MEAN and context.sound_below(group, deep=False):
        yield from _mean(context, group)


def _mean(context: Context, group: Resolved) -> Iterator[Diagnostic]:
    plain = [child for child in group.ordinary if child.node.weight is None]
    name = in_full(group.node.name)
    if plain and len(plain) < len(group.ordinary):
        others = listed([child.node.name for child in plain])
        yield SOME_WEIGHTS.at(context.at(group.node, "combine"), name=name, others=others)
    sized = [(child.max, child) for child in plain if child.max]
    if len(plain) < len(group.ordinary) or not sized:
        return
    least, small = min(sized, key=lambda each: each[0])
    most, large = max(sized, key=lambda each: each[0])
    if most >= TINY * least:
        place, tiny, huge = context.at(group.node, "combine"), in_full(small.node.name), in_full(large.node.name)
        yield TINY_PART.at(place, name=name, small=tiny, large=huge, least=least, most=most)
