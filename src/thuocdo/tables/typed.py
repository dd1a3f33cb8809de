"""A table whose cells have been read and found right: the contract between tables and scoring.

Columns of `frame`, one row per agency; a column nobody filled in may be absent:

    agency                String, NFC                      code, block, reason, predecessors   String
    kind                  String, for sets with kinds      ID:level                            String (a level's name or `below`)
    ID or ID:key          an input, by the measure: a number as an integer scaled by 10**scales[column] (Int64, or Int128 where it
                          must be), yes/no as Boolean, an option's id as String, a checklist as List(String)
    ID (no measure)       a mark, Int64 at the set's decimals
    ID:points, ID:available  Int64 at the set's decimals
    ID:state              String: na, void:CAUSE, excluded (root only)
    ID:best:n, ID:best:d  Int64 numerator and denominator of a given yardstick

A one-input leaf's column is always `ID`. The root's columns are `SETID:points`, `SETID:state` and so on, even where the file wrote
`points` and `state`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True, slots=True)
class TypedTable:
    """Exact columns, the scale of each numeric input, and between which numbers columns lie where that is known already.

    `extremes` hold for any rows taken from the table too.
    """

    frame: pl.DataFrame
    scales: Mapping[str, int]
    extremes: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def of(self, frame: pl.DataFrame) -> TypedTable:
        """Some of the same rows, with further columns or without."""
        return TypedTable(frame, self.scales, self.extremes)
