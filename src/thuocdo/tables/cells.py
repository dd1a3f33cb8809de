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
from thuocdo.tables.bad_cells import BadCell, BadTable, bad_cell
from thuocdo.tables.columns import FIGURES, Column, Layout, Role, layout_of, match
from thuocdo.tables.figures import (
    MAX_DECIMALS,
    TOO_FINE,
    TOO_LONG,
    Figures,
    WrongType,
    at_scale,
    digits_of,
    emptied,
    extremes,
    figures_of,
    finer_than,
    narrowed,
)
from thuocdo.tables.findings import Findings
from thuocdo.tables.identity import identify
from thuocdo.tables.limits import Range, digits_allowed, is_whole, range_of
from thuocdo.tables.table import Table
from thuocdo.tables.together import Together
from thuocdo.tables.typed import TypedTable
from thuocdo.tables.words import Words, levels, names_of, options, states, yardsticks, yes_or_no

NOT_WHOLE = bad_cell("TD759", "một số nguyên", "a whole number")


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
        self.rows_of_kind: dict[str, pl.Series] = {}

    def run(self) -> TypedTable:
        own = {column.role: self.frame[header] for header, column in self.headers.items() if column.placed is None}
        known = self.identity(own)
        kinds = known.get(Role.KIND.value)
        if kinds is not None and len(self.layout.set.kinds) > 1:
            self.rows_of_kind = {kind: kinds == kind for kind in self.layout.set.kinds}
        for header, column in self.headers.items():
            if column.placed is not None:
                self.read(header, column)
        Together(self.layout, self.columns, self.scales, self.findings).check(self.rows_of_kind)
        return TypedTable(pl.DataFrame(list(self.series())), self.scales)

    def identity(self, own: dict[Role, pl.Series]) -> dict[str, pl.Series]:
        readable = {}
        for role, cells in own.items():
            try:
                readable[role] = names_of(cells)
            except WrongType:
                self.findings.type(role.value, cells.dtype)
        known = identify(readable, self.layout, self.findings)
        for name, cells in known.items():
            self.columns[name] = (Column(name, Role(name)), cells)
        return known

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

    def numbers(self, column: Column, cells: pl.Series) -> pl.Series:
        """Numbers at the column's scale: what is not a number, too fine, too long or out of bounds is noted and emptied."""
        figures = figures_of(cells, self.findings.table.decimal_mark)
        self.findings.wrong(column.name, figures.wrong)
        decimals = self.layout.set.rounding.decimals if column.role in FIGURES else MAX_DECIMALS
        figures = self.fine(column, figures, 0 if is_whole(column) else decimals)
        figures = self.short(column, figures)
        values = self.inside(column, figures)
        if column.role in FIGURES:
            return narrowed(at_scale(Figures(values, figures.scale), decimals))
        self.scales[column.name] = figures.scale
        return narrowed(values)

    def fine(self, column: Column, figures: Figures, decimals: int) -> Figures:
        if figures.scale <= decimals:
            return figures
        fault = NOT_WHOLE if is_whole(column) else TOO_FINE
        too_fine = finer_than(figures, decimals).fill_null(value=False)
        places = self.findings.where(fault, column.name, too_fine, decimals=decimals)
        kept = Figures(emptied(figures.values, places), figures.scale)
        return Figures(at_scale(kept, decimals), decimals)

    def short(self, column: Column, figures: Figures) -> Figures:
        digits = digits_allowed(column)
        low, high = extremes(figures.values)
        if max(-low, high) < 10**digits:
            return figures
        long = [
            at
            for at, value in enumerate(figures.values.to_list())
            if value is not None and abs(value) >= 10**digits and digits_of(value, figures.scale) > digits
        ]
        for at in long:
            self.findings.cell(TOO_LONG, column.name, at, digits=digits)
        return Figures(emptied(figures.values, long), figures.scale)

    def inside(self, column: Column, figures: Figures) -> pl.Series:
        """Empty what lies outside the bounds, which may differ by the kind of agency."""
        if not self.rows_of_kind:
            kinds = self.layout.set.kinds
            return self.within(column, figures, range_of(column, kinds[0] if kinds else None), None)
        ranges = {kind: range_of(column, kind) for kind in self.rows_of_kind}
        if len(set(ranges.values())) == 1:
            return self.within(column, figures, next(iter(ranges.values())), None)
        values = figures.values
        for kind, rows in self.rows_of_kind.items():
            values = self.within(column, Figures(values, figures.scale), ranges[kind], rows)
        return values

    def within(self, column: Column, figures: Figures, range: Range, rows: pl.Series | None) -> pl.Series:
        values = figures.values
        least, most = range.whole(figures.scale)
        here = values if rows is None else values.filter(rows)
        low, high = extremes(here)
        if here.null_count() == len(here):
            return values
        if (least is None or least <= low) and (most is None or high <= most):
            return values
        wide = values.cast(pl.Int128)
        outside = wide < pl.Series([low if least is None else least], dtype=pl.Int128)
        if most is not None:
            outside |= wide > pl.Series([most], dtype=pl.Int128)
        if rows is not None:
            outside &= rows
        places = self.findings.where(range.fault, column.name, outside.fill_null(value=False), **range.data)
        return emptied(values, places)
