"""Do the steps of a criterion cover the values between them, each once, and in one direction?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from thuocdo.definition.check.context import Context
from thuocdo.definition.check.figures import number, percent
from thuocdo.definition.check.stretches import Stretch, holding, stretches
from thuocdo.definition.measures import Bound, Step, Steps
from thuocdo.definition.model import Node
from thuocdo.definition.suggest import in_full
from thuocdo.diagnostics import Diagnostic, Note, info, note, warning
from thuocdo.vietnamese.languages import Text

NEVER_REACHED = warning(
    "TD405",
    "Bậc thứ {step} của «{name}» không bao giờ dùng đến: mọi giá trị của nó đã thuộc các bậc đứng trước.",
    "Step {step} of «{name}» is never used: all its values belong to steps before it.",
)
GAP = warning(
    "TD406",
    "Các bậc của «{name}» bỏ trống {gap}: đơn vị có giá trị như vậy được 0 điểm.",
    "The steps of «{name}» leave out {gap}: an agency with a value there gets 0 points.",
)
TO_AND_FRO = warning(
    "TD408",
    "Điểm của «{name}» không đi theo một chiều: giá trị tăng thì điểm lúc tăng, lúc giảm.",
    "The points of «{name}» do not go one way: as the value rises they rise and fall.",
)
EMPTY = warning(
    "TD410",
    "Bậc thứ {step} của «{name}» không chứa giá trị nào: {why}.",
    "Step {step} of «{name}» holds no value: {why}.",
)
WHOLE_GAP = info(
    "TD413",
    "Các bậc của «{name}» chỉ liền nhau với số nguyên: giá trị lẻ {gap} được 0 điểm.",
    "The steps of «{name}» meet for whole numbers only: a value {gap} gets 0 points.",
)


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at every criterion with steps."""
    for node in filter(context.sound, context.nodes):
        if isinstance(node.measure, Steps):
            line = stretches(node.measure)
            yield from _unused(context, node, node.measure, line)
            yield from _gaps(context, node, node.measure, line)
            yield from _direction(context, node, node.measure, line)


def _unused(context: Context, node: Node, measure: Steps, line: tuple[Stretch, ...]) -> Iterator[Diagnostic]:
    used = {stretch.caught for stretch in line}
    for index, step in enumerate(measure.steps):
        if index in used:
            continue
        place = context.at(node, "measure", "steps", index)
        name = in_full(node.name)
        alone = tuple(holding(step, line))
        if not alone:
            yield EMPTY.at(place, name=name, step=index + 1, why=_why_empty(step))
        else:
            before = sorted({stretch.caught for stretch in alone if stretch.caught is not None})
            notes = tuple(_before(context, node, earlier) for earlier in before[:3])
            yield NEVER_REACHED.at(place, notes=notes, name=name, step=index + 1)


def _why_empty(step: Step) -> Text:
    if step.lower is None or step.upper is None or step.lower.value <= step.upper.value < 0:
        return Text("tỷ lệ a / b không bao giờ âm", "the ratio a / b is never negative")
    lower, upper = _bound(step.lower), _bound(step.upper)
    return Text(
        f"cận dưới {lower.vi} không thấp hơn cận trên {upper.vi}",
        f"its lower bound {lower.en} is not below its upper bound {upper.en}",
    )


def _before(context: Context, node: Node, index: int) -> Note:
    place = context.at(node, "measure", "steps", index)
    return note("Bậc thứ {step} đứng trước.", "Step {step} comes first.", place, step=index + 1)


def _bound(bound: Bound) -> Text:
    return percent(bound.value) if bound.percent else number(bound.value)


def _gaps(context: Context, node: Node, measure: Steps, line: tuple[Stretch, ...]) -> Iterator[Diagnostic]:
    """Values that no step catches though steps catch smaller and larger ones, or none at the end where points are highest."""
    caught = [index for index, stretch in enumerate(line) if stretch.caught is not None]
    if not caught:
        return
    place, name, quotient = context.at(node, "measure", "steps"), in_full(node.name), len(measure.inputs) == 2
    for gap in _runs(line[caught[0] : caught[-1] + 1]):
        if not quotient and _between_whole_numbers(gap):
            yield WHOLE_GAP.at(place, name=name, gap=_spoken(gap, quotient=False))
        else:
            yield GAP.at(place, name=name, gap=_spoken(gap, quotient=quotient))
    direction, first, last = _directions(node, measure, line), line[caught[0]], line[caught[-1]]
    if line[-1].caught is None and direction <= {1} and (direction or line[0].caught is None):
        if not (quotient and last.high == 100 and last.is_point):
            yield GAP.at(place, name=name, gap=_beyond(last, quotient=quotient))
    elif line[0].caught is None and direction == {-1} and not _begins_at_zero(first):
        yield GAP.at(place, name=name, gap=_short_of(first, quotient=quotient))


def _begins_at_zero(stretch: Stretch) -> bool:
    return stretch.low is None or stretch.low < 0 or (stretch.low == 0 and stretch.is_point)


def _runs(line: tuple[Stretch, ...]) -> Iterator[tuple[Stretch, ...]]:
    run: list[Stretch] = []
    for stretch in line:
        if stretch.caught is None:
            run.append(stretch)
        elif run:
            yield tuple(run)
            run = []


def _between_whole_numbers(gap: tuple[Stretch, ...]) -> bool:
    low, high = gap[0].low, gap[-1].high
    if len(gap) != 1 or low is None or high is None:
        return False
    return low == round(low, 0) and high == low + 1


def _spoken(gap: tuple[Stretch, ...], *, quotient: bool) -> Text:
    low, high = gap[0].low or Decimal(0), gap[-1].high or Decimal(0)
    if low == high:
        value = _written(low, quotient=quotient)
        return Text(f"đúng {value.vi}", f"exactly {value.en}")
    lower, upper = _written(low, quotient=quotient), _written(high, quotient=quotient)
    above = Text("từ", "from") if gap[0].is_point else Text("trên", "above")
    below = Text("đến", "to") if gap[-1].is_point else Text("đến dưới", "to below")
    return Text(f"{above.vi} {lower.vi} {below.vi} {upper.vi}", f"{above.en} {lower.en} {below.en} {upper.en}")


def _beyond(last: Stretch, *, quotient: bool) -> Text:
    bound = _written(last.high, quotient=quotient)
    if last.is_point:
        return Text(f"mọi giá trị trên {bound.vi}", f"all values above {bound.en}")
    return Text(f"mọi giá trị từ {bound.vi} trở lên", f"all values from {bound.en}")


def _short_of(first: Stretch, *, quotient: bool) -> Text:
    bound = _written(first.low, quotient=quotient)
    if first.is_point:
        return Text(f"mọi giá trị dưới {bound.vi}", f"all values below {bound.en}")
    return Text(f"mọi giá trị từ {bound.vi} trở xuống", f"all values up to {bound.en}")


def _written(value: Decimal | None, *, quotient: bool) -> Text:
    return percent(value or 0) if quotient else number(value or 0)


def _direction(context: Context, node: Node, measure: Steps, line: tuple[Stretch, ...]) -> Iterator[Diagnostic]:
    if _directions(node, measure, line) == {1, -1}:
        yield TO_AND_FRO.at(context.at(node, "measure", "steps"), name=in_full(node.name))


def _directions(node: Node, measure: Steps, line: tuple[Stretch, ...]) -> set[int]:
    """1 where points rise with the value, -1 where they fall; gaps apart."""
    worths = [measure.steps[stretch.caught].worth for stretch in line if stretch.caught is not None]
    if len({worth.percent for worth in worths}) == 1:
        values = [Fraction(worth.value) for worth in worths]
    elif isinstance(node.max, Decimal):
        values = [worth.of(node.max) for worth in worths]
    else:
        return set()
    return {1 if after > before else -1 for before, after in pairwise(values) if after != before}
