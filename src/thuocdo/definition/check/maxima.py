"""Do the maxima of the parts add up to the whole, for every kind of agency, and is a maximum there wherever one is needed?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from thuocdo.definition.check.context import Context, View
from thuocdo.definition.check.figures import FEW, added, listed
from thuocdo.definition.check.reach import worths
from thuocdo.definition.measures import Count, Quota, Ratio, Relative, Survey, YesNo
from thuocdo.definition.model import Combine
from thuocdo.definition.resolved import Resolved
from thuocdo.definition.suggest import in_full
from thuocdo.diagnostics import Diagnostic, Note, error, note, warning
from thuocdo.vietnamese.languages import Text

DO_NOT_ADD_UP = warning(
    "TD301",
    "Điểm tối đa của «{name}» là {max}, nhưng các mục con cộng lại là {sum} ({more} {differ}).",
    "The maximum of «{name}» is {max}, but its parts add up to {sum} ({differ} {more}).",
)
NO_MAX = error(
    "TD302",
    "«{name}» chưa có điểm tối đa («max»): {why}.",
    "«{name}» has no maximum («max»): {why}.",
)
MEASURE_NEEDS_MAX = error(
    "TD303",
    "Cách tính «{measure}» của «{name}» là một phần của điểm tối đa, nhưng mục này không có điểm tối đa («max»).",
    "The measure «{measure}» of «{name}» gives a part of the maximum, but there is no maximum («max»).",
)
BEST_DIFFERS = warning(
    "TD307",
    "«{name}» lấy mục con có điểm cao nhất; điểm tối đa của nhóm là {max}, nhưng mục con cao nhất chỉ đến {best}.",
    "«{name}» takes the best of its parts; the maximum of the group is {max}, but the highest part goes to {best}.",
)
MIN_ABOVE_MAX = error(
    "TD309",
    "Ở «{name}», điểm tối thiểu («min»: {min}) lớn hơn điểm tối đa («max»: {max}).",
    "At «{name}» the fewest points («min»: {min}) are above the maximum («max»: {max}).",
)
MAX_ZERO = warning(
    "TD310",
    "Điểm tối đa của «{name}» là 0, nên mục này không mang lại điểm nào.",
    "The maximum of «{name}» is 0, so it never earns anything.",
)
OF_MEAN = Text("trung bình cộng được quy về điểm tối đa", "a mean is taken of the maximum")
IN_MEAN = Text("nhóm chứa nó lấy trung bình cộng", "the group around it takes a mean")
OF_RESCALE = Text("điểm được quy đổi về điểm tối đa", "points are converted to the maximum")
OF_SUM = Text(
    "chỉ điểm thưởng, điểm trừ và mục nằm dưới một mức trần mới được bỏ",
    "only bonuses, deductions and what is below a cap may leave it out",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at the maxima of every group and criterion, for every kind."""
    yield from context.for_each_kind(lambda view, node: _maximum(context, view, node))
    yield from context.for_each_kind(lambda _, group: _parts(context, group))


def _maximum(context: Context, view: View, node: Resolved) -> Iterator[Diagnostic]:
    name = in_full(node.node.name)
    if node.max is None:
        if why := why_needed(view, node):
            place, by_kind = context.at(node.node, "max"), isinstance(node.node.max, tuple)
            told = (
                NO_MAX.at(place, name=name, why=why, kinds=view.kinds)
                if by_kind
                else NO_MAX.at(place, name=name, why=why)
            )
            yield told
        elif _is_share(node) and node.node.measure is not None:
            place = context.at(node.node, "measure", "kind")
            yield MEASURE_NEEDS_MAX.at(place, name=name, measure=node.node.measure.kind)
    elif node.node.min > node.max:
        yield MIN_ABOVE_MAX.at(context.at(node.node, "min"), name=name, min=node.node.min, max=node.max)
    elif node.max == 0 and node.node.min == 0 and node.node.combine is not Combine.NONE:
        yield MAX_ZERO.at(context.at(node.node, "max"), name=name)


def why_needed(view: View, node: Resolved) -> Text | None:
    """Why a node must have a maximum; None where it may do without."""
    group = view.parent(node)
    if isinstance(node.node.max, tuple):
        kinds = listed(view.kinds)
        return Text(f"chưa ghi cho đơn vị loại {kinds.vi}", f"none is given for agencies of the kind {kinds.en}")
    if node.node.combine is Combine.MEAN and not node.is_leaf:
        return OF_MEAN
    if node.node.rescale:
        return OF_RESCALE
    if group is not None and group.node.combine is Combine.MEAN and not node.node.extra:
        return IN_MEAN
    return None if _may_do_without(view, node, group) else OF_SUM


def _may_do_without(view: View, node: Resolved, group: Resolved | None) -> bool:
    if node.node.combine is Combine.NONE or node.node.extra or any(each.node.extra for each in view.above(node)):
        return True
    return group is not None and group.node.cap and group.max is not None and group.node.combine is Combine.SUM


def _is_share(leaf: Resolved) -> bool:
    measure = leaf.node.measure
    if isinstance(measure, YesNo | Ratio | Relative | Survey | Quota):
        return True
    if isinstance(measure, Count):
        return measure.start is None
    return any(worth.percent for worth in worths(measure))


def _parts(context: Context, group: Resolved) -> Iterator[Diagnostic]:
    parts = [child.max for child in group.ordinary]
    known = [part for part in parts if part is not None]
    if group.max is None or not known or len(known) < len(parts) or not context.sound_below(group, deep=False):
        return
    match group.node.combine:
        case Combine.SUM:
            yield from _sum(context, group, group.max, known)
        case Combine.BEST:
            best = max(known)
            if best < group.max or (best > group.max and not group.node.cap):
                place = context.at(group.node, "max")
                yield BEST_DIFFERS.at(place, name=in_full(group.node.name), max=group.max, best=best)
        case _:
            return


def _sum(context: Context, group: Resolved, most: Decimal, parts: list[Decimal]) -> Iterator[Diagnostic]:
    total = sum(parts, Decimal(0))
    if total == most or (group.node.cap and total > most):
        return
    yield DO_NOT_ADD_UP.at(
        context.at(group.node, "max"),
        notes=(_written(group, parts),),
        name=in_full(group.node.name),
        max=most,
        sum=total,
        differ=abs(total - most),
        more=Text("thừa", "too many") if total > most else Text("thiếu", "too few"),
    )


def _written(group: Resolved, parts: list[Decimal]) -> Note:
    if len(parts) > 2 * FEW:
        return note("Nhóm có {count} mục con.", "The group has {count} parts.", count=len(parts))
    names = listed([child.node.name for child in group.ordinary])
    return note("{sum} điểm: {names}.", "{sum} points: {names}.", sum=added(parts), names=names)
