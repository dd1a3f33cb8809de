"""Small criteria sets in one line, for tests whose figures are worked out by hand.

whole(leaf("A", 60), group("G", leaf("G1", 40), maximum=40), maximum=100)
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.scoring.oracle import Figures, Scores, score
from tests.scoring.oracle_measures import Cell
from thuocdo.definition.amounts import Amount
from thuocdo.definition.measures import Bound, Input, Measure, Option, Step
from thuocdo.definition.model import (
    At,
    Cause,
    CriteriaSet,
    KindMax,
    Level,
    Limit,
    Node,
    Rounding,
    Scope,
    VoidRule,
)

Number = int | str | Decimal
Max = Number | Mapping[str, Number] | None
Cells = Mapping[str, Any]

VOID = (
    VoidRule(Cause.LATE, Scope.REPORT),
    VoidRule(Cause.NO_EVIDENCE, Scope.CRITERION),
    VoidRule(Cause.UNTRUE, Scope.CRITERION),
)


def maximum_of(maximum: Max) -> Decimal | tuple[KindMax, ...] | None:
    if isinstance(maximum, Mapping):
        return tuple(KindMax(kind, Decimal(value)) for kind, value in maximum.items())
    return None if maximum is None else Decimal(maximum)


def leaf(node_id: str, maximum: Max = 10, measure: Measure | None = None, **keys: Any) -> Node:
    return Node(node_id, node_id, max=maximum_of(maximum), measure=measure, **decimals(keys))


def group(node_id: str, *criteria: Node, maximum: Max, **keys: Any) -> Node:
    return Node(node_id, node_id, max=maximum_of(maximum), criteria=criteria, **decimals(keys))


def whole(*criteria: Node, maximum: Max, rounding: Rounding | None = None, **keys: Any) -> CriteriaSet:
    """A set whose id is S: late reports are void, so are criteria without evidence or untrue."""
    return CriteriaSet(group("S", *criteria, maximum=maximum, **keys), rounding=rounding or Rounding(), void=VOID)


def decimals(keys: dict[str, Any]) -> dict[str, Any]:
    return {key: Decimal(value) if key in {"min", "weight"} else value for key, value in keys.items()}


def amount(text: str) -> Amount:
    return Amount(Decimal(text.removesuffix("%")), text.endswith("%"))


def option(option_id: str, worth: str) -> Option:
    return Option(option_id, option_id, amount(worth))


def step(worth: str, *, least: str = "", above: str = "", most: str = "", below: str = "") -> Step:
    """A step as a set writes it: `min`, `above`, `to` and `below`."""
    lower = bound(least or above, inclusive=bool(least))
    upper = bound(most or below, inclusive=bool(most))
    return Step(lower, upper, amount(worth))


def bound(text: str, *, inclusive: bool) -> Bound | None:
    if not text:
        return None
    limit = amount(text)
    return Bound(limit.value, limit.percent, inclusive)


def inputs(*keys: str) -> tuple[Input, ...]:
    return tuple(Input(key, key) for key in keys)


def level(name: str, limit: str, *, strict: bool = False, each: str | Mapping[str, str] | None = None) -> Level:
    if isinstance(each, Mapping):
        limits = tuple(Limit(node, amount(least)) for node, least in each.items())
        return Level(name, amount(limit), strict, each=limits)
    return Level(name, amount(limit), strict, each=None if each is None else amount(each))


def row(agency: str, cells: Cells) -> dict[str, Cell]:
    """A row of a table; whole numbers and numbers in quotes become decimals, but not under `state`, `level` and the like."""
    words = {"agency", "kind", "block", "state", "reason", "level"}
    typed: dict[str, Cell] = {"agency": agency}
    for column, cell in cells.items():
        is_number = type(cell) is int or (type(cell) is str and cell.removeprefix("-").replace(".", "", 1).isdigit())
        typed[column] = Decimal(cell) if is_number and column.rpartition(":")[2] not in words else cell
    return typed


def table(criteria_set: CriteriaSet, **agencies: Cells) -> Scores:
    return score(criteria_set, [row(name, cells) for name, cells in agencies.items()])


def alone(criteria_set: CriteriaSet, cells: Cells) -> dict[str, Figures]:
    return table(criteria_set, a=cells).agencies["a"]


def seen(of: Figures) -> tuple[Any, Any, str]:
    """Points and available as shown, and the state."""
    return of.shown, of.available, of.state


def exact(value: str) -> Fraction:
    return Fraction(value)


TOTALS = Rounding(at=At.TOTALS)
