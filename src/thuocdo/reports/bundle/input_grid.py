"""The figures of a result as a grid, written in one way whatever file they came from, and read back exactly.

Numbers have a decimal point and no grouping; yes and no are words; options go by their ids; rows are in the order of codes (else
names), columns in the order of the set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import polars as pl

from thuocdo.definition.measures import InputType
from thuocdo.definition.model import CriteriaSet
from thuocdo.reports.bundle.grid import Grid
from thuocdo.scoring.scale import plain
from thuocdo.tables.cells import typed
from thuocdo.tables.columns import FIGURES, Column, Role, layout_of
from thuocdo.tables.table import table_of_rows
from thuocdo.tables.typed import TypedTable


def input_grid(criteria_set: CriteriaSet, table: TypedTable) -> Grid:
    """The cells of a table; columns without any value are left out."""
    columns = list(_columns(criteria_set, table))
    order = order_of(table.frame)
    cells = [[texts[at] for at in order] for _, texts in columns]
    return Grid(tuple(column.name for column, _ in columns), tuple(zip(*cells, strict=True)))


def input_columns(criteria_set: CriteriaSet) -> dict[str, Column]:
    """Every column a table may have, by the name a bundle gives it, in the order of the set."""
    return {column.name: column for column in layout_of(criteria_set).columns.values()}


def table_of_grid(criteria_set: CriteriaSet, grid: Grid, name: str) -> TypedTable:
    """The table again; raises `BadTable` with every cell that cannot be used."""
    return typed(table_of_rows(grid.dicts(), name, decimal_mark="."), criteria_set)


def identity_of(columns: list[str]) -> str:
    """The column that agencies are known by."""
    return "code" if "code" in columns else "agency"


def order_of(frame: pl.DataFrame) -> list[int]:
    """The places of the rows in the order of a bundle."""
    return frame[identity_of(frame.columns)].arg_sort().to_list()


def _columns(criteria_set: CriteriaSet, table: TypedTable) -> Iterator[tuple[Column, list[str]]]:
    for column in input_columns(criteria_set).values():
        values = _values(column, table.frame)
        if column.role is Role.AGENCY or any(value is not None for value in values):
            write = _writer(criteria_set, column, table)
            yield column, ["" if value is None else write(value) for value in values]


def _values(column: Column, frame: pl.DataFrame) -> list[Any]:
    if column.role is Role.BEST:
        if f"{column.name}:n" not in frame.columns:
            return []
        pairs = zip(frame[f"{column.name}:n"].to_list(), frame[f"{column.name}:d"].to_list(), strict=True)
        return [None if first is None else (first, second) for first, second in pairs]
    return frame[column.name].to_list() if column.name in frame.columns else []


def _writer(criteria_set: CriteriaSet, column: Column, table: TypedTable) -> Callable[[Any], str]:
    if column.role is Role.BEST:
        return lambda pair: f"{pair[0]}" if pair[1] == 1 else f"{pair[0]}/{pair[1]}"
    if column.is_number:
        scale = criteria_set.rounding.decimals if column.role in FIGURES else table.scales.get(column.name, 0)
        return lambda value: plain(Decimal(value).scaleb(-scale))
    if column.input is not None and column.input.type is InputType.YES_NO:
        return lambda value: "yes" if value else "no"
    if column.input is not None and column.input.type is InputType.OPTIONS:
        return lambda ids: ";".join(sorted(ids)) or "-"
    return str
