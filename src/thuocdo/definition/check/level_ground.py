"""Does what a level asks have ground to stand on: points, a maximum to take a share of, nodes that are below and stay there?"""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.definition.amounts import Amount
from thuocdo.definition.check.available import available, shrinking
from thuocdo.definition.check.context import Context, View
from thuocdo.definition.check.figures import listed
from thuocdo.definition.check.limits import full_of, parts_of
from thuocdo.definition.check.maxima import why_needed
from thuocdo.definition.model import Combine, Node
from thuocdo.definition.resolved import Resolved
from thuocdo.definition.suggest import in_full
from thuocdo.diagnostics import Diagnostic, Note, Place, error, note, warning
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.names import normal

SHRINKS = warning(
    "TD506",
    "«{name}» xếp mức theo số điểm cố định, nhưng {why}; đơn vị được giao ít điểm hơn khó đạt mức hơn.",
    "«{name}» has levels in points, but {why}; an agency with less to earn finds them harder to reach.",
)
NOT_BELOW = error(
    "TD507",
    "Mức «{level}» của «{name}» đặt điều kiện cho «{part}», không nằm trong «{name}».",
    "The level «{level}» of «{name}» sets a condition on «{part}», which is not inside «{name}».",
)
NO_GROUND = error(
    "TD510",
    "Không xét được {what} của «{name}»: {why}.",
    "{what} of «{name}» cannot be decided: {why}.",
)
EACH_OF_BEST = warning(
    "TD511",
    "Mức «{level}» của «{name}» đặt điều kiện cho {parts}, trong khi chỉ mục con có điểm cao nhất được tính.",
    "The level «{level}» of «{name}» sets a condition on {parts}, while only the best part counts.",
)
SAME_LEVEL = error(
    "TD512",
    "Ở «{name}», tên mức «{level}» dùng hai lần, nên không biết đơn vị ở mức nào.",
    "At «{name}» the level name «{level}» is used twice, so nobody can tell which an agency has.",
)

NO_POINTS = Text("nhóm này không có điểm («combine: none»)", "the group has no points («combine: none»)")
MAX_IS_ZERO = Text("điểm tối đa là 0", "its maximum is 0")
NO_MAX = Text("không có điểm tối đa để tính tỷ lệ", "there is no maximum to take a share of")
BELOW_NAME = note(
    "Tên này là của đơn vị không đạt mức nào («below»).",
    "That is what an agency is called that reaches no level («below»).",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at names and places of levels, then at what stands below them for every kind."""
    for node in filter(context.sound, context.nodes):
        yield from _names(context, node)
        yield from _outside(context, node)
        yield from _fixed(context, node)
    yield from context.for_each_kind(lambda view, node: _ground(context, view, node))
    yield from context.for_each_kind(lambda view, node: _best(context, view, node))


def _names(context: Context, node: Node) -> Iterator[Diagnostic]:
    first: dict[str, int | None] = {normal(node.below).lower(): None}
    for index, level in enumerate(node.levels):
        other = first.setdefault(normal(level.name).lower(), index)
        if other == index:
            continue
        told = BELOW_NAME if other is None else _earlier(context.at(node, "levels", other, "name"))
        place, name = context.at(node, "levels", index, "name"), in_full(node.name)
        yield SAME_LEVEL.at(place, notes=(told,), name=name, level=in_full(level.name))


def _earlier(place: Place) -> Note:
    return note("Mức kia ở dòng {line}.", "The other is at line {line}.", place, line=str(place.line))


def _outside(context: Context, node: Node) -> Iterator[Diagnostic]:
    inside = {below.id for below in node.walk() if below is not node}
    for index, level in enumerate(node.levels):
        for limit in level.each if isinstance(level.each, tuple) else ():
            other = context.by_id.get(limit.node)
            if other is not None and limit.node not in inside:
                place = context.at(node, "levels", index, "each", limit.node)
                yield NOT_BELOW.at(place, level=in_full(level.name), name=in_full(node.name), part=in_full(other.name))


def _ground(context: Context, view: View, node: Resolved) -> Iterator[Diagnostic]:
    if not node.node.levels and not node.node.ranking:
        return
    name, key = in_full(node.node.name), "levels" if node.node.levels else "ranking"
    what = Text("mức", "The level") if node.node.levels else Text("thứ hạng", "The rank")
    if not node.is_leaf and node.node.combine is Combine.NONE:
        yield NO_GROUND.at(context.at(node.node, key), what=what, name=name, why=NO_POINTS)
        return
    if not node.node.levels:
        return
    if node.max == 0:
        yield NO_GROUND.at(context.at(node.node, key), what=what, name=name, why=MAX_IS_ZERO)
        return
    yield from _shares(context, view, node)


def _shares(context: Context, view: View, node: Resolved) -> Iterator[Diagnostic]:
    """Conditions on what never has points, and shares of what has no maximum."""
    for index, level in enumerate(node.node.levels):
        if level.limit.percent and full_of(node) is None and not why_needed(view, node):
            place = context.at(node.node, "levels", index, "above" if level.strict else "min")
            what = Text(f"mức «{level.name}»", f"The level «{level.name}»")
            yield NO_GROUND.at(place, what=what, name=in_full(node.node.name), why=NO_MAX)
        for part in parts_of(view, node, level):
            why = _no_ground(part.node, part.amount)
            if why is None or not context.sound(part.node) or why_needed(view, part.node):
                continue
            place, other = context.at(node.node, "levels", index, *part.path), in_full(part.node.node.name)
            what = Text(f"điều kiện về «{other}» ở mức «{level.name}»", f"The condition on «{other}» in «{level.name}»")
            yield NO_GROUND.at(place, what=what, name=in_full(node.node.name), why=why)


def _no_ground(part: Resolved, limit: Amount) -> Text | None:
    if not part.is_leaf and part.node.combine is Combine.NONE:
        return NO_POINTS
    return NO_MAX if limit.percent and full_of(part) is None else None


def _best(context: Context, view: View, node: Resolved) -> Iterator[Diagnostic]:
    for index, level in enumerate(node.node.levels):
        chosen = []
        for part in parts_of(view, node, level):
            group = view.parent(part.node)
            if group is not None and group.node.combine is Combine.BEST and not part.node.node.extra:
                chosen.append(part.node.node.name)
        if chosen:
            place = context.at(node.node, "levels", index, "each")
            yield EACH_OF_BEST.at(place, level=in_full(level.name), name=in_full(node.node.name), parts=listed(chosen))


def _fixed(context: Context, node: Node) -> Iterator[Diagnostic]:
    """Limits in points where not every agency has the same points to earn."""
    fixed = next((index for index, level in enumerate(node.levels) if not level.limit.percent), None)
    if fixed is None or node.combine is Combine.NONE:
        return
    there = [found for view in context.views if (found := view.by_id.get(node.id)) is not None]
    if not all(context.sound_below(found) for found in there):
        return
    place = context.at(node, "levels", fixed, "above" if node.levels[fixed].strict else "min")
    leaving = next((found for found in there if available(found).shrinks), None)
    if leaving is not None:
        names = listed([each.node.name for each in shrinking(leaving)])
        why = Text(f"có phần có thể không áp dụng ({names.vi})", f"parts of it may not apply ({names.en})")
        yield SHRINKS.at(place, name=in_full(node.name), why=why)
    elif len({available(found).full for found in there}) > 1:
        why = Text("các loại đơn vị có tổng điểm khác nhau", "kinds of agency differ in what they can earn")
        yield SHRINKS.at(place, name=in_full(node.name), why=why)
