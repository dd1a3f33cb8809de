"""Cells of one row that contradict each other: a value beside «not applicable», a figure given twice, a reason that lacks."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import polars as pl

from thuocdo.definition.measures import Survey
from thuocdo.tables.bad_cells import bad_cell
from thuocdo.tables.columns import VALUES, Column, Layout, Role
from thuocdo.tables.figures import extremes
from thuocdo.tables.findings import Findings

BESIDE_NA = bad_cell(
    "TD770", "ô trống: «{state}» của đơn vị này là «na»", "an empty cell: «{state}» of this agency is «na»"
)
GIVEN_TWICE = bad_cell(
    "TD771",
    "ô trống: «{other}» của đơn vị này đã có giá trị",
    "an empty cell: «{other}» of this agency has a value already",
)
NO_REASON = bad_cell("TD772", "lý do không đánh giá đơn vị này", "why this agency is not evaluated")
NOT_THERE = bad_cell(
    "TD773",
    "ô trống: mục này không áp dụng cho loại đơn vị «{kind}»",
    "an empty cell: this node is not for agencies of the kind «{kind}»",
)
MEAN_OUTSIDE = bad_cell(
    "TD774",
    "tổng điểm sao cho bình quân «{total}»/«{n}» từ {low} đến {high}",
    "a total for which the mean «{total}»/«{n}» lies from {low} to {high}",
)

_SAFE: Final = 2**126


class Together:
    """The rules between columns of one table; `columns` are the typed ones."""

    def __init__(
        self, layout: Layout, columns: dict[str, tuple[Column, pl.Series]], scales: dict[str, int], findings: Findings
    ) -> None:
        self.layout = layout
        self.columns = columns
        self.of_node: dict[str, list[str]] = {}
        for name, (column, _) in columns.items():
            if column.placed is not None:
                self.of_node.setdefault(column.placed.node.id, []).append(name)
        self.scales = scales
        self.findings = findings

    def check(self, rows_of_kind: dict[str, pl.Series]) -> None:
        """Every rule, each cell it concerns once; `rows_of_kind` is empty where all agencies are of one kind."""
        self.not_there(rows_of_kind)
        self.beside_na()
        for column, cells in list(self.columns.values()):
            if column.role is Role.POINTS:
                self.given_twice(column, cells)
        self.excluded_for_a_reason()
        for placed in self.layout.nodes.values():
            if isinstance(placed.node.measure, Survey) and len(placed.node.measure.inputs) > 1:
                self.mean_inside(placed.node.id, placed.node.measure)

    def not_there(self, rows_of_kind: dict[str, pl.Series]) -> None:
        """A value for a node that agencies of the kind do not have."""
        for name, (column, cells) in self.columns.items():
            for kind in sorted(column.placed.absent & rows_of_kind.keys()) if column.placed else ():
                there = rows_of_kind[kind] & cells.is_not_null()
                if there.any():
                    self.findings.where(NOT_THERE, name, there, kind=kind)

    def beside_na(self) -> None:
        """A value at a node that does not apply, or below it; void above takes precedence."""
        for name, (column, cells) in self.columns.items():
            if column.role is not Role.STATE or column.placed is None or not (cells == "na").any():
                continue
            node = column.placed.node
            na = cells == "na"
            for above in column.placed.above:
                if f"{above}:state" in self.columns:
                    na &= self.columns[f"{above}:state"][1].is_null()
            for other in (name for below in node.walk() for name in self.of_node.get(below.id, ())):
                value, answers = self.columns[other]
                if value.role in VALUES:
                    self.findings.where(BESIDE_NA, other, na & answers.is_not_null(), state=name)

    def given_twice(self, column: Column, points: pl.Series) -> None:
        """Points given outright beside the inputs or the mark they would follow from."""
        for other in self.of_node[column.placed.node.id] if column.placed else ():
            value, cells = self.columns[other]
            both = cells.is_not_null() & points.is_not_null()
            if value.role in {Role.INPUT, Role.MARK} and both.any():
                self.findings.where(GIVEN_TWICE, column.name, both, other=self.findings.headers[other])

    def excluded_for_a_reason(self) -> None:
        """Whoever is not evaluated is listed with the reason."""
        state = self.columns.get(f"{self.layout.set.id}:state")
        if state is None or not (excluded := state[1] == "excluded").any():
            return
        reason = self.columns.get(Role.REASON.value)
        self.findings.where(NO_REASON, Role.REASON, excluded & reason[1].is_null() if reason else excluded)

    def mean_inside(self, id: str, survey: Survey) -> None:
        """The mean total / n between low and high, cross-multiplied; n = 0 is for the set to say."""
        names = tuple(f"{id}:{each.key}" for each in survey.inputs)
        if not all(name in self.columns for name in names):
            return
        (_, total), (_, n) = (self.columns[name] for name in names)
        low, high = (Fraction(bound) * 10 ** self.scales[names[0]] for bound in (survey.low, survey.high))
        unit = 10 ** self.scales[names[1]]
        below = _less(total, unit * low.denominator, n, low.numerator)
        above = _less(n, high.numerator, total, unit * high.denominator)
        outside = (below | above) & (n > 0)
        if outside.any():
            data = {"total": names[0], "n": names[1], "low": survey.low, "high": survey.high}
            self.findings.where(MEAN_OUTSIDE, names[0], outside.fill_null(value=False), **data)


def _less(one: pl.Series, factor: int, other: pl.Series, other_factor: int) -> pl.Series:
    """Whether one * factor < other * other_factor, exactly; empty where a cell is."""
    sizes = (max(map(abs, extremes(cells))) * abs(by) for cells, by in ((one, factor), (other, other_factor)))
    if max(abs(factor), abs(other_factor), *sizes) < _SAFE:
        left, right = (pl.Series([by], dtype=pl.Int128) for by in (factor, other_factor))
        return one.cast(pl.Int128) * left < other.cast(pl.Int128) * right
    pairs = zip(one.to_list(), other.to_list(), strict=True)
    return pl.Series(
        [None if a is None or b is None else a * factor < b * other_factor for a, b in pairs], dtype=pl.Boolean
    )
