"""What counts of an answer: settled, else verified, else claimed."""

from __future__ import annotations

from typing import NamedTuple

from thuocdo.web.submissions.models import Answer


class AnswerRow(NamedTuple):
    """An answer as its row is read where there are many: what it counts with, without a model object. `pk` is None before it is written."""

    pk: int | None
    submission_id: int
    criterion: str
    state: str
    claimed: str
    claimed_state: str
    verified: str
    verified_state: str
    settled: str
    settled_state: str
    verified_points: int | None
    settled_points: int | None


def is_settled(answer: Answer | AnswerRow) -> bool:
    """Whether something was settled after the agency's explanation."""
    return bool(answer.settled or answer.settled_state)


def is_verified(answer: Answer | AnswerRow) -> bool:
    """Whether a reviewer's value stands."""
    return bool(answer.verified or answer.verified_state)


def text_that_counts(answer: Answer | AnswerRow) -> tuple[str, str]:
    """The inputs and the state that count, as they are stored; explanations and reasons are the agency's own and stay out."""
    if is_settled(answer):
        return answer.settled, answer.settled_state
    if is_verified(answer):
        return answer.verified, answer.verified_state
    return answer.claimed, answer.claimed_state
