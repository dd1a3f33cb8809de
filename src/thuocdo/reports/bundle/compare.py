"""A table as a bundle states it against the one that is right: every cell, agency and column that differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from thuocdo.reports.bundle.grid import Grid
from thuocdo.reports.bundle.input_grid import identity_of
from thuocdo.reports.bundle.verdict import Difference, Kind
from thuocdo.vietnamese.languages import Text

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares what one file states; `nodes` are the ids of the set."""

    file: str
    nodes: frozenset[str]

    def grids(self, stated: Grid, right: Grid) -> Iterator[Difference]:
        """Compare two grids, agency by agency."""
        if stated.header != right.header and self.file.endswith(".csv"):
            yield from self._columns(stated.header, right.header)
        if stated == right:
            return
        identity = identity_of(list(right.header))
        yield from self._agencies(stated.dicts(), right.dicts(), identity)

    def agencies(self, stated: Any, right: list[Any]) -> Iterator[Difference]:
        """Compare the agencies of a result's JSON."""
        if not isinstance(stated, list) or not all(isinstance(each, dict) for each in stated):
            yield self.problem(Text("thiếu danh sách «agencies»", "there is no list «agencies»"))
            return
        if stated == right:
            return
        identity = "code" if right and "code" in right[0] else "agency"
        yield from self._agencies(map(flat, stated), map(flat, right), identity)

    def problem(self, problem: Text, *, agency: str | None = None, column: str | None = None) -> Difference:
        """A difference that is no figure."""
        return Difference(Kind.FILE, self.file, agency=agency, column=column, problem=problem)

    def _columns(self, stated: tuple[str, ...], right: tuple[str, ...]) -> Iterator[Difference]:
        for column in right:
            if column not in stated:
                yield self.problem(Text("thiếu cột này", "this column is missing"), column=column)
        for column in stated:
            if column not in right:
                yield self.problem(Text("thừa cột này", "one column too many"), column=column)

    def _agencies(self, stated: Iterable[Row], right: Iterable[Row], identity: str) -> Iterator[Difference]:
        there: dict[str, Row] = {}
        for row in stated:
            key = row.get(identity, "")
            if key in there:
                yield self.problem(Text("đơn vị này có hai hàng", "this agency has two rows"), agency=key)
            there[key] = row
        for row in right:
            found = there.pop(row[identity], None)
            if found is None:
                yield self.problem(Text("thiếu đơn vị này", "this agency is missing"), agency=row["agency"])
            elif found != row:
                yield from self._cells(found, row)
        for key, row in there.items():
            agency = row.get("agency") or key
            yield self.problem(
                Text("đơn vị này không có trong số liệu", "this agency is not in the figures"), agency=agency
            )

    def _cells(self, stated: Row, right: Row) -> Iterator[Difference]:
        for column in dict.fromkeys((*right, *stated)):
            if stated.get(column) != right.get(column):
                id = column.partition(":")[0]
                node = id if id in self.nodes else None
                yield Difference(
                    Kind.FIGURE, self.file, right["agency"], node, column, stated.get(column), right.get(column)
                )


def flat(agency: Mapping[str, Any]) -> dict[str, str]:
    """An agency of a result's JSON as one row; a key without a value is left out, one of another type is written as JSON has it."""
    row = {key: value for key, value in agency.items() if key != "nodes"}
    nodes = agency.get("nodes")
    if isinstance(nodes, dict):
        for id, figures in nodes.items():
            row |= (
                {f"{id}:{key}": value for key, value in figures.items()} if isinstance(figures, dict) else {id: figures}
            )
    return {key: _written(value) for key, value in row.items() if value is not None}


def _written(value: object) -> str:
    return value if isinstance(value, str) else f"{value!r}" if not isinstance(value, int) else str(value)
