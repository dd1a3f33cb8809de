"""A result as one wide table: a row for every agency, and side by side what became of every node. What `-o FILE` writes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import polars as pl

from thuocdo.definition.model import Combine, Node
from thuocdo.scoring.change import Change
from thuocdo.scoring.jsonable import decimal_text
from thuocdo.scoring.result import Result

WHO = ("agency", "code", "kind", "block", "reason")


def wide(result: Result) -> pl.DataFrame:
    """One row per agency, in the order of the table: who it is, then every node in the order of the set.

    Who: agency, and code, kind, block and reason where the table has them. Of a node, where it can have them:

        ID:points ID:available ID:percent       decimals (not of a group under `combine: none`)
        ID:state                                computed, given, na, missing, void:CAUSE, excluded, open
        ID:level                                the level's name (nodes with levels)
        ID:rank ID:provisional                  ranked nodes; whether somebody of the block may yet come in
        ID:change ID:rank_change ID:level_before    with an earlier result; the last two for ranked nodes, ranks up as positive

    Read back as a table of given values: ID:points, ID:available and ID:level are columns of an input table, as is who the agencies
    are; what did not apply reads back as missing. Two things are not given as they come out (docs/rules.md, section 3): an available
    of 0, and the points of extras, which are in those of the node above already. The other columns are results, which an input table
    refuses by name; ID:state is a column there too, but takes only na, void:CAUSE and excluded.

    >>> import polars as pl
    >>> from thuocdo import load_set, score
    >>> figures = pl.DataFrame({"agency": ["A", "B"], "SS:points": ["43.8", "40.23"], "SS:level": ["Mức II", "Mức II"]})
    >>> table = wide(score(load_set("dak-nong-2019-huyen"), figures))
    >>> table.select("agency", "SS:percent", "SS:level", "SS:rank").rows()
    [('A', Decimal('87.60'), 'Mức II', 1), ('B', Decimal('80.46'), 'Mức II', 2)]
    """
    agencies = result.agencies
    who = agencies.select(name for name in WHO if name in agencies.columns)
    ranked = {node.id for node in result.ranked}
    nodes = [_node(result, node, ranked=node.id in ranked) for node in result.set.root.walk()]
    return pl.concat([who, *nodes], how="horizontal")


def _node(result: Result, node: Node, *, ranked: bool) -> pl.DataFrame:
    names = [] if node.combine is Combine.NONE else ["points", "available", "percent"]
    names += ["state"]
    names += ["level"] if node.levels else []
    names += ["rank", "provisional"] if ranked else []
    frame = result.node(node.id).select(names)
    if result.earlier is not None:
        frame = frame.with_columns(_changes(result, node, ranked=ranked))
    return frame.rename(lambda name: f"{node.id}:{name}")


def _changes(result: Result, node: Node, *, ranked: bool) -> list[pl.Series]:
    changes = result.changes(node.id)

    def column(name: str, value: Callable[[Change], object], type: pl.DataType) -> pl.Series:
        return pl.Series(name, [change and value(change) for change in changes], type)

    columns = []
    if node.combine is not Combine.NONE:
        points = pl.Decimal(38, result.set.rounding.decimals)
        columns.append(column("change", lambda change: _decimal(change.points), points))
    if ranked:
        columns.append(column("rank_change", lambda change: change.ranks, pl.Int64()))
        columns.append(column("level_before", lambda change: change.level_before, pl.String()))
    return columns


def _decimal(points: Fraction | None) -> Decimal | None:
    text = decimal_text(points)
    return None if text is None else Decimal(text)
