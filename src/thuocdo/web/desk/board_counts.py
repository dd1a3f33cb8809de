"""How many agencies answered each criterion and how many answers were verified: one query over all answers, kept for some seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache
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


def counts_of(round: Round) -> Counts:
    """The counts of a round, at most ten seconds old."""
    key = f"desk.board_counts.{round.pk}"
    rows = cache.get(key)
    if rows is None:
        rows = _counted(round)
        cache.set(key, rows, KEPT_FOR)
    agencies, answers = rows
    return Counts(
        {(block, kind): count for block, kind, count in agencies},
        {(block, kind, criterion): answered for block, kind, criterion, answered, _verified in answers},
        {(block, kind, criterion): verified for block, kind, criterion, _answered, verified in answers},
    )


def _counted(round: Round) -> tuple[list[tuple[int, str, int]], list[tuple[int, str, str, int, int]]]:
    submissions = Submission.objects.filter(round=round, not_evaluated="")
    agencies = submissions.values("block_id", "kind").annotate(count=Count("pk"))
    answers = Answer.objects.filter(submission__round=round, submission__not_evaluated="").exclude(
        state=AnswerState.OPEN
    )
    grouped = answers.values("submission__block_id", "submission__kind", "criterion").annotate(
        answered=Count("pk"), verified=Count("pk", filter=Q(state__in=VERIFIED))
    )
    return (
        list(agencies.values_list("block_id", "kind", "count")),
        list(grouped.values_list("submission__block_id", "submission__kind", "criterion", "answered", "verified")),
    )
