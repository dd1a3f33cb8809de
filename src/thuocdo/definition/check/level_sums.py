"""Does the minimum of a level agree with what the level asks of the parts, and does each of the two ever decide?

90% x 300 + 90% x 120 + 90% x 80  =  450  =  the minimum as printed
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from thuocdo.definition.amounts import Amount
from thuocdo.definition.check.available import available
from thuocdo.definition.check.context import Context, View
from thuocdo.definition.check.figures import added, level, listed, percent, points
from thuocdo.definition.check.limits import Asked, Part, asked, implied
from thuocdo.definition.check.reach import highest, lowest
from thuocdo.definition.model import Combine
from thuocdo.definition.resolved import Resolved
from thuocdo.definition.suggest import in_full
from thuocdo.diagnostics import Diagnostic, Note, hint, info, note, warning
from thuocdo.vietnamese.languages import Lang, Text
from thuocdo.vietnamese.numbers import format_number

STEP = 5  # shares in decisions are whole multiples of 5 %

DISAGREE = warning(
    "TD501",
    "Ở «{name}», điểm tối thiểu của {level} là {min}, nhưng mức tối thiểu của các nhóm cộng lại là {sum} "
    "({more} {differ} điểm){so}.",
    "At «{name}» the minimum of {level} is {min}, but the minima of the groups add up to {sum} ({differ} {more}){so}.",
)
TOTAL_IDLE = info(
    "TD502",
    "Ở «{name}», điểm tối thiểu của {levels} đúng bằng tổng mức tối thiểu của các nhóm: "
    "đạt đủ các nhóm là đạt tổng, nên tổng điểm không bao giờ tự quyết định mức.",
    "At «{name}» the minimum of {levels} is exactly the sum of the minima of its groups: "
    "reaching every group reaches the total, so the total never decides a level by itself.",
)
PART_IDLE = info(
    "TD503",
    "Ở «{name}», điều kiện của {level} về {parts} không bao giờ tự quyết định: đạt tổng điểm là đạt điều kiện này.",
    "At «{name}» the condition of {level} on {parts} never decides by itself: reaching the total reaches it.",
)

NEVER_BINDS = Text(
    ", nên điểm tối thiểu này không bao giờ có tác dụng", ", so this minimum of the total never has any effect"
)
OTHERS_AGREE = Text(", trong khi ở các mức khác hai con số bằng nhau", ", while the two are equal in the other levels")
NOTHING_MORE = Text("", "")


@dataclass(frozen=True, slots=True)
class _Change:
    """One share that could be another so that sum and minimum agree."""

    part: Part
    share: Fraction

    @property
    def move(self) -> Fraction:
        return abs(self.share - Fraction(self.part.amount.value))


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at every group that adds up its parts and has levels."""
    yield from context.for_each_kind(lambda view, node: _node(context, view, node))


def _node(context: Context, view: View, node: Resolved) -> Iterator[Diagnostic]:
    adds_up = node.node.combine is Combine.SUM and not any(lowest(extra) < 0 for extra in node.extras)
    if not node.node.levels or node.is_leaf or not adds_up or not context.sound_below(node):
        return
    if not all(context.limits_known(level) for level in node.node.levels):
        return
    most = highest(node)
    levels = [each for each in asked(view, node) if most is None or each.total <= most]
    sums = {each.index: implied(node, each.by_id) for each in levels if each.parts}
    agreeing = [each for each in levels if sums.get(each.index) == each.total]
    for each in levels:
        others = len(sums) - 1
        if each.index not in sums or each in agreeing:
            continue
        if sums[each.index] > each.total or (len(agreeing) == others and others >= 2):
            yield _disagree(context, node, each, sums[each.index])
    steady = not available(node).shrinks
    idle = [each for each in agreeing if not each.level.strict and each.total > 0]
    if idle and steady:
        names = listed([each.level.name for each in idle])
        yield TOTAL_IDLE.at(context.at(node.node, "levels"), name=in_full(node.node.name), levels=names)
    if steady:
        for each in levels:
            if each not in idle:
                yield from _idle_parts(context, node, each)


def _disagree(context: Context, node: Resolved, each: Asked, total: Fraction) -> Diagnostic:
    above = total > each.total
    so = OTHERS_AGREE if not above else NOTHING_MORE if available(node).shrinks else NEVER_BINDS
    changes = sorted(_changes(node, each, total), key=lambda change: change.move)
    fitting = [change for change in changes if change.share % STEP == 0]
    notes = (*_written(node, each, total), *map(_instead, fitting[1:]))
    return DISAGREE.at(
        context.at(node.node, "levels", each.index, "above" if each.level.strict else "min"),
        notes=notes,
        help=_would_agree(fitting[0]) if fitting else None,
        level=level(each.level.name),
        name=in_full(node.node.name),
        min=points(each.total),
        sum=points(total),
        differ=points(abs(total - each.total)),
        more=Text("nhiều hơn", "more") if above else Text("ít hơn", "less"),
        so=so,
    )


def _changes(node: Resolved, each: Asked, total: Fraction) -> Iterator[_Change]:
    """Every single share that could be another so that the sum is the minimum."""
    if isinstance(each.level.each, Amount):
        whole = sum((part.whole or Fraction(0) for part in each.parts), Fraction(0))
        if each.level.each.percent and whole > 0 and 0 <= each.total <= whole:
            yield _Change(each.parts[0], each.total / whole * 100)
        return
    direct = {child.id for child in node.ordinary if child.is_leaf or child.id in each.by_id}
    for part in each.parts:
        if part.amount.percent and part.whole and part.node.id in direct:
            share = Fraction(part.amount.value) + (each.total - total) / part.whole * 100
            if 0 <= share <= 100:
                yield _Change(part, share)


def _would_agree(change: _Change) -> Text:
    return hint(
        "Hai con số khớp nhau nếu mức tối thiểu của {part} là {right} thay vì {written}.",
        "The two agree if the minimum of {part} is {right} instead of {written}.",
        part=_name(change),
        right=percent(change.share),
        written=percent(change.part.amount.value),
    )


def _instead(change: _Change) -> Note:
    return note(
        "Cũng khớp nếu chỉ đổi {part} từ {written} thành {right}.",
        "They also agree if only {part} is changed, from {written} to {right}.",
        part=_name(change),
        right=percent(change.share),
        written=percent(change.part.amount.value),
    )


def _name(change: _Change) -> Text:
    if change.part.path == ("each",):
        return Text("mỗi nhóm", "every group")
    name = in_full(change.part.node.node.name)
    return Text(f"«{name}»", f"«{name}»")


def _written(node: Resolved, each: Asked, total: Fraction) -> Iterator[Note]:
    """The sum as anyone can repeat it, where it is one of direct parts."""
    terms = [_term(part) for part in each.parts]
    children = {child.id for child in node.ordinary}
    direct = all(part.node.id in children for part in each.parts)
    if direct and len(terms) <= 12 and sum((part.points for part in each.parts), Fraction(0)) == total:
        yield note("{sum} = {total}.", "{sum} = {total}.", sum=added(terms), total=points(total))


def _term(part: Part) -> Text | Fraction:
    if not part.amount.percent or part.whole is None:
        return part.points
    share, whole = percent(part.amount.value), points(part.whole)
    return Text(
        f"{share.vi} × {format_number(whole, Lang.VI)}",
        f"{share.en} × {format_number(whole, Lang.EN)}",
    )


def _idle_parts(context: Context, node: Resolved, each: Asked) -> Iterator[Diagnostic]:
    """Parts whose limit follows from the total: even with everything else at its most, the rest is enough."""
    forced = each.forced if len(each.forced) > 1 else {}
    idle = [part.node.node.name for part in each.parts if 0 < part.points <= forced.get(part.node.id, Fraction(0))]
    if idle:
        place = context.at(node.node, "levels", each.index, "each")
        yield PART_IDLE.at(place, level=level(each.level.name), name=in_full(node.node.name), parts=listed(idle))
