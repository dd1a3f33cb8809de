"""Can the figures that a criterion asks for make the difference they are meant to make?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from thuocdo.definition.check.context import Context
from thuocdo.definition.check.figures import percent
from thuocdo.definition.measures import Count, IfNone, Ratio
from thuocdo.definition.model import Node
from thuocdo.definition.resolved import Resolved
from thuocdo.definition.suggest import in_full, shorten
from thuocdo.diagnostics import Diagnostic, info, warning
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.names import normal

FROM_ABOVE_TARGET = warning(
    "TD404",
    "Ở «{name}», mức bắt đầu có điểm ({start}) cao hơn mức được điểm tối đa ({target}): "
    "đơn vị chỉ có thể được 0 hoặc điểm tối đa.",
    "At «{name}» points begin at {start}, above the {target} that earns the maximum: "
    "an agency gets either 0 or the maximum.",
)
COUNT_IN_VAIN = warning(
    "TD411",
    "Số lượng kê khai ở «{name}» không làm thay đổi điểm: {why}.",
    "The number given at «{name}» never changes the points: {why}.",
)
START_OUTSIDE = warning(
    "TD412",
    "Ở «{name}», điểm khởi đầu {start} nằm ngoài khoảng từ {min} đến {max}; {so}.",
    "At «{name}» the start of {start} lies outside {min} to {max}; {so}.",
)
FULL_FOR_NONE = info(
    "TD416",
    "Ở «{name}», đơn vị ghi 0 cho «{b}» được điểm tối đa («if_none: full»).",
    "At «{name}» an agency that enters 0 for «{b}» gets the maximum («if_none: full»).",
)
SAME_INPUT = warning(
    "TD417",
    "Hai số liệu của «{name}» cùng mang nhãn «{label}», nên người kê khai không phân biệt được.",
    "Two figures of «{name}» are both labelled «{label}», so whoever fills them in cannot tell them apart.",
)

FIRST_IS_FREE = Text("những trường hợp đầu tiên không làm giảm điểm", "the first ones counted take nothing away")
FIRST_IS_LOST = Text("những trường hợp đầu tiên không làm tăng điểm", "the first ones counted add nothing")


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at every measure; counts for every kind, since the maximum decides."""
    for node in filter(context.sound, context.nodes):
        yield from _ratio(context, node)
        yield from _labels(context, node)
    yield from context.for_each_kind(lambda _, leaf: _count(context, leaf))


def _ratio(context: Context, node: Node) -> Iterator[Diagnostic]:
    if not isinstance(node.measure, Ratio):
        return
    start, target = node.measure.start, node.measure.target
    if start is not None and start > target:
        place = context.at(node, "measure", "from")
        yield FROM_ABOVE_TARGET.at(place, name=in_full(node.name), start=percent(start), target=percent(target))
    if node.measure.if_none is IfNone.FULL:
        place = context.at(node, "measure", "if_none")
        yield FULL_FOR_NONE.at(place, name=in_full(node.name), b=shorten(node.measure.b))


def _labels(context: Context, node: Node) -> Iterator[Diagnostic]:
    first: set[str] = set()
    for input in node.measure.inputs if node.measure is not None else ():
        label = normal(input.label).lower()
        if label in first:
            place = context.at(node, "measure", input.key)
            yield SAME_INPUT.at(place, name=in_full(node.name), label=shorten(input.label))
        first.add(label)


def _count(context: Context, leaf: Resolved) -> Iterator[Diagnostic]:
    measure = leaf.node.measure
    if not isinstance(measure, Count) or (leaf.max is not None and leaf.node.min > leaf.max):
        return
    start = leaf.max if measure.start is None else measure.start
    if start is None:
        return
    name = in_full(leaf.node.name)
    if why := _in_vain(measure.per, start, leaf.node.min, leaf.max):
        yield COUNT_IN_VAIN.at(context.at(leaf.node, "measure", "per"), name=name, why=why)
    elif start < leaf.node.min or (leaf.max is not None and start > leaf.max):
        so = FIRST_IS_LOST if measure.per > 0 else FIRST_IS_FREE
        most: object = Text("không giới hạn", "no limit") if leaf.max is None else leaf.max
        place = context.at(leaf.node, "measure", "start")
        yield START_OUTSIDE.at(place, name=name, start=start, min=leaf.node.min, max=most, so=so)


def _in_vain(per: Decimal, start: Decimal, least: Decimal, most: Decimal | None) -> Text | None:
    if per == 0:
        return Text("mỗi trường hợp được 0 điểm («per: 0»)", "each one counts 0 points («per: 0»)")
    if per > 0 and most is not None and start >= most:
        return Text("điểm khởi đầu đã là điểm tối đa", "it starts at the maximum")
    if per < 0 and start <= least:
        return Text("điểm khởi đầu đã là điểm tối thiểu («min»)", "it starts at the minimum («min»)")
    return None
