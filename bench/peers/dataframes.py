"""The same table in pandas: in whole numbers (Int64), and as it is commonly written, in floats."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from bench.figures import EACH, GROUPS, LEAVES, LEVELS, MAXIMA, Column, Figures
from bench.peers.loop import BELOW, ONE, Outcome, factors

Points = Callable[[pd.DataFrame], pd.DataFrame]


def table_of(drawn: Figures, dtype: str) -> pd.DataFrame:
    """The figures with a column for each input; `dtype` Int64 for whole numbers that may be blank, float64 for floats."""
    columns = {"block": pd.Series(drawn.block)}
    for leaf, a, b in zip(LEAVES, drawn.a, drawn.b, strict=True):
        columns[f"{leaf.id}:a"] = pd.Series(a, dtype=dtype)
        columns[f"{leaf.id}:b"] = pd.Series(b, dtype=dtype)
    return pd.DataFrame(columns)


def in_whole_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Hundredths of points, rounded half up by whole division."""
    points = {}
    for leaf in LEAVES:
        times, over = factors(leaf, 1)
        a, b = table[f"{leaf.id}:a"], table[f"{leaf.id}:b"]
        points[leaf.id] = ((a * (2 * times) + b * over) // (b * (2 * over))).clip(upper=leaf.max * ONE)
    return pd.DataFrame(points)


def in_floats(table: pd.DataFrame) -> pd.DataFrame:
    """Points as most would write them: a quotient, cut at the maximum, `round(2)`."""
    points = {}
    for leaf in LEAVES:
        share = table[f"{leaf.id}:a"] / table[f"{leaf.id}:b"] / (leaf.target / 100)
        points[leaf.id] = (share.clip(upper=1) * leaf.max).round(2)
    return pd.DataFrame(points)


def scored(table: pd.DataFrame, points_of: Points, one: int) -> pd.DataFrame:
    """Points of criteria, groups and the whole, level and rank; `one` point is 100 hundredths or 1.0."""
    points = points_of(table)
    sums = {
        f"G{group}": points[[leaf.id for leaf in LEAVES if leaf.group == group]].sum(axis=1, skipna=False)
        for group in range(GROUPS)
    }
    groups = pd.DataFrame(sums)
    total = groups.sum(axis=1, skipna=False)
    enough = groups.ge(sum(MAXIMA) * EACH * one / 100).all(axis=1)
    holds = [(total.ge(limit * one) & enough).to_numpy(bool) for _, limit in LEVELS]
    rank = total.groupby(table["block"]).rank(method="min", ascending=False)
    standing = {"total": total, "level": np.select(holds, range(len(LEVELS)), BELOW), "rank": rank}
    return pd.concat([points, groups, pd.DataFrame(standing)], axis=1)


def outcome_of(table: pd.DataFrame, one: int) -> Outcome:
    """The table in plain whole numbers: floats are read to the hundredth they show."""
    to_hundredths = ONE // one

    def column(name: str, times: int) -> Column:
        shown: Column = np.rint(table[name].to_numpy(np.float64) * times).astype(np.int64)
        return shown

    leaves = [column(leaf.id, to_hundredths) for leaf in LEAVES]
    return Outcome(leaves, column("total", to_hundredths), column("level", 1), column("rank", 1))
