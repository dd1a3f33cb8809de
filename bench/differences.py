"""How far another way of scoring is from exact points, levels and ranks: how many agencies it gets wrong."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bench.peers.loop import Outcome


@dataclass(frozen=True, slots=True)
class Differences:
    """Agencies whose criteria, total, level or rank differ; None for what the other way does not work out."""

    agencies: int
    criteria: int | None
    points: int
    level: int | None
    rank: int

    @property
    def none(self) -> bool:
        """Whether everything that can be compared is equal."""
        return not (self.criteria or self.points or self.level or self.rank)

    def __str__(self) -> str:
        """In words, for a line of the report."""
        if self.none:
            return "equal"
        told = {"criteria": self.criteria, "points": self.points, "level": self.level, "rank": self.rank}
        return ", ".join(f"{name} {'-' if wrong is None else wrong}" for name, wrong in told.items())


def differences(exact: Outcome, other: Outcome) -> Differences:
    """Compare with the exact outcome; an empty list of leaves, or a level of -1 throughout, is not compared."""
    criteria = None
    if other.leaves:
        wrong = [mine != theirs for mine, theirs in zip(exact.leaves, other.leaves, strict=True)]
        criteria = int(np.any(wrong, axis=0).sum())
    level = None if (other.level < 0).all() else int((exact.level != other.level).sum())
    points = int((exact.total != other.total).sum())
    rank = int((exact.rank != other.rank).sum())
    return Differences(len(exact.total), criteria, points, level, rank)
