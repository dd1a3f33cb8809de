r"""A table and a criteria set -> exact typed columns, or every cell that cannot be used.

    Table --match--> columns --figures, words--> typed columns --limits, together--> TypedTable
                                     \______________ bad cells ______________/

In the clean case every step looks at whole columns; single cells are looked at only to say what is wrong with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from thuocdo.definition.measures import InputType, Option
from thuocdo.definition.model import CriteriaSet
from thuocdo.diagnostics import Diagnostic
from thuocdo.tables.amounts import Amounts
from thuocdo.tables.bad_cells import BadCell, BadTable
from thuocdo.tables.columns import Column, Layout, Role, layout_of, match
from thuocdo.tables.figures import WrongType
from thuocdo.tables.findings import Findings
from thuocdo.tables.identity import identify
from thuocdo.tables.limits import digits_allowed
from thuocdo.tables.table import Table
from thuocdo.tables.together import Together
from thuocdo.tables.typed import TypedTable
from thuocdo.tables.words import Words, levels, names_of, options, states, yardsticks, yes_or_no


@dataclass(frozen=True, slots=True)
class Examined:
    """A table as typed columns, in which every bad cell is empty, and all that is wrong with it."""

    table: Table
    typed: TypedTable
    cells: tuple[BadCell, ...]
    faults: tuple[Diagnostic, ...]

    @property
    def is_clean(self) -> bool:
        """Whether the typed columns are all that the table says."""
        return not self.cells and not self.faults


def typed(table: Table, criteria_set: CriteriaSet) -> TypedTable:
    """Return the table as exact columns; raises `BadTable` with every fault and every bad cell."""
    examined = examine(table, criteria_set)
    if not examined.is_clean:
        raise BadTable(table.name, examined.faults, examined.cells)
    return examined.typed


def examine(table: Table, criteria_set: CriteriaSet) -> Examined:
    """Look at every cell; never raises for what the table holds."""
    layout = layout_of(criteria_set)
    matched = match(table, layout)
    findings = Findings(table, {column.name: header for header, column in matched.columns.items()})
    findings.faults += matched.faults
    work = _Examination(layout, findings, matched.columns)
    result = work.run()
    return Examined(table, result, findings.in_order(), tuple(findings.faults))


class _Examination:
    """One table being examined."""

    def __init__(self, layout: Layout, findings: Findings, headers: dict[str, Column]) -> None:
        self.layout = layout
        self.findings = findings
        self.headers = headers
        self.frame = findings.table.frame
        self.columns: dict[str, tuple[Column, pl.Series]] = {}
        self.scales: dict[str, int] = {}
        self.extremes: dict[str, tuple[int, int]] = {}

    def run(self) -> TypedTable:
        own = {column.role: self.frame[header] for header, column in self.headers.items() if column.placed is None}
        known = self.identity(own)
        kinds, rows_of_kind = known.get(Role.KIND.value), dict[str, pl.Series]()
        if kinds is not None and len(self.layout.set.kinds) > 1:
            rows_of_kind = {kind: kinds == kind for kind in self.layout.set.kinds}
        self.amounts = Amounts(self.layout.set, rows_of_kind, self.findings)
        for header, column in self.headers.items():
            if column.placed is not None:
                self.read(header, column)
        Together(self.layout, self.columns, self.scales, self.findings).check(rows_of_kind)
        return TypedTable(pl.DataFrame(list(self.series())), self.scales, self.extremes)

    def identity(self, own: dict[Role, pl.Series]) -> dict[str, pl.Series]:
        readable = {}
        for role, cells in own.items():
            try:
                readable[role] = names_of(cells)
            except WrongType:
                self.findings.type(role.value, cells.dtype)
        known = identify(readable, self.layout, self.findings, self.left_out())
        for name, cells in known.items():
            self.columns[name] = (Column(name, Role(name)), cells)
        return known

    def left_out(self) -> pl.Series | None:
        """Which agencies are excluded, as far as that is plain before the states are read."""
        root = self.layout.set.id
        for header, column in self.headers.items():
            if column.role is Role.STATE and column.placed is not None and column.placed.node.id == root:
                cells = self.frame[header]
                return (
                    (cells.str.strip_chars() == "excluded").fill_null(value=False) if cells.dtype == pl.String else None
                )
        return None

    def series(self) -> Iterator[pl.Series]:
        """The columns of the typed table, yardsticks in two parts."""
        for name, (column, cells) in self.columns.items():
            if column.role is Role.BEST:
                yield cells.list.get(0).alias(f"{name}:n")
                yield cells.list.get(1).alias(f"{name}:d")
            else:
                yield cells.alias(name)

    def read(self, header: str, column: Column) -> None:
        cells = self.frame[header]
        try:
            values = self.numbers(column, cells) if column.is_number else self.words(column, cells)
        except WrongType:
            self.findings.type(column.name, cells.dtype)
            return
        self.columns[column.name] = (column, values)

    def numbers(self, column: Column, cells: pl.Series) -> pl.Series:
        figures = self.amounts.read(column, cells)
        if column.role is Role.INPUT:
            self.scales[column.name] = figures.scale
        self.extremes[column.name] = figures.extremes
        return figures.values

    def words(self, column: Column, cells: pl.Series) -> pl.Series:
        found = self.read_words(column, cells)
        self.findings.wrong(column.name, found.wrong)
        return found.values

    def read_words(self, column: Column, cells: pl.Series) -> Words:
        if column.placed is None:
            raise WrongType(column.name)
        node = column.placed.node
        if column.role is Role.STATE:
            return states(cells, column.placed, self.layout.set)
        if column.role is Role.LEVEL:
            return levels(cells, node)
        if column.role is Role.BEST:
            return yardsticks(cells, digits_allowed(column), self.findings.table.decimal_mark)
        if column.input is not None and column.input.type is InputType.YES_NO:
            return yes_or_no(cells)
        several = column.input is not None and column.input.type is InputType.OPTIONS
        choices: tuple[Option, ...] = getattr(node.measure, "options", ())
        return options(cells, choices, several=several)
