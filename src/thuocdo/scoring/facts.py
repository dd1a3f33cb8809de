"""What a table is like, as far as the plan depends on it: which cells there are, how large numbers get, where 0 and blanks occur.

Bounds are rounded up to whole bytes, so that tables of the same shape share one compiled plan.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

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

    def column(self, name: str) -> ColumnFacts | None:
        """The facts of a column; None: it is not there, or empty."""
        return dict(self.columns).get(name)


def facts_of(table: TypedTable) -> Facts:
    """Look at a table once."""
    frame, schema = table.frame, dict(table.frame.schema)
    numeric = [name for name, type in schema.items() if type in NUMBERS]
    numbers = frame.select(numeric)
    lows = dict(zip(numeric, numbers.select(pl.all().min()).row(0) if numeric else (), strict=True))
    highs = dict(zip(numeric, numbers.select(pl.all().max()).row(0) if numeric else (), strict=True))
    columns, states = [], []
    for series in frame.iter_columns():
        name, empty = series.name, series.null_count()
        if empty == len(series):
            continue
        low, high = lows.get(name, 0), highs.get(name, 0)
        bound, zeros = _bound(low, high), name in lows and low <= 0 <= high
        wide = schema[name] == pl.Int128
        columns.append((name, ColumnFacts(empty > 0, zeros, bound, table.scales.get(name, 0), wide, low < 0)))
        if name.endswith(":state"):
            states.append((name, tuple(sorted(series.drop_nulls().unique().to_list()))))
    return Facts(tuple(columns), tuple(states))


def _bound(low: int, high: int) -> int:
    size = max(abs(low), abs(high))
    bytes_needed = (size.bit_length() + 7) // 8
    return int(2 ** (8 * bytes_needed)) - 1
