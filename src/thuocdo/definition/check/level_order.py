"""Are the levels listed best first, each harder than the next, and can each of them be reached?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from thuocdo.definition.check.context import Context, View
from thuocdo.definition.check.figures import amount, listed, points
from thuocdo.definition.check.figures import level as spoken
from thuocdo.definition.check.limits import Asked, asked, implied
from thuocdo.definition.check.reach import highest
from thuocdo.definition.model import Combine, Node
from thuocdo.definition.resolved import Resolved
from thuocdo.definition.suggest import in_full
from thuocdo.diagnostics import Diagnostic, Note, Place, info, note, warning
from thuocdo.vietnamese.languages import Text

OUT_OF_ORDER = warning(
    "TD504",
    "Ở «{name}», {level} đứng sau {better} nhưng đòi hỏi cao hơn ở {what}; các mức phải xếp từ cao xuống thấp.",
    "At «{name}» {level} stands after {better} but asks for more at {what}; levels go from the best down.",
)
NEVER_GIVEN = warning(
    "TD505",
    "Ở «{name}», không đơn vị nào được xếp {level}: đơn vị nào đạt mức này thì đã đạt {better}, đứng trước.",
    "At «{name}» no agency is ever given {level}: whoever reaches it has reached {better}, which comes first.",
)
TOO_HIGH = warning(
    "TD508",
    "Ở «{name}», không đơn vị nào đạt được {level}: mức này đòi hỏi {limit} ở {what}, nơi nhiều nhất chỉ có {most} điểm.",
    "At «{name}» no agency can reach {level}: it asks for {limit} at {what}, where there are at most {most} points.",
)
MIXED = info(
    "TD515",
    "Ở «{name}», có mức tính từ mốc trở lên ({least}), có mức phải trên mốc ({above}).",
    "At «{name}» some levels begin at their limit ({least}) and others above it ({above}).",
)
TOTAL = Text("tổng điểm", "the total")


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at every node with levels, for every kind."""
    yield from context.for_each_kind(lambda view, node: _order(context, view, node))
    for node in filter(context.sound, context.nodes):
        yield from _mixed(context, node)


def _order(context: Context, view: View, node: Resolved) -> Iterator[Diagnostic]:
    without = not node.is_leaf and node.node.combine is Combine.NONE
    if not node.node.levels or without or not context.sound_below(node):
        return
    if not all(context.limits_known(level) for level in node.node.levels):
        return
    levels = asked(view, node)
    for index, each in enumerate(levels):
        place, level, name = _place(context, node, each), spoken(each.level.name), in_full(node.node.name)
        better = next((other for other in levels[:index] if _reaches(node, each, other)), None)
        if too_high := _too_high(node, each):
            limit, what, most = too_high
            yield TOO_HIGH.at(place, level=level, name=name, limit=limit, what=what, most=most)
        elif better is not None:
            notes = (_told(context, node, better),)
            yield NEVER_GIVEN.at(place, notes=notes, level=level, name=name, better=spoken(better.level.name))
        elif index and (harder := _harder(each, levels[index - 1])):
            before = levels[index - 1]
            notes, better_name = (_told(context, node, before),), spoken(before.level.name)
            yield OUT_OF_ORDER.at(place, notes=notes, level=level, name=name, better=better_name, what=harder)


def _place(context: Context, node: Resolved, each: Asked) -> Place:
    return context.at(node.node, "levels", each.index, "name")


def _told(context: Context, node: Resolved, other: Asked) -> Note:
    place = _place(context, node, other)
    return note("Mức kia ở dòng {line}.", "The other is at line {line}.", place, line=str(place.line))


def _too_high(node: Resolved, each: Asked) -> tuple[Text, Text, Decimal] | None:
    """The first limit nobody reaches: what it is, where, and the most there can be."""
    most = highest(node)
    if most is not None and (each.total > most or (each.level.strict and each.total == most)):
        limit = amount(each.level.limit)
        strictly = Text(f"trên {limit.vi}", f"above {limit.en}") if each.level.strict else limit
        return strictly, TOTAL, points(most)
    for part in each.parts:
        most = highest(part.node)
        if most is not None and part.points > most:
            name = in_full(part.node.node.name)
            return amount(part.amount), Text(f"«{name}»", f"«{name}»"), points(most)
    return None


def _reaches(node: Resolved, each: Asked, other: Asked) -> bool:
    """Whether whoever meets one level meets the other as well."""
    least = max(each.total, implied(node, each.by_id)) if each.parts else each.total
    strictly = each.level.strict and least == each.total
    if least < other.total or (least == other.total and other.level.strict and not strictly):
        return False
    return all(part.points <= each.least(part.node) for part in other.parts)


def _harder(each: Asked, before: Asked) -> Text | None:
    """Where a level asks for more than the one before it."""
    if each.total > before.total:
        return TOTAL
    harder = [part.node.node.name for part in each.parts if part.points > before.least(part.node)]
    return listed(harder) if harder and before.parts else None


def _mixed(context: Context, node: Node) -> Iterator[Diagnostic]:
    strict = [level.name for level in node.levels if level.strict]
    at_least = [level.name for level in node.levels if not level.strict]
    if strict and at_least:
        place, name = context.at(node, "levels"), in_full(node.name)
        yield MIXED.at(place, name=name, least=listed(at_least), above=listed(strict))
