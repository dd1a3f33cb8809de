"""What an agency answered the year before, criterion by criterion, in words: «38 / 41 (1,85 điểm)»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thuocdo.definition.model import CriteriaSet, LinkKind
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.form_inputs import said
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.value import inputs_in


@dataclass(frozen=True, slots=True)
class LastYear:
    """An earlier answer: its year, its inputs by key and in words, and the points it was given in the end."""

    year: int
    inputs: Mapping[str, str]
    words: str
    state: str
    points: int | None
    decimals: int


def last_year_of(submission: Submission) -> dict[str, LastYear]:
    """By the criteria of today; nothing for an agency without an earlier round."""
    earlier = (
        Submission.objects.filter(agency_id=submission.agency_id, round__year__lt=submission.round.year)
        .filter(answers__isnull=False)
        .select_related("round", "set_version")
        .order_by("-round__year", "-pk")
        .first()
    )
    if earlier is None:
        return {}
    before, today = sheet_of(earlier), sheet_of(submission)
    rows = {answer.criterion: answer for answer in Answer.objects.filter(submission=earlier)}
    found = {}
    for id in today.asked:
        old = _earlier_id(today.set, earlier.set_version.set_id, id)
        if old in rows and old in before.criteria:
            inputs, state, points = _what_counts(rows[old])
            words = said(before.criteria[old], inputs)
            decimals = before.set.rounding.decimals
            found[id] = LastYear(earlier.round.year, inputs, words, state, points, decimals)
    return found


def _what_counts(answer: Answer) -> tuple[dict[str, str], str, int | None]:
    """Settled, else verified, else claimed."""
    if answer.settled or answer.settled_state:
        return inputs_in(answer.settled), answer.settled_state, answer.settled_points
    if answer.verified or answer.verified_state:
        return inputs_in(answer.verified), answer.verified_state, answer.verified_points
    return inputs_in(answer.claimed), answer.claimed_state, answer.claimed_points


def _earlier_id(criteria_set: CriteriaSet, earlier: str, id: str) -> str:
    """What a criterion was called in the set before; empty where it was split, merged or changed."""
    succession = criteria_set.succeeds
    if succession is None or succession.set != earlier:
        return id
    for link in succession.links:
        if id in link.new:
            same = link.kind is LinkKind.SAME and len(link.old) == 1
            return link.old[0] if same else ""
    return id
