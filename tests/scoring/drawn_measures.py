"""Random measures that a valid set may hold, in every variant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tests.scoring.drawing import Drawing, Grid
from thuocdo.definition.amounts import Amount
from thuocdo.definition.measures import (
    Bound,
    Checklist,
    Choice,
    Count,
    IfNone,
    Input,
    Measure,
    Option,
    Over,
    Quota,
    Ratio,
    Relative,
    Step,
    Steps,
    Survey,
    YesNo,
)

SHARES = tuple(map(Decimal, ["100", "75", "50", "33.33", "25", "12.5", "0", "66.67", "6.25"]))
TARGETS = tuple(map(Decimal, ["100", "80", "300", "33.33", "120", "87.5", "7"]))
STARTS = (None, *map(Decimal, ["50", "12.5", "0", "100", "33.33"]))
SCALES = tuple((Decimal(low), Decimal(high)) for low, high in map(str.split, ["1 5", "0 10", "0 100", "-2 2", "0.5 8"]))
BOUNDS = tuple(map(Decimal, ["0", "1", "2", "3", "7", "8", "12.5", "25", "33.33", "50", "75", "80", "100"]))


@dataclass(frozen=True)
class Wanted:
    """What a set asks of the measures drawn for it."""

    leave: bool = True
    yardsticks: bool = True
    monotone: bool = False


@dataclass(frozen=True)
class Scale:
    """The range of a leaf's points; `highest` None: it has no maximum, so that shares mean nothing."""

    grid: Grid
    lowest: Decimal
    highest: Decimal | None


def draw_measure(drawing: Drawing, scale: Scale, wanted: Wanted) -> Measure | None:
    """Return a measure, or None for a mark."""
    drawers: list[Callable[[Drawing, Scale, Wanted], Measure | None]] = [_mark, _count, _checklist]
    if not wanted.monotone:
        drawers += [_choice, _steps]
    if scale.highest is not None:
        drawers += [_ratio, _ratio, _yes_no, _survey]
        if wanted.yardsticks and not wanted.monotone:
            drawers += [_relative, _relative, _quota]
    return drawing.pick(drawers)(drawing, scale, wanted)


def _mark(_drawing: Drawing, _scale: Scale, _wanted: Wanted) -> None:
    return None


def _yes_no(_drawing: Drawing, _scale: Scale, _wanted: Wanted) -> Measure:
    return YesNo()


def _worth(drawing: Drawing, scale: Scale, wanted: Wanted) -> Amount:
    if scale.highest is not None and drawing.chance(2):
        return Amount(drawing.pick(SHARES), percent=True)
    lowest = Decimal(0) if wanted.monotone else min(scale.lowest, Decimal(0))
    return Amount(scale.grid.between(drawing, lowest, Decimal(20) if scale.highest is None else scale.highest))


def _options(drawing: Drawing, scale: Scale, wanted: Wanted) -> tuple[Option, ...]:
    return tuple(Option(f"o{place}", "", _worth(drawing, scale, wanted)) for place in range(drawing.whole(1, 3)))


def _choice(drawing: Drawing, scale: Scale, wanted: Wanted) -> Measure:
    return Choice(_options(drawing, scale, wanted))


def _checklist(drawing: Drawing, scale: Scale, wanted: Wanted) -> Measure:
    return Checklist(_options(drawing, scale, wanted))


def _if_none(drawing: Drawing, scale: Scale, wanted: Wanted, *, full: bool = True) -> IfNone:
    allowed = [IfNone.ZERO]
    allowed += [IfNone.LEAVE, IfNone.LEAVE] if wanted.leave else []
    allowed += [IfNone.FULL] if full and scale.highest is not None else []
    return drawing.pick(allowed)


def _pair(*keys: str) -> tuple[Input, ...]:
    return tuple(Input(key, key) for key in keys)


def _ratio(drawing: Drawing, scale: Scale, wanted: Wanted) -> Measure:
    return Ratio("a", "b", _if_none(drawing, scale, wanted), drawing.pick(TARGETS), drawing.pick(STARTS))


def _relative(drawing: Drawing, scale: Scale, wanted: Wanted) -> Measure:
    over = drawing.pick((Over.BLOCK, Over.BLOCK, Over.ALL))
    if drawing.chance(2):
        return Relative(_pair("a", "b"), over, _if_none(drawing, scale, wanted, full=False))
    return Relative(_pair("value"), over)


def _steps(drawing: Drawing, scale: Scale, wanted: Wanted) -> Measure:
    percent = drawing.chance(2)
    steps = tuple(_step(drawing, scale, wanted, percent=percent) for _ in range(drawing.whole(1, 3)))
    if percent:
        return Steps(_pair("a", "b"), steps, _if_none(drawing, scale, wanted))
    return Steps(_pair("value"), steps)


def _step(drawing: Drawing, scale: Scale, wanted: Wanted, *, percent: bool) -> Step:
    """With a lower bound, an upper one or both."""
    lower, upper = sorted((drawing.pick(BOUNDS), drawing.pick(BOUNDS)))
    sides, inclusive = drawing.pick(("lower", "upper", "both")), drawing.whole(0, 3)
    return Step(
        None if sides == "upper" else Bound(lower, percent, inclusive in {0, 1}),
        None if sides == "lower" else Bound(upper, percent, inclusive in {0, 2}),
        _worth(drawing, scale, wanted),
    )


def _count(drawing: Drawing, scale: Scale, wanted: Wanted) -> Measure:
    per = scale.grid.cut(drawing.pick(tuple(map(Decimal, ["1", "3", "0.5", "0.01", "0.000001"])))) or Decimal(1)
    if wanted.monotone:
        return Count("n", per)
    start = drawing.pick((Decimal(0), scale.grid.cut(Decimal("2.5")), Decimal(0) if scale.highest is None else None))
    return Count("n", -per if drawing.chance(2) else per, start)


def _survey(drawing: Drawing, scale: Scale, wanted: Wanted) -> Measure:
    low, high = drawing.pick(SCALES)
    if drawing.chance(2):
        return Survey(_pair("total", "n"), low, high, _if_none(drawing, scale, wanted))
    return Survey(_pair("mean"), low, high)


def _quota(_drawing: Drawing, _scale: Scale, _wanted: Wanted) -> Measure:
    return Quota("target", "actual")
