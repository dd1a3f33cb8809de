"""The engine seen as the oracle is: a table of typed cells goes in as texts, its result comes out in the oracle's records."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from tests.scoring.oracle import Figures, Scores
from tests.scoring.oracle_measures import Cell, Row
from tests.scoring.oracle_points import seats
from thuocdo.definition.model import CriteriaSet
from thuocdo.scoring.score import score


def engine(criteria_set: CriteriaSet, rows: Sequence[Row]) -> Scores:
    """Score a table with `thuocdo.scoring`; exact points, which it does not show, are left out."""
    result = score(criteria_set, frame(rows))
    scores = Scores({str(row["agency"]): {} for row in rows})
    ranked = {node.id for node in result.ranked}
    there = {str(row["agency"]): seats(criteria_set, row) for row in rows}
    for node_id in result.ids:
        for row, found in zip(rows, result.node(node_id).iter_rows(named=True), strict=True):
            assert found["agency"] == row["agency"]
            if node_id in there[str(row["agency"])]:
                scores.agencies[str(row["agency"])][node_id] = figures(found)
            if node_id in ranked:
                block = None if row.get("block") is None else str(row["block"])
                known = scores.provisional.setdefault((block, node_id), found["provisional"])
                assert known == found["provisional"]
    return scores


def figures(found: dict[str, Any]) -> Figures:
    """One row of a node's frame."""
    return Figures(
        points=None,
        shown=found["points"],
        available=None if found["available"] is None else Fraction(found["available"]),
        percent=found["percent"],
        state=found["state"],
        level=found["level"],
        best=found["best_level"],
        worst=found["worst_level"],
        provisional=found["yardstick_given"],
        rank=found["rank"],
    )


def frame(rows: Sequence[Row]) -> pl.DataFrame:
    """Every column that some agency has a cell in, all of them texts."""
    names = dict.fromkeys(name for row in rows for name, cell in row.items() if cell is not None)
    return pl.DataFrame(
        {name: [text(row.get(name)) for row in rows] for name in names}, schema=dict.fromkeys(names, pl.String)
    )


def text(cell: Cell) -> str | None:
    """A cell as a person writes it; numbers with a comma, since "1.234" reads in two ways."""
    match cell:
        case bool():
            return "có" if cell else "không"
        case Decimal():
            return f"{cell:f}".replace(".", ",")
        case Fraction():
            return str(cell)
        case tuple():
            return ";".join(cell) or "-"
        case _:
            return cell
