"""A submission goes from one hand to another: its state, and the step that stays on record. Used by the acts that move it."""

from __future__ import annotations

from datetime import datetime

from thuocdo.web.accounts.models import Person
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.submissions.models import Step, StepKind


def move(held: Submission, to: SubmissionState, kind: StepKind, note: str, actor: Person, at: datetime) -> str:
    """Put a locked submission into a state; returns the state it was in, for the log."""
    before, held.state = held.state, to
    held.submitted_at = at if to == SubmissionState.SUBMITTED else None
    held.save(update_fields=["state", "submitted_at"])
    Step.objects.create(submission=held, kind=kind, note=note, at=at, by=actor)
    return str(before)
