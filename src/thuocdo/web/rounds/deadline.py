"""Until when an agency may submit: the round's deadline, or its own extension. The deadline itself is too late."""

from __future__ import annotations

from datetime import datetime

from thuocdo.web.rounds.models import Submission


def deadline_of(submission: Submission) -> datetime:
    """The instant before which the agency must submit."""
    return submission.extended_until or submission.round.submit_before


def is_late(submission: Submission, at: datetime) -> bool:
    """Whether it is too late for the agency to submit."""
    return at >= deadline_of(submission)
