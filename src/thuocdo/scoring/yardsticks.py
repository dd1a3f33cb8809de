"""The best value of every relative and quota criterion, by block: worked out over all agencies before any of them is scored.

A best value is a fraction (numerator, denominator). Bests of parts of a table combine into those of the whole, which is how a cluster
finds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from thuocdo.definition.kept import Kept
from thuocdo.definition.measures import Over, Quota, Relative
from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.definition.resolved import Resolved, kinds_of, resolve
from thuocdo.scoring.interval import WIDE
from thuocdo.scoring.quotient import input_columns, yardstick
from thuocdo.tables.typed import TypedTable

Bests = Mapping[str, Mapping[str | None, Fraction]]


@dataclass(frozen=True, slots=True)
class Measured:
    """A leaf with a yardstick: its columns, its ancestors, and the kinds it is there for (None: all)."""

    leaf: Node
    names: tuple[str, ...]
    path: tuple[str, ...]
    kinds: tuple[str, ...] | None

    @property
    def over_all(self) -> bool:
        """Whether the best is looked for in the whole table."""
        return isinstance(self.leaf.measure, Relative) and self.leaf.measure.over is Over.ALL


_leaves: Kept[list[Measured]] = Kept()


def measured_leaves(criteria_set: CriteriaSet) -> list[Measured]:
    """The leaves whose points depend on other agencies."""
    return _leaves.get(criteria_set, None, lambda: _find_measured(criteria_set))


def _find_measured(criteria_set: CriteriaSet) -> list[Measured]:
    there: dict[str, list[str]] = {}
    found: dict[str, Measured] = {}
    for kind in kinds_of(criteria_set):
        for node, path in _with_path(resolve(criteria_set, kind), ()):
            if isinstance(node.node.measure, Relative | Quota):
                there.setdefault(node.id, []).append(kind or "")
                found[node.id] = Measured(node.node, input_columns(node), path, None)
    if len(criteria_set.kinds) <= 1:  # no agency needs to say its kind
        return list(found.values())
    return [Measured(m.leaf, m.names, m.path, tuple(there[id])) for id, m in found.items()]


def _with_path(node: Resolved, above: tuple[str, ...]) -> Iterable[tuple[Resolved, tuple[str, ...]]]:
    path = (*above, node.id)
    yield node, path
    for child in node.children:
        yield from _with_path(child, path)


def bests_of(criteria_set: CriteriaSet, table: TypedTable) -> Bests:
    """The best values among the agencies of a table that count (void and excluded reports taken out beforehand)."""
    return {
        measured.leaf.id: _best_by_block(measured, table)
        for measured in measured_leaves(criteria_set)
        if all(name in table.frame.columns for name in measured.names)
    }


def merged(parts: Iterable[Bests]) -> Bests:
    """The bests of a whole from those of its parts."""
    result: dict[str, dict[str | None, Fraction]] = {}
    for part in parts:
        for leaf, blocks in part.items():
            mine = result.setdefault(leaf, {})
            for block, best in blocks.items():
                mine[block] = max(best, mine.get(block, best))
    return result


def _own(measured: Measured, table: TypedTable) -> pl.DataFrame:
    """Block, numerator and denominator of every agency that counts, as Int128."""
    frame = table.frame.filter(_counts(measured, table.frame.columns))
    block = pl.lit(None, dtype=pl.String)
    if "block" in frame.columns and not measured.over_all:
        block = pl.col("block")
    n, d = own_value(measured, table.scales)
    return frame.select(block.alias("block"), n.alias("n"), d.alias("d"))


def own_value(measured: Measured, scales: Mapping[str, int]) -> tuple[pl.Expr, pl.Expr]:
    """An agency's own value as a fraction: the value, a / b, or the excess over the target (never below 0)."""
    first = pl.col(measured.names[0]).cast(pl.Int128)
    ten = [pl.lit(10 ** scales.get(name, 0), dtype=pl.Int128) for name in measured.names]
    if len(measured.names) == 1:
        return first, pl.when(first.is_not_null()).then(ten[0])
    second = pl.col(measured.names[1]).cast(pl.Int128)
    if isinstance(measured.leaf.measure, Quota):
        target, actual = first * ten[1], second * ten[0]
        return pl.max_horizontal(actual - target, pl.lit(0, dtype=pl.Int128)), target
    return first * ten[1], second * ten[0]


def _counts(measured: Measured, columns: list[str]) -> pl.Expr:
    there = pl.lit(value=True)
    for name in measured.names:
        there = there & pl.col(name).is_not_null()
    if isinstance(measured.leaf.measure, Relative) and len(measured.names) == 2:
        there = there & (pl.col(measured.names[1]) != 0)
    if measured.kinds is not None and "kind" in columns:
        there = there & pl.col("kind").is_in(list(measured.kinds))
    for number, id in enumerate(measured.path):
        for key in ("points", "state") if number else ("points",):
            if f"{id}:{key}" in columns:
                there = there & pl.col(f"{id}:{key}").is_null()
    return there


def _best_by_block(measured: Measured, table: TypedTable) -> dict[str | None, Fraction]:
    own = _own(measured, table)
    if own.is_empty():
        return {}
    tops = own.select(pl.col("n").max(), pl.col("d").max()).row(0)
    if max(tops[0], 1) * max(tops[1] ** 2, 1) > WIDE:
        return _best_one_by_one(own)
    # Two different fractions with denominators up to d differ by at least 1/d2, so the floor of n x d2 / d orders them exactly.
    key = pl.col("n") * pl.lit(max(tops[1] ** 2, 1), dtype=pl.Int128) // pl.col("d")
    best = own.with_columns(key.alias("key")).group_by("block").agg(pl.col("n", "d").get(pl.col("key").arg_max()))
    return {block: Fraction(n, d) for block, n, d in best.iter_rows()}


def _best_one_by_one(own: pl.DataFrame) -> dict[str | None, Fraction]:
    result: dict[str | None, Fraction] = {}
    for block, n, d in own.iter_rows():
        value = Fraction(n, d)
        result[block] = max(value, result.get(block, value))
    return result


def with_yardsticks(criteria_set: CriteriaSet, table: TypedTable, bests: Bests) -> TypedTable:
    """Put the yardstick of every agency beside its values: the larger of a given one and its own, else its block's best, else its own.

    The column `ID:best:given` tells where it was given.
    """
    frame = table.frame
    for measured in measured_leaves(criteria_set):
        if all(name in frame.columns for name in measured.names):
            frame = _with_yardstick(frame, measured, table.scales, bests.get(measured.leaf.id, {}))
    return table.of(frame)


def _with_yardstick(
    frame: pl.DataFrame, measured: Measured, scales: Mapping[str, int], blocks: Mapping[str | None, Fraction]
) -> pl.DataFrame:
    n, d = yardstick(measured.leaf.id)
    own_n, own_d = own_value(measured, scales)
    given_n, given_d = pl.col(n) if n in frame.columns else None, pl.col(d) if d in frame.columns else None
    frame = frame.with_columns(own_n.alias("~n"), own_d.alias("~d"))
    by_block = "block" in frame.columns and not measured.over_all
    if by_block:
        frame = frame.join(_as_frame(blocks), on="block", how="left", nulls_equal=True, maintain_order="left")
    else:
        best = blocks.get(None)
        one = (None, None) if best is None else (best.numerator, best.denominator)
        frame = frame.with_columns(pl.lit(one[0], pl.Int128).alias("~bn"), pl.lit(one[1], pl.Int128).alias("~bd"))
    known = pl.col("~bn").is_not_null()
    pair = pl.when(known).then(pl.struct(n="~bn", d="~bd")).otherwise(pl.struct(n="~n", d="~d"))
    flags = []
    if given_n is not None and given_d is not None:
        asked = given_n.is_not_null()
        own = pl.col("~n").is_not_null() & (pl.col("~n") * given_d > given_n * pl.col("~d"))
        larger = pl.when(own).then(pl.struct(n="~n", d="~d"))
        given = pl.struct(n=given_n.cast(pl.Int128), d=given_d.cast(pl.Int128))
        pair = pl.when(asked).then(larger.otherwise(given)).otherwise(pair)
        flags = [(asked & pl.col("~n").is_not_null() & (pl.col("~d") != 0)).alias(f"{measured.leaf.id}:best:given")]
    frame = frame.with_columns(*flags, pair.alias("~pair"))
    frame = frame.with_columns(pl.col("~pair").struct.field("n").alias(n), pl.col("~pair").struct.field("d").alias(d))
    return frame.drop("~n", "~d", "~bn", "~bd", "~pair")


def _as_frame(blocks: Mapping[str | None, Fraction]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "block": pl.Series(list(blocks), dtype=pl.String),
            "~bn": pl.Series([best.numerator for best in blocks.values()], dtype=pl.Int128),
            "~bd": pl.Series([best.denominator for best in blocks.values()], dtype=pl.Int128),
        }
    )
