"""What counts of an answer: settled, else verified, else claimed."""

from __future__ import annotations

from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.value import Value, inputs_in, stored_value


def is_settled(answer: Answer) -> bool:
    """Whether something was settled after the agency's explanation."""
    return bool(answer.settled or answer.settled_state)


def is_verified(answer: Answer) -> bool:
    """Whether a reviewer's value stands."""
    return bool(answer.verified or answer.verified_state)


def value_that_counts(answer: Answer) -> Value:
    """The inputs and the state that count; explanations and reasons are the agency's own and stay out."""
    if is_settled(answer):
        return Value(inputs_in(answer.settled), answer.settled_state)
    if is_verified(answer):
        return Value(inputs_in(answer.verified), answer.verified_state)
    claimed = stored_value(answer)
    return Value(claimed.inputs, claimed.state)


def points_that_count(answer: Answer) -> int | None:
    """Its points, in whole units of the set's last decimal; None where it has none by itself."""
    if is_settled(answer):
        return answer.settled_points
    return answer.verified_points if is_verified(answer) else answer.claimed_points
