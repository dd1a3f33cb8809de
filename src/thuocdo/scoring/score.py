"""Table in, points, levels and ranks out: the public `score`.

frame -> typed cells -> yardsticks -> one plan per kind of agency -> ranks within blocks -> Result
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from thuocdo.definition.kept import Kept
from thuocdo.definition.model import CriteriaSet
from thuocdo.scoring.change import Earlier
from thuocdo.scoring.compiling import compile_plan
from thuocdo.scoring.facts import Facts, facts_of
from thuocdo.scoring.plan import Plan
from thuocdo.scoring.ranks import percent_expr, provisional_expr, rank_expr, ranked_nodes, undecided_expr
from thuocdo.scoring.result import Part, Result
from thuocdo.scoring.yardsticks import Bests, bests_of, with_yardsticks
from thuocdo.tables.cells import typed
from thuocdo.tables.table import Table, table_of
from thuocdo.tables.typed import TypedTable


def score(
    criteria_set: CriteriaSet,
    frame: pl.DataFrame | Table | TypedTable,
    previous: Earlier | Result | Table | pl.DataFrame | None = None,
) -> Result:
    """Score a table of agencies.

    `frame` has one row per agency and the columns of the input table (docs/tables.md): text, whole numbers or decimals, never floats.
    `previous` is last year's result, or a table of last year's figures for the same set. Points come out as exact decimals.

    Raises `BadTable` with every bad cell.

    >>> import polars as pl
    >>> from thuocdo import load_set, score
    >>> figures = pl.DataFrame({"agency": ["A", "B"], "SS:points": ["43.8", "40.23"], "SS:level": ["Mức II", "Mức II"]})
    >>> result = score(load_set("dak-nong-2019-huyen"), figures)
    >>> result.node("SS").select("agency", "points", "rank").rows()
    [('A', Decimal('43.800'), 1), ('B', Decimal('40.230'), 2)]
    """
    table = _typed(criteria_set, frame)
    if isinstance(previous, pl.DataFrame | Table):
        previous = score(criteria_set, previous)
    earlier = Earlier.of(previous) if isinstance(previous, Result) else previous
    live = live_rows(criteria_set, table)
    parts = score_rows(criteria_set, live, bests_of(criteria_set, live))
    return assemble(criteria_set, table, parts, earlier)


def _typed(criteria_set: CriteriaSet, frame: pl.DataFrame | Table | TypedTable) -> TypedTable:
    if isinstance(frame, TypedTable):
        return frame
    return typed(frame if isinstance(frame, Table) else table_of(frame), criteria_set)


def live_rows(criteria_set: CriteriaSet, table: TypedTable) -> TypedTable:
    """The agencies that are scored at all, each with its place in the table as `~row`: not excluded, report not void."""
    frame = table.frame.with_row_index("~row")
    state = f"{criteria_set.id}:state"
    if state in frame.columns:
        frame = frame.filter(pl.col(state).is_null())
    return table.of(frame)


def score_rows(criteria_set: CriteriaSet, live: TypedTable, bests: Bests) -> list[Part]:
    """Score rows that are independent of one another, given the bests: what a cluster does batch by batch."""
    if live.frame.is_empty():  # a table without rows has no column of kinds either
        return []
    table = with_yardsticks(criteria_set, live, bests)
    parts = []
    for kind, frame in _by_kind(criteria_set, table.frame):
        if frame.is_empty():
            continue
        plan = plan_for(criteria_set, kind, facts_of(table.of(frame)))
        parts.append(Part(plan, plan.run(frame)))
    return parts


def _by_kind(criteria_set: CriteriaSet, frame: pl.DataFrame) -> Iterable[tuple[str | None, pl.DataFrame]]:
    if len(criteria_set.kinds) <= 1:
        return [(criteria_set.kinds[0] if criteria_set.kinds else None, frame)]
    return [(kind, frame.filter(pl.col("kind") == kind)) for kind in criteria_set.kinds]


_plans: Kept[Plan] = Kept()


def plan_for(criteria_set: CriteriaSet, kind: str | None, facts: Facts) -> Plan:
    """The plan of a tree for tables of these facts, compiled once."""
    return _plans.get(criteria_set, (kind, facts), lambda: compile_plan(criteria_set, kind, facts))


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Columns of the ranked nodes in every part alike."""

    criteria_set: CriteriaSet

    def of(self, part: Part) -> pl.DataFrame:
        there = set(part.plan.built)
        columns = [pl.col("~row"), pl.lit(value=True).alias("~live")]
        for node in ranked_nodes(self.criteria_set):
            columns += self.node(part, node.id) if node.id in there else self.absent(node.id)
        return part.frame.select(columns)

    def node(self, part: Part, id: str) -> list[pl.Expr]:
        level = pl.col(f"v.{id}") if f"v.{id}" in part.frame.columns else pl.lit(None, dtype=pl.Int8)
        left = part.plan.built[id].left
        available = part.plan.available_expr(id)
        return [
            pl.col(f"p.{id}"),
            available.alias(f"a.{id}"),
            (left if isinstance(left, pl.Expr) else pl.lit(left)).alias(f"l.{id}"),
            level.alias(f"v.{id}"),
        ]

    def absent(self, id: str) -> list[pl.Expr]:
        nothing = pl.lit(None, dtype=pl.Int64)
        left, level = pl.lit(value=True), pl.lit(None, dtype=pl.Int8)
        return [nothing.alias(f"p.{id}"), nothing.alias(f"a.{id}"), left.alias(f"l.{id}"), level.alias(f"v.{id}")]


def assemble(criteria_set: CriteriaSet, table: TypedTable, parts: list[Part], earlier: Earlier | None = None) -> Result:
    """Put the parts together in the order of the table and rank them."""
    nodes = ranked_nodes(criteria_set)
    standing = table.frame.select(pl.col(_identity(table.frame.columns))).with_row_index("~row")
    if parts:
        scored = pl.concat([_Ranked(criteria_set).of(part) for part in parts])
        standing = standing.join(scored, on="~row", how="left", maintain_order="left")
    else:
        empty = [expr for node in nodes for expr in _Ranked(criteria_set).absent(node.id)]
        standing = standing.with_columns(pl.lit(value=False).alias("~live"), *empty)
    standing = standing.with_columns(pl.col("~live").fill_null(value=False))
    decimals = criteria_set.rounding.percent
    standing = standing.with_columns(
        *(percent_expr(f"p.{node.id}", f"a.{node.id}", decimals).alias(f"c.{node.id}") for node in nodes),
        *(undecided_expr(node, standing.columns) for node in nodes),
    )
    standing = standing.with_columns(
        *(rank_expr(node, standing.columns) for node in nodes),
        *(provisional_expr(node, standing.columns) for node in nodes),
    )
    return Result(criteria_set, table, tuple(parts), standing, earlier)


def _identity(columns: list[str]) -> list[str]:
    return [name for name in ("agency", "code", "kind", "block", "reason", "predecessors") if name in columns]
