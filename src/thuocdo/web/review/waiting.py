"""What waits in verification: for reviewers their part of each round, for agencies what they are asked to explain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.review.desk import Desk
from thuocdo.web.review.models import Finding
from thuocdo.web.review.walk import looked_first, second_looks
from thuocdo.web.review.who import REVIEWABLE, UNDER_REVIEW
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.who import HANDED_IN

WAITING = (AnswerState.CLAIMED, AnswerState.EXPLAINED)


@dataclass(frozen=True, slots=True)
class ToReview:
    """Somebody's part of a round: how many answers there are, and how many wait."""

    round: Round
    waiting: int
    total: int


@dataclass(frozen=True, slots=True)
class ToExplain:
    """An agency's open findings: how many it was asked, and how many it has explained."""

    submission: Submission
    explained: int
    total: int


def to_review(holding: Holding, now: datetime) -> Iterator[ToReview]:
    """The rounds under review in which something is assigned to the person; three queries for each."""
    organisers = holding.anywhere(RoleName.REVIEWER)
    if not organisers:
        return
    rounds = Round.objects.filter(
        organiser_id__in=organisers, state__in=UNDER_REVIEW, assignments__reviewer=holding.person
    )
    for round in rounds.filter(assignments__ended_at__isnull=True).distinct().order_by("settle_before", "pk"):
        desk = Desk(round, holding, now)
        if desk.reviewing:
            yield _counted(desk)


def to_explain(holding: Holding, now: datetime) -> Iterator[ToExplain]:
    """The agencies of which the person answers for findings; two queries."""
    agencies = holding.anywhere(RoleName.OFFICER) | holding.anywhere(RoleName.HEAD)
    if not agencies:
        return
    told = Finding.objects.filter(
        answer__submission__agency__in=agencies,
        answer__explainable=True,
        answer__submission__round__state__in=UNDER_REVIEW,
        answer__submission__state__in=REVIEWABLE,
        answer__submission__not_evaluated="",
        answer__submission__round__explain_before__gt=now,
        settled_at__isnull=True,
    )
    grouped = told.values("answer__submission").annotate(
        total=Count("pk"), explained=Count("pk", filter=Q(explained_at__isnull=False))
    )
    counts = {row["answer__submission"]: (row["explained"], row["total"]) for row in grouped}
    if counts:
        rows = Submission.objects.filter(pk__in=counts).select_related("round", "agency").order_by("pk")
        yield from (ToExplain(row, *counts[row.pk]) for row in rows)


def _counted(desk: Desk) -> ToReview:
    """The answers of the person's part; criteria are taken together where rules differ between agencies."""
    leaves = {
        leaf.id: leaf.path
        for version, one in desk.coverage.sets.items()
        for kind in one.kinds or ("",)
        for leaf in desk.coverage.leaves(version, kind)
        if not leaf.by_organiser
    }
    criteria = [id for id, path in leaves.items() if any(rule.touches(path) for rule in desk.coverage.rules)]
    theirs = Submission.objects.filter(desk.theirs(), round=desk.round, state__in=HANDED_IN)
    answers = Answer.objects.filter(submission__in=theirs.values("pk"), criterion__in=criteria)
    waits = Q(state__in=WAITING)
    if desk.round.second_review:
        waits = waits & ~looked_first(desk) | second_looks(desk)
    counted = answers.exclude(state=AnswerState.OPEN).aggregate(total=Count("pk"), waiting=Count("pk", filter=waits))
    return ToReview(desk.round, counted["waiting"], counted["total"])
