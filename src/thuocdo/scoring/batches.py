"""A table too large for one machine, batch by batch: what its parts find by themselves, and what only the whole can tell.

    parts --look--> Found, Found, ... --gathered--> bests, or every bad cell
    batch, bests --scored--> the columns of `wide` but for ranks, and what ranks are worked out from

A part is a run of batches that one worker sees; rows are counted from 1 within it, and over all parts once they are gathered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import polars as pl

from thuocdo.definition.model import CriteriaSet
from thuocdo.scoring.ranks import key_expr, ranked_nodes
from thuocdo.scoring.score import assemble, live_rows, score_rows
from thuocdo.scoring.wide import WHO, wide
from thuocdo.scoring.yardsticks import Bests, bests_of, measured_leaves, merged
from thuocdo.tables.bad_cells import BadCell
from thuocdo.tables.cells import Examined, examine, typed
from thuocdo.tables.columns import Role
from thuocdo.tables.identity import NO_BLOCK, TWICE
from thuocdo.tables.table import Table, row_numbers
from thuocdo.tables.words import as_text
from thuocdo.vietnamese.numbers import DecimalMark

MOST: Final = 100
_OF_THE_WHOLE: Final = frozenset({TWICE.code, NO_BLOCK.code})


@dataclass(frozen=True, slots=True)
class Source:
    """What every worker is told: the set, the headers of the table, and its decimal mark if there is one."""

    set: CriteriaSet
    headers: tuple[str, ...]
    decimal_mark: DecimalMark | None = None

    @property
    def identity(self) -> Role:
        """The column agencies are told apart by."""
        return Role.CODE if Role.CODE in self.headers else Role.AGENCY

    def table(self, frame: pl.DataFrame, before: int = 0) -> Table:
        """A batch as a table; `before` rows of its part came earlier."""
        rows = row_numbers(range(before + 1, before + frame.height + 1))
        return Table("", frame, rows, decimal_mark=self.decimal_mark)


@dataclass(frozen=True, slots=True)
class Cells:
    """Bad cells: the first of them, and how many there are."""

    first: tuple[BadCell, ...] = ()
    number: int = 0

    def and_then(self, more: Cells) -> Cells:
        """These and those that follow."""
        return Cells((*self.first, *more.first)[:MOST], self.number + more.number)

    def below(self, rows: int) -> Cells:
        """The same cells in a table that has so many rows before them."""
        return Cells(tuple(replace(cell, row=cell.row + rows) for cell in self.first), self.number)


@dataclass(frozen=True, slots=True)
class Found:
    """What a part holds. `filled` are the columns of the agency in use; `unplaced` are blank blocks, bad where other agencies have one."""

    part: int
    rows: int = 0
    filled: frozenset[str] = frozenset()
    bests: Bests | None = None
    bad: Cells = Cells()
    unplaced: Cells = Cells()

    def and_then(self, more: Found) -> Found:
        """This part with its next batch."""
        return Found(
            self.part,
            self.rows + more.rows,
            self.filled | more.filled,
            merged(each for each in (self.bests, more.bests) if each is not None),
            self.bad.and_then(more.bad),
            self.unplaced.and_then(more.unplaced),
        )


def look(source: Source, frame: pl.DataFrame, found: Found) -> tuple[Found, pl.DataFrame]:
    """Look at the next batch of a part: what the part holds now, and the agencies of the batch (columns at, key, value)."""
    table = source.table(frame, found.rows)
    examined = examine(table, source.set)
    wrong = tuple(cell for cell in examined.cells if cell.code not in _OF_THE_WHOLE)
    own = examined.typed.frame
    bests = None
    if not wrong and measured_leaves(source.set):
        bests = bests_of(source.set, live_rows(source.set, examined.typed))
    filled = frozenset(name for name in WHO if name in own.columns and own[name].null_count() < frame.height)
    batch = Found(found.part, frame.height, filled, bests, Cells(wrong[:MOST], len(wrong)), _unplaced(examined))
    return found.and_then(batch), _agencies(source, examined)


def _unplaced(examined: Examined) -> Cells:
    """The agencies of a batch that name no block."""
    table, own = examined.table, examined.typed.frame
    if Role.BLOCK not in table.frame.columns:
        return Cells()
    blank = own[Role.BLOCK].is_null().arg_true().to_list() if Role.BLOCK in own.columns else range(len(table.rows))
    written = table.frame[Role.BLOCK]
    cells = (NO_BLOCK.bad(int(table.rows[at]), Role.BLOCK, str(written[at] or "")) for at in blank[:MOST])
    return Cells(tuple(cells), len(blank))


def _agencies(source: Source, examined: Examined) -> pl.DataFrame:
    """Who the agencies of a batch are, and how that is written."""
    table, own, role = examined.table, examined.typed.frame, source.identity
    if role not in own.columns:
        return pl.DataFrame(schema={"at": pl.Int64, "key": pl.String, "value": pl.String})
    columns = [table.rows.cast(pl.Int64).alias("at"), own[role].alias("key"), as_text(table.frame[role]).alias("value")]
    return pl.DataFrame(columns).drop_nulls("key")


@dataclass(frozen=True, slots=True)
class Twice:
    """An agency that has a row already: part, row and text of this one, part and row of its first."""

    part: int
    row: int
    value: str
    first_part: int
    first_row: int


@dataclass(frozen=True, slots=True)
class Whole:
    """What a whole table holds: the columns of the agency in use, its bests, or all that is wrong with it."""

    rows: int
    filled: frozenset[str]
    bests: Bests
    bad: Cells


def gathered(source: Source, parts: Iterable[Found], twice: Iterable[Twice], number: int) -> Whole:
    """The whole from its parts, given the first of the `number` agencies that are there twice."""
    parts = sorted(parts, key=lambda found: found.part)
    filled = frozenset[str]().union(*(found.filled for found in parts))
    before: dict[int, int] = {}
    rows, bad = 0, Cells()
    for found in parts:
        before[found.part] = rows
        bad = bad.and_then(found.bad.below(rows))
        rows += found.rows
    for found in parts if Role.BLOCK in filled else ():
        bad = _among(source, bad, found.unplaced.below(before[found.part]))
    again = [
        TWICE.bad(
            each.row + before[each.part],
            source.identity,
            each.value,
            first=str(each.first_row + before[each.first_part]),
        )
        for each in twice
    ]
    bad = _among(source, bad, Cells(tuple(again), number))
    return Whole(rows, filled, merged(found.bests for found in parts if found.bests is not None), bad)


def _among(source: Source, some: Cells, others: Cells) -> Cells:
    """Cells of two kinds as one reads a table."""
    order = {header: at for at, header in enumerate(source.headers)}
    first = sorted((*some.first, *others.first), key=lambda cell: (cell.row, order.get(cell.column, -1), cell.code))
    return Cells(tuple(first[:MOST]), some.number + others.number)


def scored(source: Source, frame: pl.DataFrame, bests: Bests) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Score a batch by the bests of the whole: its columns of `wide`, whose ranks are only those of the batch.

    Beside it, for every ranked node, `k.ID` (what agencies are ranked by) and `u.ID` (whether somebody may yet come in).
    """
    criteria_set = _kept(source.set)
    table = typed(source.table(frame), criteria_set)
    parts = score_rows(criteria_set, live_rows(criteria_set, table), bests)
    result = assemble(criteria_set, table, parts)
    nodes = ranked_nodes(criteria_set)
    standing = result.standing.with_columns(key_expr(node) for node in nodes)
    return wide(result), standing.select([f"{letter}.{node.id}" for node in nodes for letter in "ku"])


@lru_cache(maxsize=8)
def _kept(criteria_set: CriteriaSet) -> CriteriaSet:
    """The one of equal sets: each task brings its own, and compiled plans are kept by identity."""
    return criteria_set
