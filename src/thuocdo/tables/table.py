"""A table as it was read: text (or exact typed columns), and where each row stands in its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from thuocdo.diagnostics import Diagnostic
from thuocdo.tables.bad_cells import BadCell
from thuocdo.vietnamese.numbers import DecimalMark

ROW_NUMBER: Final = pl.UInt32()


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Columns by their headers; `rows` are the numbers of the rows as a person counts them in the file.

    `bad` holds cells already found to be of no use (their places in `frame` are empty), `notices` what is worth knowing.
    """

    name: str
    frame: pl.DataFrame
    rows: pl.Series = field(repr=False)
    header_row: int = 0
    delimiter: str | None = None
    decimal_mark: DecimalMark | None = None
    bad: tuple[BadCell, ...] = ()
    notices: tuple[Diagnostic, ...] = ()


def table_of(frame: pl.DataFrame, name: str = "", *, decimal_mark: DecimalMark | None = None) -> Table:
    """A table from a frame in memory; rows count from 1."""
    return Table(name, frame, row_numbers(range(1, frame.height + 1)), decimal_mark=decimal_mark)


def table_of_rows(
    rows: Iterable[Mapping[str, str] | Iterable[tuple[str, str]]],
    name: str = "",
    *,
    decimal_mark: DecimalMark | None = None,
) -> Table:
    """A table from rows of column and text; a column that a row does not name is empty there."""
    read = [dict(row) for row in rows]
    columns = dict.fromkeys(column for row in read for column in row)
    cells = {column: pl.Series(column, [row.get(column) for row in read], pl.String) for column in columns}
    return table_of(pl.DataFrame(cells), name, decimal_mark=decimal_mark)


def row_numbers(numbers: Iterable[int]) -> pl.Series:
    """Row numbers as a table keeps them."""
    return pl.Series("row", numbers, ROW_NUMBER)
