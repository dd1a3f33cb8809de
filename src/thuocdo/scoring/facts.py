"""What a table is like, as far as the plan depends on it: which cells there are, how large numbers get, where 0 and blanks occur.

Bounds are rounded up to whole bytes, so that tables of the same shape share one compiled plan.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from thuocdo.tables.figures import extremes
from thuocdo.tables.typed import TypedTable

NUMBERS = frozenset({pl.Int64(), pl.Int128()})


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """One column: blanks, zeros, and the largest size of a number (0 for columns without numbers)."""

    nulls: bool
    zeros: bool
    bound: int
    scale: int
    wide: bool
    negative: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """The columns that hold anything, and the words each state column uses. Hashable: the key of a compiled plan."""

    columns: tuple[tuple[str, ColumnFacts], ...]
    states: tuple[tuple[str, tuple[str, ...]], ...]


def facts_of(table: TypedTable) -> Facts:
    """Look at a table once."""
    columns, states = [], []
    for series in table.frame.iter_columns():
        name, type, empty = series.name, series.dtype, series.null_count()
        if empty == len(series):
            continue
        number = type in NUMBERS
        low, high = (table.extremes.get(name) or extremes(series)) if number else (0, 0)
        bound, zeros = _bound(low, high), number and low <= 0 <= high
        wide = type == pl.Int128
        columns.append((name, ColumnFacts(empty > 0, zeros, bound, table.scales.get(name, 0), wide, low < 0)))
        if name.endswith(":state"):
            states.append((name, tuple(sorted(series.drop_nulls().unique().to_list()))))
    return Facts(tuple(columns), tuple(states))


def _bound(low: int, high: int) -> int:
    size = max(abs(low), abs(high))
    bytes_needed = (size.bit_length() + 7) // 8
    return int(2 ** (8 * bytes_needed)) - 1
