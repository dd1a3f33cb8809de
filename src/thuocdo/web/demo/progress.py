"""How far the agencies of a running round are: believable, and the same at every fill."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from random import Random
from typing import Final


class Stage(Enum):
    """Where a submission is to stand."""

    NOT_BEGUN = auto()
    DRAFTING = auto()
    WITH_HEAD = auto()
    SUBMITTED = auto()


@dataclass(frozen=True, slots=True)
class Progress:
    """The stage, and the share of the criteria that is answered."""

    stage: Stage
    share: float


MIDWAY: Final = (
    (0.10, Stage.NOT_BEGUN),
    (0.70, Stage.DRAFTING),
    (0.80, Stage.WITH_HEAD),
    (1.00, Stage.SUBMITTED),
)
OVERDUE: Final = (
    (0.03, Stage.DRAFTING),
    (0.06, Stage.WITH_HEAD),
    (1.00, Stage.SUBMITTED),
)


def progress_of(code: str, stages: tuple[tuple[float, Stage], ...]) -> Progress:
    """The progress of an agency in a round whose stages are so distributed."""
    chance = Random(f"{code} progress")  # noqa: S311 (sample data, not a secret)
    drawn = chance.random()
    stage = next(stage for most, stage in stages if drawn <= most)
    if stage is Stage.NOT_BEGUN:
        return Progress(stage, 0.0)
    if stage is Stage.DRAFTING:
        return Progress(stage, min(1.0, 0.05 + 1.1 * chance.random()))
    return Progress(stage, 1.0)
