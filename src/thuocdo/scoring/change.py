"""This year against an earlier one: points, ranks, levels, and the number of ranked agencies.

An agency is the same by its `code` where both tables have one, else by its name; one that succeeds several carries the plain mean of their points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from thuocdo.scoring.scale import rounded

if TYPE_CHECKING:
    from thuocdo.scoring.result import Result


class Movement(StrEnum):
    """How an agency's points moved; having no last year and staying where one was are different things."""

    UP = "up"
    DOWN = "down"
    UNCHANGED = "unchanged"
    NO_LAST_YEAR = "no_last_year"


@dataclass(frozen=True, slots=True)
class Then:
    """What one agency had at one node: shown points, available and percent exact, level and rank by name and number."""

    points: Fraction | None
    available: Fraction | None
    percent: Fraction | None
    level: str | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one agency at one node since then.

    `movement` is None where the two cannot be compared. `points` where the maxima agree, else `percent` (in percent of available). `ranks` counts up as positive. `carried` is the number of
    predecessors whose mean was taken, 1 for an agency that is its own predecessor.
    """

    movement: Movement | None
    points: Fraction | None = None
    percent: Fraction | None = None
    ranks: int | None = None
    level_before: str | None = None
    rank_before: int | None = None
    carried: int = 1


@dataclass(frozen=True)
class Earlier:
    """An earlier result, as far as a later one is compared with it. `nodes` maps a node to its agencies; `maxima` may be unknown (None).

    `blocks` has the block of each agency, where the table had blocks.
    """

    set: str
    by_code: bool
    nodes: Mapping[str, Mapping[str, Then]]
    ranked: Mapping[str, Mapping[str | None, int]]
    maxima: Mapping[str, Fraction | None]
    blocks: Mapping[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, result: Result) -> Earlier:
        """The earlier side of a comparison, from a result."""
        return result.as_earlier()

    def then(self, node: str, identity: str, predecessors: tuple[str, ...]) -> tuple[Then | None, int]:
        """What an agency, or the mean of those it succeeds, had; and how many that were."""
        agencies = self.nodes.get(node, {})
        if identity in agencies or not predecessors:
            return agencies.get(identity), 1
        before = [agencies[name] for name in predecessors if name in agencies]
        if len(before) <= 1:
            return (before[0] if before else None), 1
        return Then(_mean([t.points for t in before]), None, _mean([t.percent for t in before]), None, None), len(
            before
        )


def _mean(values: list[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if len(known) == len(values) else None


def change(now: Then, then: Then | None, carried: int, *, same_scale: bool, decimals: int) -> Change:
    """Compare one agency at one node; `decimals` are those of the set, to which a mean of predecessors is rounded."""
    if then is None:
        return Change(Movement.NO_LAST_YEAR)
    unit = 10**decimals
    before = None if then.points is None else Fraction(rounded(then.points * unit), unit)
    points = percent = None
    if same_scale and now.points is not None and before is not None:
        points = now.points - before
    elif not same_scale and now.percent is not None and then.percent is not None:
        percent = now.percent - then.percent
    moved = points if points is not None else percent
    ranks = then.rank - now.rank if then.rank is not None and now.rank is not None else None
    movement: Movement | None
    if moved is None:
        movement = Movement.NO_LAST_YEAR if then.points is None and then.level is None else None
    else:
        movement = Movement.UP if moved > 0 else Movement.DOWN if moved < 0 else Movement.UNCHANGED
    return Change(movement, points, percent, ranks, then.level, then.rank, carried)
