"""The line of values a criterion may have, cut at every bound of its steps.

    ──────┤├─────────┤├──────      between two bounds, and each bound by itself
      0    1    2     3   4

Each stretch is caught by the first step that holds there. Exact, with open and closed ends kept apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from thuocdo.definition.measures import Step, Steps


@dataclass(frozen=True, slots=True)
class Stretch:
    """Values that every step treats alike: those between two bounds (None: without end), or one bound itself.

    `caught` is the index of the first step that holds there, None if none does.
    """

    low: Decimal | None
    high: Decimal | None
    caught: int | None

    @property
    def is_point(self) -> bool:
        """Whether it is a single value."""
        return self.low is not None and self.low == self.high


def stretches(measure: Steps) -> tuple[Stretch, ...]:
    """The whole line from left to right; a quotient a / b begins at 0."""
    cuts = sorted({bound.value for step in measure.steps for bound in (step.lower, step.upper) if bound is not None})
    is_quotient = len(measure.inputs) == 2
    if is_quotient:
        cuts = sorted({Decimal(0), *(cut for cut in cuts if cut >= 0)})
    ends: list[Decimal | None] = [None, *cuts, None]
    found = []
    for low, high in pairwise(ends):
        if low is not None:
            found.append(Stretch(low, low, _first(measure.steps, low, low)))
        if low is not None or not is_quotient:
            found.append(Stretch(low, high, _first(measure.steps, low, high)))
    return tuple(found)


def holding(step: Step, line: tuple[Stretch, ...]) -> Iterator[Stretch]:
    """The stretches a step would catch if it stood alone."""
    return (stretch for stretch in line if _holds(step, stretch.low, stretch.high))


def _first(steps: tuple[Step, ...], low: Decimal | None, high: Decimal | None) -> int | None:
    return next((index for index, step in enumerate(steps) if _holds(step, low, high)), None)


def _holds(step: Step, low: Decimal | None, high: Decimal | None) -> bool:
    """Whether a step holds on a stretch, which lies wholly on one side of every bound or on it."""
    point = low is not None and low == high
    if step.lower is not None:
        if low is None or low < step.lower.value:
            return False
        if point and low == step.lower.value and not step.lower.inclusive:
            return False
    if step.upper is not None:
        if high is None or high > step.upper.value:
            return False
        if point and high == step.upper.value and not step.upper.inclusive:
            return False
    return True
