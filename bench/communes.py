"""A province's worth of communes for the sample set mau-2026-xa: the rows of the example, drawn again and again under new names.

Every kind of cell is there: answers in Vietnamese, decimal commas, lists, states, blanks, given reasons. Denominators are drawn apart, so
that agencies differ.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from thuocdo.definition.load import load_set
from thuocdo.definition.measures import Ratio
from thuocdo.tables.read import read_table

SET = "mau-2026-xa"
EXAMPLE = Path(__file__).parents[1] / "examples" / f"{SET}.csv"
PROVINCES = 34


def communes(agencies: int, *, kind: str | None = None) -> pl.DataFrame:
    """A table of text, the same one at every call; in blocks by province and kind."""
    draw = np.random.default_rng(agencies)
    rows = read_table(EXAMPLE).frame
    if kind is not None:
        rows = rows.filter(pl.col("kind") == kind)
    drawn = rows[draw.integers(0, rows.height, agencies)]
    number = pl.int_range(agencies, eager=True).cast(pl.String).str.zfill(6)
    province = pl.Series(draw.integers(1, PROVINCES + 1, agencies)).cast(pl.String).str.zfill(2)
    return drawn.with_columns(
        agency="Xã " + number,
        code="x-" + number,
        block="Tỉnh " + province + ", " + drawn["block"],
        **{name: _more(drawn[name], draw) for name in _denominators() if name in drawn.columns},
    )


def _denominators() -> list[str]:
    nodes = load_set(SET).root.walk()
    return [f"{node.id}:b" for node in nodes if isinstance(node.measure, Ratio)]


def _more(cells: pl.Series, draw: np.random.Generator) -> pl.Series:
    """Whole numbers above 0, up to a fifth larger; anything else as it stands."""
    whole = cells.str.to_integer(strict=False)
    more = (whole * pl.Series(draw.integers(1000, 1200, len(cells)))) // 1000
    return pl.DataFrame({"cells": cells, "more": more.cast(pl.String)}).select(
        pl.when(whole > 0).then("more").otherwise("cells").alias(cells.name)
    )[cells.name]
