"""Parquet -> a table: whole numbers, decimals and text as they are; a column of floats is refused."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from thuocdo.diagnostics import Place
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.files import not_this
from thuocdo.tables.grid import MAX_COLUMNS, MAX_ROWS, TOO_MANY_COLUMNS, TOO_MANY_ROWS
from thuocdo.tables.table import Table, row_numbers
from thuocdo.vietnamese.numbers import DecimalMark


def read_parquet(path: Path, start: bytes, decimal_mark: DecimalMark | None) -> Table:
    """Read a Parquet file; rows count from 1."""
    file = str(path)
    try:
        found = pl.scan_parquet(path)
        columns = len(found.collect_schema())
        height = int(found.select(pl.len()).collect().item())
        if columns > MAX_COLUMNS or height > MAX_ROWS:
            fault, limit = (TOO_MANY_COLUMNS, MAX_COLUMNS) if columns > MAX_COLUMNS else (TOO_MANY_ROWS, MAX_ROWS)
            raise BadTable(file, (fault.at(Place(file, 1, 1), limit=limit),))
        frame = pl.read_parquet(path)
    except PolarsError:
        raise not_this(path, "Parquet", start) from None
    return Table(file, frame, row_numbers(range(1, frame.height + 1)), decimal_mark=decimal_mark)
