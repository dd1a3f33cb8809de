"""The set and the tables a command works on, or everything that is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from thuocdo.cli.output import Output
from thuocdo.cli.table import Column, table
from thuocdo.cli.targets import shortened
from thuocdo.definition.load import check_set
from thuocdo.definition.model import CriteriaSet
from thuocdo.diagnostics import Diagnostic, Severity, terminal
from thuocdo.tables.bad_cells import BadCell, BadTable
from thuocdo.tables.read import read_table
from thuocdo.tables.table import Table
from thuocdo.vietnamese.numbers import DecimalMark, format_number


class BadInput(Exception):
    """A set that cannot be used."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(diagnostics[0].message.en)
        self.diagnostics = diagnostics


def set_of(name: str) -> CriteriaSet:
    """The set of a path or id; raises `BadInput` with its errors."""
    found = shortened(check_set(name))
    if found.set is None or not found.usable:
        raise BadInput(tuple(each for each in found.diagnostics if each.severity is Severity.ERROR))
    return found.set


def figures(path: Path, decimal_mark: str | None, sheet: str | None) -> Table:
    """The table in a file; raises `BadTable`."""
    return read_table(path, decimal_mark=cast("DecimalMark | None", decimal_mark), sheet=sheet)


def tell(bad: BadInput | BadTable, out: Output) -> None:
    """Write what is wrong to stderr: diagnostics, then bad cells as one table."""
    out.complain(terminal.render(bad.diagnostics, out.lang, width=out.width, color=out.error_color))
    if isinstance(bad, BadTable) and bad.cells:
        out.complain(_cells(bad, out))


def _cells(bad: BadTable, out: Output) -> str:
    number = format_number(len(bad.cells), out.lang)
    heading = out.to(f"{bad.file}: {number} ô không dùng được", f"{bad.file}: {number} cells cannot be used")
    columns = (
        Column(out.to("Hàng", "Row"), figures=True),
        Column(out.to("Cột", "Column")),
        Column(out.to("Giá trị", "Value"), flexible=True),
        Column(out.to("Cần", "Expected"), flexible=True),
        Column(out.to("Mã", "Code")),
    )
    rows = [_row(cell, out) for cell in bad.cells]
    return f"{heading}\n\n" + table(columns, rows, width=out.width, color=out.error_color)


def _row(cell: BadCell, out: Output) -> tuple[str, ...]:
    return (
        format_number(cell.row, out.lang, group=False),
        cell.column,
        cell.value,
        cell.expected.to(out.lang),
        cell.code,
    )
