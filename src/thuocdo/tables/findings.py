"""What is found while a table is examined: bad cells by their place in the file, and faults of whole columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from thuocdo.diagnostics import Diagnostic, Place, error, hint
from thuocdo.tables.bad_cells import BadCell, CellFault
from thuocdo.tables.figures import Wrong
from thuocdo.tables.table import Table

FLOAT_COLUMN = error(
    "TD733",
    "Cột «{column}» chứa số thực nhị phân ({type}), không giữ được con số chính xác.",
    "Column «{column}» holds binary floats ({type}), which cannot keep exact figures.",
)
COLUMN_TYPE = error(
    "TD734",
    "Cột «{column}» có kiểu {type}, không phải chữ, số nguyên hay số thập phân.",
    "Column «{column}» is of type {type}, neither text nor whole nor decimal numbers.",
)


@dataclass(slots=True)
class Findings:
    """Collects; `headers` are the headers of the typed table's columns."""

    table: Table
    headers: dict[str, str]
    cells: list[BadCell] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)

    def wrong(self, column: str, found: Iterable[Wrong], **limits: object) -> None:
        """Note the cells of one column, which has these limits."""
        for each in found:
            self.cell(each.fault, column, each.at, **limits, **each.data)

    def cell(self, fault: CellFault, column: str, at: int, **data: object) -> None:
        """Note one cell by its place in the column."""
        header = self.headers.get(column, column)
        value = self.table.frame[header][at] if header in self.table.frame.columns else None
        self.cells.append(fault.bad(int(self.table.rows[at]), header, "" if value is None else _shown(value), **data))

    def where(self, fault: CellFault, column: str, mask: pl.Series, **data: object) -> list[int]:
        """Note the cells a mask tells; returns their places."""
        places: list[int] = mask.arg_true().to_list()
        for at in places:
            self.cell(fault, column, at, **data)
        return places

    def type(self, column: str, found: pl.DataType) -> None:
        """Note a column whose type is of no use."""
        header = self.headers[column]
        place = Place(self.table.name, max(self.table.header_row, 1), self.table.frame.columns.index(header) + 1)
        help = hint("Dùng kiểu Decimal, Int64 hoặc chữ.", "Use the type Decimal, Int64 or text.")
        fault = FLOAT_COLUMN if found.is_float() else COLUMN_TYPE
        self.faults.append(fault.at(place, help=help, column=header, type=str(found)))

    def in_order(self) -> tuple[BadCell, ...]:
        """Every bad cell once, as one reads a table."""
        order = {header: at for at, header in enumerate(self.table.frame.columns)}
        found = dict.fromkeys((*self.table.bad, *self.cells))
        return tuple(sorted(found, key=lambda cell: (cell.row, order.get(cell.column, -1), cell.code)))


def _shown(value: object) -> str:
    if isinstance(value, pl.Series):
        return ";".join(map(str, value.to_list()))
    return str(value)
