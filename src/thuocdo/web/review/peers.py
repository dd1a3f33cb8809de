"""The figure of a criterion that agencies of different size can be compared by, and its median among the agencies of a block.

    figure_of(node, value)  ->  Decimal("92.68")    38 / 41 as a percent; a single number as it is; None for choices

Claims are locked while they are verified, so medians are kept for some minutes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Final

from django.db.models import QuerySet

from thuocdo.definition.measures import InputType, Ratio, Steps
from thuocdo.definition.resolved import Resolved
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.sheet import inputs_of, sheet_of
from thuocdo.web.submissions.value import inputs_in

KEPT_FOR: Final = 600  # seconds
FEWEST: Final = 5  # a median of fewer says nothing
NUMBERS: Final = frozenset({InputType.NUMBER, InputType.WHOLE})
PLACE: Final = ("submission__block_id", "submission__set_version_id", "submission__kind")
Place = tuple[int, int, str]
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
    known = _known(submission, now)
    if unknown := [id for id in criteria if id not in known]:
        nodes = {id: node for id in unknown if (node := _numeric(submission, id)) is not None}
        figures: dict[str, list[Decimal]] = {id: [] for id in unknown}
        rows = _claims(submission, nodes).filter(submission__block=submission.block_id)
        for id, claimed in rows.filter(submission__kind=submission.kind).values_list("criterion", "claimed"):
            figures[id] += _figure(nodes[id], claimed)
        known.update({id: _median(each) for id, each in figures.items()})
    return known


def medians_at(submissions: Iterable[Submission], criterion: str, now: datetime) -> Mapping[Place, Medians]:
    """The same in all blocks of a page at one criterion; one query, whatever the number of blocks."""
    places = {place_of(each): each for each in submissions}
    found = {place: _known(each, now) for place, each in places.items()}
    unknown = {place: _numeric(places[place], criterion) for place, known in found.items() if criterion not in known}
    figures: dict[Place, list[Decimal]] = {place: [] for place in unknown}
    if any(unknown.values()):
        rows = _claims(next(iter(places.values())), [criterion]).filter(submission__block__in={at[0] for at in unknown})
        for *at, claimed in rows.values_list(*PLACE, "claimed"):
            if (node := unknown.get((at[0], at[1], at[2]))) is not None:
                figures[at[0], at[1], at[2]] += _figure(node, claimed)
    for place, each in figures.items():
        _known(places[place], now)[criterion] = _median(each)
    return found


def place_of(submission: Submission) -> Place:
    """Whom a submission is compared with: its block, set and kind."""
    return submission.block_id, submission.set_version_id, submission.kind


def forget() -> None:
    """Count anew: figures have changed under the site."""
    _kept.clear()


def _known(submission: Submission, now: datetime) -> dict[str, Decimal | None]:
    """What is known of a submission's place since some minutes; all that was known before is forgotten."""
    key = submission.round_id, *place_of(submission), int(now.timestamp()) // KEPT_FOR
    if key not in _kept:
        for other in [each for each in _kept if each[-1] != key[-1]]:
            del _kept[other]
    return _kept.setdefault(key, {})


def _claims(submission: Submission, criteria: Collection[str]) -> QuerySet[Answer]:
    """What is claimed at some criteria in the round of a submission."""
    rows = Answer.objects.filter(submission__round=submission.round_id, submission__not_evaluated="")
    return rows.filter(criterion__in=criteria).exclude(claimed="")


def _numeric(submission: Submission, id: str) -> Resolved | None:
    """A criterion that is claimed in numbers alone; none where it is not."""
    node = sheet_of(submission).criteria.get(id)
    return node if node is not None and all(entry.type in NUMBERS for entry in inputs_of(node)) else None


def _figure(node: Resolved, claimed: str) -> list[Decimal]:
    figure = figure_of(node, inputs_in(claimed))
    return [] if figure is None else [figure]


def _median(figures: list[Decimal]) -> Decimal | None:
    return median(figures) if len(figures) >= FEWEST else None
