"""The level of a node as one expression: conditions on shown points, best level first, open where a point is missing.

The value of `v.ID` is the level's place (0 the best), as many as there are levels for `below`, OPEN for undecided, null without points.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

import polars as pl

from thuocdo.definition.amounts import Amount
from thuocdo.definition.model import Level
from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.facts import ColumnFacts
from thuocdo.scoring.group import Built
from thuocdo.scoring.interval import Whole, column, compare, constant
from thuocdo.scoring.scale import Scale

OPEN = -1


def limits_of(node: Resolved, level: Level) -> list[tuple[str, Amount, bool]]:
    """The conditions of a level for one kind of agency: node, amount, strict or not; the node's own first."""
    found = [(node.id, level.limit, level.strict)]
    if isinstance(level.each, Amount):
        found += [(child.id, level.each, False) for child in node.ordinary]
    elif level.each:
        there = {below.id for below in node.walk()}
        found += [(limit.node, limit.amount, False) for limit in level.each if limit.node in there]
    return found


def level_conditions(node: Resolved, built: dict[str, Built], scale: Scale) -> list[pl.Expr]:
    """Whether each level of a node holds, as the columns `h.PLACE.ID`: each is asked twice, and worked out once."""
    return [
        condition(node, level, built, scale).alias(f"h.{place}.{node.id}")
        for place, level in enumerate(node.node.levels)
    ]


def level_expr(node: Resolved, facts: dict[str, ColumnFacts]) -> pl.Expr:
    """The level of a node with levels, as the column `v.ID`."""
    number = len(node.node.levels)
    result = _int(number)
    for place in reversed(range(number)):
        holds = pl.col(f"h.{place}.{node.id}")
        result = pl.when(holds.is_null()).then(_int(OPEN)).when(holds).then(_int(place)).otherwise(result)
    result = pl.when(pl.col(f"p.{node.id}").is_not_null()).then(result)
    if f"{node.id}:level" in facts:
        names = [level.name for level in node.node.levels] + [node.node.below]
        given = pl.col(f"{node.id}:level").replace_strict(names, list(range(number + 1)), return_dtype=pl.Int8)
        result = given.fill_null(result)
    return result.alias(f"v.{node.id}")


def possible(node: Resolved) -> tuple[pl.Expr, pl.Expr]:
    """The best and the worst level still possible where the level is open; null elsewhere."""
    best, worst = _int(None), _int(len(node.node.levels))
    for place in reversed(range(len(node.node.levels))):
        holds = pl.col(f"h.{place}.{node.id}")
        best = pl.when(holds.is_null()).then(_int(place)).otherwise(best)
        worst = pl.when(holds).then(_int(place)).otherwise(worst)
    undecided = (pl.col(f"v.{node.id}") == OPEN) if node.node.levels else pl.lit(value=False)
    return pl.when(undecided).then(best), pl.when(undecided).then(worst)


def condition(node: Resolved, level: Level, built: dict[str, Built], scale: Scale) -> pl.Expr:
    """Whether a level holds: true, false, or null for open."""
    holds = pl.lit(value=True)
    for id, amount, strict in limits_of(node, level):
        holds = holds & reaches(built[id], amount, scale, strict=strict)
    return holds


def reaches(of: Built, amount: Amount, scale: Scale, *, strict: bool) -> pl.Expr:
    """Whether shown points reach an amount; true where the node is left out, null where it has no points."""
    shown = of.value.rounded
    points = column(f"p.{of.node.id}", shown.low, shown.high)
    left, right = _sides(points, of, amount, scale, strict=strict)
    holds = left > right if strict else left >= right
    if of.left is False:
        return holds
    return (
        pl.when(of.left if isinstance(of.left, pl.Expr) else pl.lit(of.left)).then(pl.lit(value=True)).otherwise(holds)
    )


def _sides(points: Whole, of: Built, amount: Amount, scale: Scale, *, strict: bool) -> tuple[pl.Expr, pl.Expr]:
    if not amount.percent or isinstance(of.available, int):
        whole = of.available if isinstance(of.available, int) else 0
        exact = Fraction(amount.value) * scale.one if not amount.percent else Fraction(amount.value) * whole / 100
        return compare(points, floor(exact) if strict else ceil(exact))
    if of.available is None:
        return compare(points, constant(0))
    share = Fraction(amount.value) / 100
    return compare(points * share.denominator, of.available * share.numerator)


def _int(value: int | None) -> pl.Expr:
    return pl.lit(value, dtype=pl.Int8)
