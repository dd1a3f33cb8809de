"""A cell that cannot be used: where it is, what it holds, what was expected. All of a table are found in one run.

    CellFault  --bad(row, column, value)-->  BadCell  -->  one table of them, JSON, or diagnostics

A `CellFault` is a fault whose sentence is always the same but for what was expected.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from thuocdo.definition.fields import shorten
from thuocdo.diagnostics import Diagnostic, Fault, Place, Severity, fill
from thuocdo.vietnamese.languages import Text

SENTENCE: Final = Text(
    "Hàng {row}, cột «{column}»: không nhận «{value}»; cần {expected}.",
    "Row {row}, column «{column}»: «{value}» is not accepted; expected {expected}.",
)


@dataclass(frozen=True, slots=True)
class BadCell:
    """One cell: `row` as a person counts in the file, `column` by its header (empty: the whole row)."""

    row: int
    column: str
    value: str
    expected: Text
    code: str

    def diagnostic(self, file: str) -> Diagnostic:
        """The same as a diagnostic that stands alone."""
        where = {"row": str(self.row), "column": self.column, "value": self.value}
        message = fill(SENTENCE, **where, expected=self.expected)
        data = (*where.items(), ("expected", self.expected.en))
        return Diagnostic(self.code, Severity.ERROR, message, Place(file, self.row, 1), data=data)


@dataclass(frozen=True, slots=True)
class CellFault(Fault):
    """The declaration of a code for cells; `expected` has the `{fields}` that `bad` fills in."""

    expected: Text

    def bad(self, row: int, column: str, value: str, **data: object) -> BadCell:
        """Return the bad cell of this fault."""
        return BadCell(row, column, shorten(value), fill(self.expected, **data), self.code)


def bad_cell(code: str, vi: str, en: str) -> CellFault:
    """Declare a fault of cells by what is expected in them."""
    message = Text(SENTENCE.vi.replace("{expected}", vi), SENTENCE.en.replace("{expected}", en))
    return CellFault(code, Severity.ERROR, message, Text(vi, en))


class BadTable(Exception):
    """A table that cannot be used: faults of the file or its columns, and every bad cell."""

    def __init__(self, file: str, diagnostics: tuple[Diagnostic, ...], cells: tuple[BadCell, ...] = ()) -> None:
        first = diagnostics[0] if diagnostics else cells[0].diagnostic(file)
        super().__init__(f"{first.code}: {first.message.en}")
        self.file = file
        self.diagnostics = diagnostics
        self.cells = cells
