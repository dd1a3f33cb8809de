"""How many agencies answered each criterion and how many answers were verified: one query over all answers, kept for some seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.db.models import Count, Q

from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.models import Answer, AnswerState

KEPT_FOR: Final = 10  # seconds
VERIFIED: Final = (AnswerState.VERIFIED, AnswerState.SETTLED)
Cell = tuple[int, str, str]  # block, kind, criterion


@dataclass(frozen=True, slots=True)
class Counts:
    """By block and kind how many agencies are evaluated; by block, kind and criterion how many answered, and were verified."""

    agencies: Mapping[tuple[int, str], int]
    answered: Mapping[Cell, int]
    verified: Mapping[Cell, int]


def counts_of(round: Round, now: datetime) -> Counts:
    """The counts of a round, at most ten seconds old."""
    return _counted(round.pk, int(now.timestamp()) // KEPT_FOR)


@lru_cache(maxsize=16)
def _counted(round_id: int, _moment: int) -> Counts:
    submissions = Submission.objects.filter(round_id=round_id, not_evaluated="")
    agencies = submissions.values("block_id", "kind").annotate(count=Count("pk"))
    answers = Answer.objects.filter(submission__round_id=round_id, submission__not_evaluated="").exclude(
        state=AnswerState.OPEN
    )
    grouped = answers.values("submission__block_id", "submission__kind", "criterion").annotate(
        answered=Count("pk"), verified=Count("pk", filter=Q(state__in=VERIFIED))
    )
    cells = {
        (block, kind, criterion): (answered, verified)
        for block, kind, criterion, answered, verified in grouped.values_list(
            "submission__block_id", "submission__kind", "criterion", "answered", "verified"
        )
    }
    return Counts(
        {(block, kind): count for block, kind, count in agencies.values_list("block_id", "kind", "count")},
        {cell: answered for cell, (answered, _verified) in cells.items()},
        {cell: verified for cell, (_answered, verified) in cells.items()},
    )
