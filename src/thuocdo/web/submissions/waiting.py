"""What waits for somebody in submissions, by deadline: to fill in for officers, to read and submit for heads. One query.

The page «Việc của tôi» puts it beside what waits for other roles.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.rounds.models import RoundState, Submission, SubmissionState


class Task(StrEnum):
    """What is to be done."""

    FILL_IN = "fill_in"
    SUBMIT = "submit"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A submission that waits for somebody (with its round and agency), until when, and in which of their roles."""

    task: Task
    role: RoleName
    submission: Submission
    deadline: datetime


def waiting_for(holding: Holding, at: datetime) -> tuple[Waiting, ...]:
    """What a person can still do something about, the nearest deadline first."""
    to_fill_in, to_submit = holding.anywhere(RoleName.OFFICER), holding.anywhere(RoleName.HEAD)
    if not to_fill_in and not to_submit:
        return ()
    theirs = Q(agency__in=to_fill_in, state=SubmissionState.DRAFTING)
    theirs |= Q(agency__in=to_submit, state=SubmissionState.WITH_HEAD)
    running = Q(round__state=RoundState.OPEN)
    running |= Q(round__state=RoundState.VERIFYING, extended_until__isnull=False)
    rows = (
        Submission.objects.filter(theirs, running, not_evaluated="")
        .annotate(deadline=Coalesce(F("extended_until"), F("round__submit_before")))
        .filter(deadline__gt=at)
        .select_related("round__organiser", "agency")
        .order_by("deadline", "sort_key", "pk")
    )
    return tuple(_waiting(row) for row in rows)


def _waiting(row: Submission) -> Waiting:
    deadline = row.extended_until or row.round.submit_before
    if row.state == SubmissionState.WITH_HEAD:
        return Waiting(Task.SUBMIT, RoleName.HEAD, row, deadline)
    return Waiting(Task.FILL_IN, RoleName.OFFICER, row, deadline)
