"""The set as someone sees it who looks for points without work: what they may leave out, turn off or say of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from thuocdo.definition.check.available import may_leave
from thuocdo.definition.check.context import Context, View
from thuocdo.definition.check.figures import listed, percent
from thuocdo.definition.check.reach import highest, lowest
from thuocdo.definition.measures import Survey
from thuocdo.definition.model import By, Combine, EnteredBy, Evidence, Missing
from thuocdo.definition.resolved import Resolved
from thuocdo.definition.suggest import in_full
from thuocdo.diagnostics import Diagnostic, Note, hint, note, warning
from thuocdo.vietnamese.languages import Text

OWN_DEDUCTION = warning(
    "TD317",
    "«{name}» trừ điểm nhưng do chính đơn vị được đánh giá kê khai, nên dễ bị bỏ qua.",
    "«{name}» takes points away but is filled in by the agency itself, so it is easily passed over.",
)
OWN_SURVEY = warning(
    "TD318",
    "«{name}» là kết quả khảo sát nhưng do chính đơn vị được đánh giá kê khai.",
    "«{name}» is the result of a survey but is filled in by the agency itself.",
)
ENDLESS_BONUS = warning(
    "TD319",
    "Điểm thưởng «{name}» không có giới hạn: càng kê khai nhiều càng được nhiều điểm.",
    "The bonus «{name}» has no limit: the more is claimed, the more it earns.",
)
AWAY = warning(
    "TD320",
    "Ở «{name}», đơn vị có thể khai «không áp dụng» cho {share} điểm tối đa mà không cần tài liệu kiểm chứng, "
    "và được chấm trên phần còn lại.",
    "At «{name}» an agency may declare {share} of the maximum not applicable without evidence "
    "and be scored on what is left.",
)
FLOOR = warning(
    "TD322",
    "«{name}» có điểm tối thiểu {min}: đơn vị không làm gì vẫn được {min} điểm.",
    "«{name}» has a minimum of {min}: an agency that does nothing still gets {min} points.",
)
ORGANISER = hint("Thêm «entered_by: organiser».", "Add «entered_by: organiser».")


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at every node of every view."""
    yield from context.for_each_kind(lambda view, node: _leaf(context, view, node))
    yield from context.for_each_kind(lambda view, node: _extra(context, view, node))
    yield from context.for_each_kind(lambda view, node: _away(context, view, node))


def _by_agency(view: View, node: Resolved) -> bool:
    """Whether the agency itself fills in a node: nobody from the node upwards says that the organiser does."""
    entered = (each.node.entered_by for each in (node, *view.above(node)))
    return next((who for who in entered if who is not None), EnteredBy.AGENCY) is EnteredBy.AGENCY


def _leaf(context: Context, view: View, leaf: Resolved) -> Iterator[Diagnostic]:
    name = in_full(leaf.node.name)
    without = not leaf.is_leaf and leaf.node.combine is Combine.NONE
    if leaf.node.min > 0 and not without and (leaf.max is None or leaf.max >= leaf.node.min):
        yield FLOOR.at(context.at(leaf.node, "min"), name=name, min=leaf.node.min)
    if not leaf.is_leaf or not _by_agency(view, leaf):
        return
    if isinstance(leaf.node.measure, Survey):
        yield OWN_SURVEY.at(context.at(leaf.node), help=ORGANISER, name=name)
    on_top = any(each.node.extra for each in (leaf, *view.above(leaf)))
    if on_top and lowest(leaf) < 0:
        yield OWN_DEDUCTION.at(context.at(leaf.node), notes=tuple(_ways_out(leaf)), help=ORGANISER, name=name)


def _ways_out(leaf: Resolved) -> Iterator[Note]:
    if leaf.missing is Missing.ZERO:
        yield note(
            "Không kê khai thì coi như 0 («missing: zero»), tức là không bị trừ.",
            "An answer left out counts as 0 («missing: zero»), so nothing is taken away.",
        )
    if leaf.not_applicable is not None:
        yield note(
            "Khai «không áp dụng» («not_applicable: {how}») thì không bị trừ.",
            "Declared not applicable («not_applicable: {how}»), nothing is taken away.",
            how=leaf.not_applicable.value,
        )


def _extra(context: Context, view: View, node: Resolved) -> Iterator[Diagnostic]:
    group = view.parent(node)
    capped = group is not None and group.node.cap and group.max is not None
    if node.node.extra and not capped and highest(node) is None and context.sound_below(node):
        yield ENDLESS_BONUS.at(context.at(node.node), name=in_full(node.node.name))


def _away(context: Context, view: View, node: Resolved) -> Iterator[Diagnostic]:
    """Told of a judged node, where what is left out raises the share of what is there."""
    if not _is_judged(view, node) or any(_is_judged(view, group) for group in view.above(node)):
        return
    if not _pays(node):
        return
    declared = list(_declarable(view, node, Fraction(1)))
    share = sum((part for part, _ in declared), Fraction(0))
    if share > Fraction(1, 2):
        names = listed([each.node.name for _, each in declared])
        told = note("Đó là: {names}.", "These are: {names}.", names=names)
        place = context.at(node.node)
        yield AWAY.at(place, notes=(told,), name=in_full(node.node.name), share=_rounded(share))


def _is_judged(view: View, node: Resolved) -> bool:
    with_points = node.is_leaf or node.node.combine is not Combine.NONE
    return with_points and bool(node.node.levels or node.node.ranking or view.parent(node) is None)


def _pays(node: Resolved) -> bool:
    by_percent = node.node.ranking is not None and node.node.ranking.by is By.PERCENT
    if by_percent or any(level.limit.percent for level in node.node.levels):
        return True
    return any(each.node.rescale or each.node.combine is Combine.MEAN for each in node.walk() if not each.is_leaf)


def _declarable(view: View, node: Resolved, share: Fraction) -> Iterator[tuple[Fraction, Resolved]]:
    """What may be declared away below a node, each with its share of the whole."""
    weights = {id(child): _weight(node, child) for child in node.ordinary}
    total = sum(weights.values(), Fraction(0))
    for child in node.ordinary if total else ():
        part = share * weights[id(child)] / total
        needs_evidence = any(each.node.evidence is Evidence.REQUIRED for each in (child, *view.above(child)))
        if may_leave(child) and not needs_evidence and _by_agency(view, child):
            yield part, child
        else:
            yield from _declarable(view, child, part)


def _weight(group: Resolved, child: Resolved) -> Fraction:
    if group.node.combine is Combine.MEAN:
        return Fraction(child.node.weight or 1)
    return Fraction(child.max or 0)


def _rounded(share: Fraction) -> Text:
    return percent(Fraction(round(share * 1000), 10))
