"""Do the options and steps of a criterion earn what its maximum and minimum say they may?"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from thuocdo.definition.amounts import Amount
from thuocdo.definition.check.context import Context
from thuocdo.definition.check.figures import amount, points
from thuocdo.definition.check.reach import measured, worths
from thuocdo.definition.measures import Checklist, Choice, Option, Steps
from thuocdo.definition.model import Node, Path
from thuocdo.definition.resolved import Resolved
from thuocdo.definition.suggest import in_full
from thuocdo.diagnostics import Diagnostic, note, warning
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.names import normal

ABOVE_MAX = warning(
    "TD401",
    "Ở «{name}», {what} được {worth}, nhiều hơn điểm tối đa của tiêu chí ({max}).",
    "At «{name}», {what} earns {worth}, more than the maximum of the criterion ({max}).",
)
BELOW_MIN = warning(
    "TD402",
    "Ở «{name}», {what} được {worth}, nhưng điểm không xuống dưới điểm tối thiểu («min»: {min}), nên vẫn là {min}.",
    "At «{name}», {what} earns {worth}, but points do not fall below the minimum («min»: {min}) and stay at {min}.",
)
OUT_OF_REACH = warning(
    "TD403",
    "Điểm tối đa của «{name}» là {max}, nhưng cách tính chỉ cho nhiều nhất {most} điểm.",
    "The maximum of «{name}» is {max}, but its measure gives at most {most} points.",
)
ALL_THE_SAME = warning(
    "TD414",
    "Mọi lựa chọn của «{name}» đều được {worth}, nên chọn gì cũng như nhau.",
    "Every option of «{name}» earns {worth}, so it does not matter which is chosen.",
)
SAME_OPTION = warning(
    "TD415",
    "Hai lựa chọn của «{name}» cùng mang tên «{option}».",
    "Two options of «{name}» are both named «{option}».",
)
EVERY_ENTRY = note("Đó là khi đạt mọi nội dung trong danh sách.", "That is with every entry of the list.")


def check(context: Context) -> Iterator[Diagnostic]:
    """Look at every option and step, for every kind of agency."""
    yield from context.for_each_kind(lambda _, leaf: _worths(context, leaf))
    yield from context.for_each_kind(lambda _, leaf: _reach(context, leaf))
    for node in filter(context.sound, context.nodes):
        yield from _options(context, node)


def _worths(context: Context, leaf: Resolved) -> Iterator[Diagnostic]:
    most, least = leaf.max, leaf.node.min
    if most is None or least > most:
        return
    for (path, what), worth in zip(_written(leaf.node), worths(leaf.node.measure), strict=True):
        place, name, earned = context.at(leaf.node, *path), in_full(leaf.node.name), worth.of(most)
        if earned > most and not leaf.node.cap:
            yield ABOVE_MAX.at(place, name=name, what=what, worth=amount(worth), max=most)
        elif earned < least:
            yield BELOW_MIN.at(place, name=name, what=what, worth=amount(worth), min=least)


def _written(node: Node) -> Iterator[tuple[Path, Text]]:
    match node.measure:
        case Choice(options=options) | Checklist(options=options):
            for option in options:
                name = in_full(option.name)
                yield (
                    ("measure", "options", option.id, _key(option.worth)),
                    Text(f"lựa chọn «{name}»", f"the option «{name}»"),
                )
        case Steps(steps=steps):
            for index, step in enumerate(steps):
                yield ("measure", "steps", index, _key(step.worth)), Text(f"bậc thứ {index + 1}", f"step {index + 1}")
        case _:
            return


def _key(worth: Amount) -> str:
    return "share" if worth.percent else "points"


def _reach(context: Context, leaf: Resolved) -> Iterator[Diagnostic]:
    if not leaf.is_leaf or not leaf.max or leaf.node.min > leaf.max or leaf.node.measure is None:
        return
    _, most = measured(leaf)
    if most is not None and most < leaf.max:
        place = context.at(leaf.node, "max")
        notes = (EVERY_ENTRY,) if isinstance(leaf.node.measure, Checklist) else ()
        yield OUT_OF_REACH.at(place, notes=notes, name=in_full(leaf.node.name), max=leaf.max, most=points(most))


def _options(context: Context, node: Node) -> Iterator[Diagnostic]:
    if not isinstance(node.measure, Choice | Checklist):
        return
    options = node.measure.options
    name = in_full(node.name)
    if isinstance(node.measure, Choice) and len({_earned(option) for option in options}) == 1:
        yield ALL_THE_SAME.at(context.at(node, "measure", "options"), name=name, worth=amount(options[0].worth))
    first: dict[str, Option] = {}
    for option in options:
        other = first.setdefault(normal(option.name).lower(), option)
        if other is not option:
            earlier = context.at(node, "measure", "options", other.id, "name")
            told = note("Lựa chọn kia ở dòng {line}.", "The other is at line {line}.", earlier, line=str(earlier.line))
            place = context.at(node, "measure", "options", option.id, "name")
            yield SAME_OPTION.at(place, notes=(told,), name=name, option=in_full(option.name))


def _earned(option: Option) -> tuple[Fraction, bool]:
    return Fraction(option.worth.value), option.worth.percent
