"""Parquet -> a table: whole numbers, decimals and text as they are; a column of floats is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import polars as pl
from polars.exceptions import PolarsError

from thuocdo.diagnostics import Place
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.files import not_this, refusing_panics
from thuocdo.tables.grid import MAX_COLUMNS, MAX_ROWS, TOO_MANY_COLUMNS, TOO_MANY_ROWS
from thuocdo.tables.table import Table, row_numbers
from thuocdo.vietnamese.numbers import DecimalMark

MAX_CELLS: Final = 500_000_000


def read_parquet(path: Path, start: bytes, decimal_mark: DecimalMark | None) -> Table:
    """Read a Parquet file; rows count from 1."""
    file = str(path)
    try:
        with refusing_panics(path, "Parquet", start):
            frame = _frame(path)
    except PolarsError:
        raise not_this(path, "Parquet", start) from None
    return Table(file, frame, row_numbers(range(1, frame.height + 1)), decimal_mark=decimal_mark)


def _frame(path: Path) -> pl.DataFrame:
    """The content, if it is not too much: the file's own account of its size is looked at first."""
    found = pl.scan_parquet(path, glob=False, hive_partitioning=False)
    columns = len(found.collect_schema())
    if columns > MAX_COLUMNS:
        raise BadTable(str(path), (TOO_MANY_COLUMNS.at(Place(str(path), 1, 1), limit=MAX_COLUMNS),))
    limit = min(MAX_ROWS, MAX_CELLS // max(columns, 1))
    if found.select(pl.len()).collect().item() > limit:
        raise BadTable(str(path), (TOO_MANY_ROWS.at(Place(str(path), 1, 1), limit=limit),))
    return found.collect()
