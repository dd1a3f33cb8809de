"""A criteria set compiled to columns: stages of expressions over a typed table, and what became of each node.

    p.ID  shown points     x.ID  unrounded points (at: totals)     e.ID  bound of their error
    a.ID  available, where it varies     l.ID  left out     s.ID  the state in force     v.ID  level

One stage is one `with_columns`; a stage reads columns of those before it. Where a rounding is closer to a half than the bound of its error, or no integer
column can hold a product, the row is settled by `exact`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.exact import Exact
from thuocdo.scoring.group import Built
from thuocdo.scoring.interval import Whole
from thuocdo.scoring.levels import possible
from thuocdo.scoring.scale import Scale, rounded


@dataclass(slots=True)
class Stage:
    """Columns made together, then `points` from them; `settle` are nodes some of whose rows may need exact arithmetic, `slow` those of which all do."""

    exprs: list[pl.Expr] = field(default_factory=list)
    points: list[pl.Expr] = field(default_factory=list)
    settle: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """A compiled tree; `built` tells for each node which columns, or constants, hold what became of it.

    `late` are shown points that nothing else is worked out from, to be made when they are asked for.
    """

    tree: Resolved
    scale: Scale
    stages: tuple[Stage, ...]
    built: dict[str, Built]
    states: frozenset[str]
    given: frozenset[str]
    exact: Exact
    late: dict[str, pl.Expr]

    def run(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Add the plan's columns to a typed frame, row by row independent of one another."""
        for stage in self.stages:
            frame = frame.with_columns(stage.exprs)
            frame = frame.with_columns(stage.points) if stage.points else frame
            if stage.settle or stage.slow:
                frame = self._settle(frame, stage)
        return frame

    def available_expr(self, id: str) -> pl.Expr:
        """What a node's agencies could have earned, in shown units; null where left out or unknown."""
        available = self.built[id].available
        expr = available.expr if isinstance(available, Whole) else pl.lit(available, dtype=pl.Int64)
        left = self.built[id].left
        return expr if left is False else pl.when(~left if isinstance(left, pl.Expr) else pl.lit(not left)).then(expr)

    def points_expr(self, id: str) -> pl.Expr:
        """A node's shown points."""
        return self.late.get(id, pl.col(f"p.{id}"))

    def possible_levels(self, id: str) -> tuple[pl.Expr, pl.Expr]:
        """The best and the worst level an agency with an open level may still get; null where the level is decided."""
        return possible(self.built[id].node)

    def _settle(self, frame: pl.DataFrame, stage: Stage) -> pl.DataFrame:
        for id in stage.settle:
            near = frame[f"near.{id}"]
            if near.any():
                rows = near.fill_null(value=False).arg_true()
                units = [self.exact.shown(frame.row(row, named=True), id) for row in rows]
                points = frame[f"p.{id}"].clone().scatter(rows, units)  # scatter changes the series it is called on
                frame = frame.with_columns(points.alias(f"p.{id}"))
        for id in stage.slow:
            frame = frame.with_columns(self._row_by_row(frame, id))
        return frame

    def _row_by_row(self, frame: pl.DataFrame, id: str) -> list[pl.Series]:
        points = [self.exact.points(row, id) for row in frame.iter_rows(named=True)]
        units = [None if exact is None else exact * self.scale.one for exact in points]
        shown = [None if exact is None else rounded(exact) for exact in units]
        series = [pl.Series(f"p.{id}", shown, dtype=pl.Int64)]
        if not self.scale.exact:
            fine = [None if exact is None else rounded(exact * self.scale.unit) for exact in units]
            series.append(pl.Series(f"x.{id}", fine, dtype=pl.Int128))
        return series
