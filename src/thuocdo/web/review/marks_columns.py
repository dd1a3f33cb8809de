"""Which criteria of a round the organiser enters itself, for whom, and how much of it is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from thuocdo.definition.resolved import Resolved
from thuocdo.web.rounds.models import Round, RoundBlock, Submission
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.sheet import sheet_for

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
    """Every one of them by block, in the order of the set; with how many agencies have theirs. Three queries."""
    blocks = round.blocks.select_related("block", "set_version").order_by("block__order", "block__name")
    rows = Submission.objects.filter(round=round, not_evaluated="").values_list("block_id", "kind")
    counts = {(block, kind): count for block, kind, count in rows.annotate(Count("pk")).order_by()}
    found = [each for of in blocks for each in _of_block(of, counts)]
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


def _of_block(of: RoundBlock, counts: Mapping[tuple[int, str], int]) -> list[MarkedCriterion]:
    criteria_set = criteria_set_of(of.set_version)
    found: dict[str, tuple[Resolved, set[str]]] = {}
    for kind in sorted(kind for block, kind in counts if block == of.block_id):
        sheet = sheet_for(criteria_set, kind or None)
        for id, node in sheet.criteria.items():
            if id not in sheet.asked:
                found.setdefault(id, (node, set()))[1].add(kind)
    return [MarkedCriterion(of, node, frozenset(kinds)) for node, kinds in found.values()]


def _entered(round: Round, ids: set[str]) -> dict[tuple[int, str, str], int]:
    rows = Answer.objects.filter(ENTERED, submission__round=round, submission__not_evaluated="", criterion__in=ids)
    grouped = rows.values_list("submission__block_id", "submission__kind", "criterion").annotate(Count("pk"))
    return {(block, kind, criterion): count for block, kind, criterion, count in grouped.order_by()}
