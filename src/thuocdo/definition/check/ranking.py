"""Is it clear who is ranked and by what?"""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.definition.check.available import available, shrinking
from thuocdo.definition.check.context import Context
from thuocdo.definition.check.figures import listed
from thuocdo.definition.model import Among, By, Combine, Node
from thuocdo.definition.suggest import in_full
from thuocdo.diagnostics import Diagnostic, error
from thuocdo.vietnamese.languages import Text

BY_WHAT = error(
    "TD509",
    "Chưa nói xếp hạng «{name}» theo điểm hay theo tỷ lệ («ranking: by»), mà {why}.",
    "It is not said whether «{name}» is ranked by points or by percent («ranking: by»), and {why}.",
)
NO_LEVELS = error(
    "TD513",
    "Xếp hạng «{name}» dựa vào mức («{key}: {value}»), nhưng mục này không xếp mức.",
    "The ranking of «{name}» rests on levels («{key}: {value}»), but there are none here.",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at every node that is ranked."""
    for node in filter(context.sound, context.nodes):
        yield from _levels(context, node)
        if _is_ranked(node) and (node.ranking is None or node.ranking.by is None):
            yield from _by(context, node)


def _is_ranked(node: Node) -> bool:
    if not node.is_leaf and node.combine is Combine.NONE:
        return False
    if node.ranking is not None:
        return node.ranking.among is not Among.NONE
    return bool(node.levels) or not node.path


def _levels(context: Context, node: Node) -> Iterator[Diagnostic]:
    if node.ranking is None or node.levels:
        return
    name = in_full(node.name)
    if node.ranking.among is Among.LEVELLED:
        yield NO_LEVELS.at(context.at(node, "ranking", "among"), name=name, key="among", value="levelled")
    elif node.ranking.by is By.LEVEL:
        yield NO_LEVELS.at(context.at(node, "ranking", "by"), name=name, key="by", value="level")


def _by(context: Context, node: Node) -> Iterator[Diagnostic]:
    there = [found for view in context.views if (found := view.by_id.get(node.id)) is not None]
    if not all(context.sound_below(found) for found in there):
        return
    place = context.at(node, "ranking") if node.ranking is not None else context.at(node)
    leaving = next((found for found in there if available(found).shrinks), None)
    if leaving is not None:
        names = listed([each.node.name for each in shrinking(leaving)])
        why = Text(f"có phần có thể không áp dụng ({names.vi})", f"parts of it may not apply ({names.en})")
        yield BY_WHAT.at(place, name=in_full(node.name), why=why)
    elif len({available(found).full for found in there}) > 1:
        why = Text("các loại đơn vị có tổng điểm khác nhau", "kinds of agency differ in what they can earn")
        yield BY_WHAT.at(place, name=in_full(node.name), why=why)
