"""The figure of a criterion that agencies of different size can be compared by, and its median among the agencies of a block.

    figure_of(node, value)  ->  Decimal("92.68")    38 / 41 as a percent; a single number as it is; None for choices

Claims are locked while they are verified, so medians are kept for some minutes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Final

from thuocdo.definition.measures import InputType, Ratio, Steps
from thuocdo.definition.resolved import Resolved
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.sheet import inputs_of, sheet_of
from thuocdo.web.submissions.value import inputs_in

KEPT_FOR: Final = 600  # seconds
FEWEST: Final = 5  # a median of fewer says nothing
NUMBERS: Final = frozenset({InputType.NUMBER, InputType.WHOLE})
Medians = Mapping[str, Decimal | None]
_kept: dict[tuple[int, int, int, str, int], dict[str, Decimal | None]] = {}


def figure_of(node: Resolved, inputs: Mapping[str, str]) -> Decimal | None:
    """One number for a whole value, or none."""
    entries = inputs_of(node)
    if any(entry.type not in NUMBERS or entry.key not in inputs for entry in entries):
        return None
    figures = [Decimal(inputs[entry.key]) for entry in entries]
    if len(figures) == 1:
        return figures[0]
    if is_percent(node):
        part, whole = figures
        return 100 * part / whole if whole > 0 else None
    return None


def is_percent(node: Resolved) -> bool:
    """Whether the figure is a share of a whole."""
    measure = node.node.measure
    return len(inputs_of(node)) == 2 and isinstance(measure, Ratio | Steps)


def medians_of(submission: Submission, criteria: Collection[str], now: datetime) -> Medians:
    """The medians in the submission's block, by criterion; one query where they are not known yet."""
    slot = int(now.timestamp()) // KEPT_FOR
    place = submission.round_id, submission.block_id, submission.set_version_id, submission.kind, slot
    if place not in _kept:
        for other in [key for key in _kept if key[-1] != slot]:
            del _kept[other]
    known = _kept.setdefault(place, {})
    if unknown := [id for id in criteria if id not in known]:
        known.update(_counted(submission, unknown))
    return known


def forget() -> None:
    """Count anew: figures have changed under the site."""
    _kept.clear()


def _counted(submission: Submission, criteria: list[str]) -> dict[str, Decimal | None]:
    nodes = sheet_of(submission).criteria
    numeric = [id for id in criteria if id in nodes and all(entry.type in NUMBERS for entry in inputs_of(nodes[id]))]
    figures: dict[str, list[Decimal]] = {id: [] for id in criteria}
    if numeric:
        rows = Answer.objects.filter(
            submission__round=submission.round_id,
            submission__block=submission.block_id,
            submission__kind=submission.kind,
            submission__not_evaluated="",
            criterion__in=numeric,
        ).exclude(claimed="")
        for id, claimed in rows.values_list("criterion", "claimed"):
            figure = figure_of(nodes[id], inputs_in(claimed))
            if figure is not None:
                figures[id].append(figure)
    return {id: median(each) if len(each) >= FEWEST else None for id, each in figures.items()}
