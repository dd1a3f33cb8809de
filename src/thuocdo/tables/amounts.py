"""A column of numbers, checked: not too fine, not too long, within its bounds. What is not is noted and emptied."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from thuocdo.definition.model import CriteriaSet
from thuocdo.tables.bad_cells import bad_cell
from thuocdo.tables.columns import FIGURES, Column
from thuocdo.tables.figures import MAX_DECIMALS, TOO_FINE, TOO_LONG, Figures, digits_of, extremes, figures_of
from thuocdo.tables.findings import Findings
from thuocdo.tables.limits import OUTSIDE, Range, digits_allowed, is_whole, range_of

NOT_WHOLE = bad_cell("TD756", "một số nguyên", "a whole number")


@dataclass(frozen=True, slots=True)
class Amounts:
    """Reads the columns of numbers of one table; `rows_of_kind` is empty where all agencies are of one kind."""

    set: CriteriaSet
    rows_of_kind: dict[str, pl.Series]
    findings: Findings

    def read(self, column: Column, cells: pl.Series) -> Figures:
        """Marks and points come at the set's decimals, inputs at the smallest scale that holds them."""
        figures = figures_of(cells, self.findings.table.decimal_mark)
        decimals = self.set.rounding.decimals if column.role in FIGURES else MAX_DECIMALS
        self.findings.wrong(column.name, figures.wrong, decimals=decimals, digits=digits_allowed(column))
        figures = self._fine(column, figures, 0 if is_whole(column) else decimals)
        figures = self._inside(column, self._short(column, figures))
        return (figures.at_scale(decimals) if column.role in FIGURES else figures).narrowed()

    def _fine(self, column: Column, figures: Figures, decimals: int) -> Figures:
        if figures.scale <= decimals:
            return figures
        fault = NOT_WHOLE if is_whole(column) else TOO_FINE
        too_fine = figures.finer_than(decimals).fill_null(value=False)
        places = self.findings.where(fault, column.name, too_fine, decimals=decimals)
        return figures.without(places).at_scale(decimals)

    def _short(self, column: Column, figures: Figures) -> Figures:
        digits = digits_allowed(column)
        low, high = figures.extremes
        if max(-low, high) < 10**digits:
            return figures
        long = [
            at
            for at, value in enumerate(figures.values.to_list())
            if value is not None and abs(value) >= 10**digits and digits_of(value, figures.scale) > digits
        ]
        for at in long:
            self.findings.cell(TOO_LONG, column.name, at, digits=digits)
        return figures.without(long)

    def _inside(self, column: Column, figures: Figures) -> Figures:
        """Empty what lies outside the bounds, which may differ by the kind of agency."""
        if not self.rows_of_kind:
            kinds = self.set.kinds
            return self._within(column, figures, range_of(column, kinds[0] if kinds else None), None)
        ranges = {kind: range_of(column, kind) for kind in self.rows_of_kind}
        if len(set(ranges.values())) == 1:
            return self._within(column, figures, next(iter(ranges.values())), None)
        for kind, rows in self.rows_of_kind.items():
            figures = self._within(column, figures, ranges[kind], rows)
        return figures

    def _within(self, column: Column, figures: Figures, range: Range, rows: pl.Series | None) -> Figures:
        least, most = range.whole(figures.scale)
        low, high = figures.extremes if rows is None else extremes(figures.values.filter(rows))
        if (least is None or least <= low) and (most is None or high <= most):
            return figures
        values = figures.values.cast(pl.Int128)
        outside = values < pl.Series([low if least is None else least], dtype=pl.Int128)
        if most is not None:
            outside |= values > pl.Series([most], dtype=pl.Int128)
        if rows is not None:
            outside &= rows
        places = self.findings.where(OUTSIDE, column.name, outside.fill_null(value=False), wanted=range.wanted)
        return figures.without(places)
