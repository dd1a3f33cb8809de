"""Which criteria of a round the organiser enters itself, for whom, and how much of it is there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from thuocdo.definition.resolved import Resolved
from thuocdo.web.rounds.models import Round, RoundBlock, Submission
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.sheet import Sheet, sheet_for

ENTERED = ~Q(verified="") | ~Q(verified_state="")


@dataclass(frozen=True, slots=True)
class MarkedCriterion:
    """A criterion that the organiser enters for a block; `kinds` are those of its agencies that have it."""

    of: RoundBlock
    node: Resolved
    kinds: frozenset[str]
    agencies: int = 0
    entered: int = 0

    @property
    def left(self) -> int:
        """For how many agencies it is missing."""
        return self.agencies - self.entered

    @property
    def submissions(self) -> QuerySet[Submission]:
        """The agencies it is entered for."""
        rows = Submission.objects.filter(round=self.of.round_id, block=self.of.block_id, not_evaluated="")
        return rows.filter(kind__in=self.kinds)


def marked_criteria(round: Round) -> list[MarkedCriterion]:
    """Every one of them by block, in the order of the set; two queries. How much is there is not counted."""
    return _criteria(round, _agencies(round))


def counted_criteria(round: Round) -> list[MarkedCriterion]:
    """The same, with how many agencies have theirs: one query more, over all answers to them."""
    counts = _agencies(round)
    found = _criteria(round, counts)
    entered = _entered(round, {each.node.id for each in found})
    return [
        MarkedCriterion(
            each.of,
            each.node,
            each.kinds,
            sum(counts[each.of.block_id, kind] for kind in each.kinds),
            sum(entered.get((each.of.block_id, kind, each.node.id), 0) for kind in each.kinds),
        )
        for each in found
    ]


def _agencies(round: Round) -> dict[tuple[int, str], int]:
    """How many agencies of each block and kind are evaluated."""
    rows = Submission.objects.filter(round=round, not_evaluated="").values_list("block_id", "kind")
    return {(block, kind): count for block, kind, count in rows.annotate(Count("pk")).order_by()}


def _criteria(round: Round, agencies: Iterable[tuple[int, str]]) -> list[MarkedCriterion]:
    kinds: dict[int, list[str]] = {}
    for block, kind in agencies:
        kinds.setdefault(block, []).append(kind)
    sheets: dict[tuple[int, str], Sheet] = {}
    blocks = round.blocks.select_related("block", "set_version").order_by("block__order", "block__name")
    blocks = blocks.defer("set_version__content", "set_version__cases")
    return [each for of in blocks for each in _of_block(of, kinds.get(of.block_id, ()), sheets)]


def _of_block(of: RoundBlock, kinds: Iterable[str], sheets: dict[tuple[int, str], Sheet]) -> list[MarkedCriterion]:
    """`sheets` has those that were made for other blocks."""
    found: dict[str, tuple[Resolved, set[str]]] = {}
    for kind in sorted(kinds):
        sheet = sheets.get((of.set_version_id, kind))
        if sheet is None:
            sheet = sheets[of.set_version_id, kind] = sheet_for(criteria_set_of(of.set_version), kind or None)
        for id in sheet.criteria.keys() - sheet.asked.keys():
            found.setdefault(id, (sheet.criteria[id], set()))[1].add(kind)
    order = {id: place for place, id in enumerate(criteria_set_of(of.set_version).nodes())} if found else {}
    return [MarkedCriterion(of, found[id][0], frozenset(found[id][1])) for id in sorted(found, key=order.__getitem__)]


def _entered(round: Round, ids: set[str]) -> dict[tuple[int, str, str], int]:
    rows = Answer.objects.filter(ENTERED, submission__round=round, submission__not_evaluated="", criterion__in=ids)
    grouped = rows.values_list("submission__block_id", "submission__kind", "criterion").annotate(Count("pk"))
    return {(block, kind, criterion): count for block, kind, criterion, count in grouped.order_by()}
