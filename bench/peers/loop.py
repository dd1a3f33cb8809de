"""The bare NumPy loop: the same points, levels and ranks by the shortest code that is exact, with nothing else a table needs.

It knows no blank, no divisor of 0, no state and no other measure; it is the floor that scoring is compared with.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

import numpy as np

from bench.figures import EACH, GROUPS, LEAVES, LEVELS, MAXIMA, Column, Figures, Leaf

ONE = 100  # two decimals
FINE = 10**7  # `totals`: nine decimals
BELOW = len(LEVELS)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hundredths of points of every leaf and of the whole, the place of the level (0 the best), the rank in the block."""

    leaves: list[Column]
    total: Column
    level: Column
    rank: Column


def by_division(drawn: Figures) -> Outcome:
    """Every ratio rounded half up to hundredths at once."""
    leaves = []
    for leaf, a, b in zip(LEAVES, drawn.a, drawn.b, strict=True):
        times, over = factors(leaf, 1)
        points = (a * (2 * times) + b * over) // (b * (2 * over))
        leaves.append(np.minimum(points, leaf.max * ONE, out=points))
    groups = [np.sum(_of_group(leaves, group), axis=0) for group in range(GROUPS)]
    return outcome(leaves, groups, np.sum(groups, axis=0), drawn.block)


def at_totals(drawn: Figures) -> Outcome:
    """Ratios kept to nine decimals, sums rounded; without what it takes to be exact: a sum close to a half may fall to the wrong side."""
    fine = []
    for leaf, a, b in zip(LEAVES, drawn.a, drawn.b, strict=True):
        times, over = factors(leaf, FINE)
        points = (a * (2 * times) + b * over) // (b * (2 * over))
        fine.append(np.minimum(points, leaf.max * ONE * FINE, out=points))
    sums = [np.sum(_of_group(fine, group), axis=0) for group in range(GROUPS)]
    return outcome(
        [_shown(points) for points in fine],
        [_shown(points) for points in sums],
        _shown(np.sum(sums, axis=0)),
        drawn.block,
    )


def factors(leaf: Leaf, unit: int) -> tuple[int, int]:
    """Points in units of a hundredth are a x first / (b x second)."""
    times, over = leaf.max * ONE * unit * 100, leaf.target
    common = gcd(times, over)
    return times // common, over // common


def _shown(fine: Column) -> Column:
    return (fine + FINE // 2) // FINE


def _of_group(leaves: list[Column], group: int) -> list[Column]:
    return leaves[group * len(MAXIMA) : (group + 1) * len(MAXIMA)]


def outcome(leaves: list[Column], groups: list[Column], total: Column, block: Column) -> Outcome:
    """Levels and ranks of whole numbers."""
    least = np.min(groups, axis=0)
    level = np.full(len(total), BELOW)
    for place, (_, limit) in reversed(list(enumerate(LEVELS))):
        level[(total >= limit * ONE) & (least >= sum(MAXIMA) * EACH)] = place
    return Outcome(leaves, total, level, ranks(total, block))


def ranks(total: Column, block: Column) -> Column:
    """One more than the number of agencies of the block with more points."""
    rank = np.empty(len(total), np.int64)
    for number in np.unique(block):
        mine = block == number
        points = total[mine]
        rank[mine] = len(points) - np.searchsorted(np.sort(points), points, side="right") + 1
    return rank
