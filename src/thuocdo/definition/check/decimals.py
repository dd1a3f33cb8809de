"""Does every amount in points have at most the decimals that the set keeps?"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from thuocdo.definition.amounts import Amount
from thuocdo.definition.check.context import Context
from thuocdo.definition.measures import Checklist, Choice, Count, Steps
from thuocdo.definition.model import Node, Path
from thuocdo.diagnostics import Diagnostic, error, warning

TOO_FINE = error(
    "TD213",
    "«{key}: {value}» có nhiều chữ số thập phân hơn bộ tiêu chí giữ ({decimals}).",
    "«{key}: {value}» has more decimals than the set keeps ({decimals}).",
)
LIMIT_TOO_FINE = warning(
    "TD514",
    "Mốc «{key}: {value}» của mức «{level}» có nhiều chữ số thập phân hơn điểm được công bố ({decimals}), "
    "nên không điểm nào đúng bằng mốc này.",
    "The limit «{key}: {value}» of the level «{level}» has more decimals than published points ({decimals}), "
    "so no points are exactly on it.",
)

Written = Iterator[tuple[Path, Decimal]]


def check(context: Context) -> Iterator[Diagnostic]:
    """Compare every amount with `rounding.decimals`."""
    if not context.sound_part("rounding"):
        return
    decimals = context.set.rounding.decimals
    for node in filter(context.sound, context.nodes):
        for path, value in (*_own(node), *_measure(node)):
            if not _fits(value, decimals):
                yield TOO_FINE.at(context.at(node, *path), key=_key(path), value=str(value), decimals=decimals)
        yield from _levels(context, node, decimals)


def _fits(value: Decimal, decimals: int) -> bool:
    return value == round(value, decimals)


def _key(path: Path) -> str:
    return str(path[-1])


def _own(node: Node) -> Written:
    if isinstance(node.max, tuple):
        yield from ((("max", entry.kind), entry.value) for entry in node.max)
    elif node.max is not None:
        yield ("max",), node.max
    yield ("min",), node.min


def _measure(node: Node) -> Written:
    match node.measure:
        case Choice(options=options) | Checklist(options=options):
            for option in options:
                yield from _points(("measure", "options", option.id, "points"), option.worth)
        case Steps(steps=steps):
            for index, step in enumerate(steps):
                yield from _points(("measure", "steps", index, "points"), step.worth)
        case Count(per=per, start=start):
            yield ("measure", "per"), per
            if start is not None:
                yield ("measure", "start"), start
        case _:
            return


def _points(path: Path, worth: Amount) -> Written:
    if not worth.percent:
        yield path, worth.value


def _levels(context: Context, node: Node, decimals: int) -> Iterator[Diagnostic]:
    for index, level in enumerate(node.levels):
        limits: list[tuple[Path, Amount]] = [(("above" if level.strict else "min",), level.limit)]
        if isinstance(level.each, Amount):
            limits.append((("each",), level.each))
        elif level.each is not None:
            limits += [(("each", limit.node), limit.amount) for limit in level.each]
        for path, amount in limits:
            if not amount.percent and not _fits(amount.value, decimals):
                place = context.at(node, "levels", index, *path)
                value = str(amount.value)
                yield LIMIT_TOO_FINE.at(place, key=_key(path), value=value, level=level.name, decimals=decimals)
