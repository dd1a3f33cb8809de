"""What an agency answered the year before, criterion by criterion, in words: «38 / 41 (1,85 điểm)»."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
            found[id] = _told(rows[old], earlier, old)
    return found


def last_years_at(id: str, submissions: Collection[Submission]) -> dict[int, LastYear]:
    """One criterion at many submissions of one round, by the submission's row: one query, whatever their number."""
    if not submissions:
        return {}
    first = next(iter(submissions))
    ids = {id} | {old for each in submissions for old in _earlier_ids(sheet_of(each).set, id)}
    rows = (
        Answer.objects.filter(submission__agency__in={each.agency_id for each in submissions}, criterion__in=ids)
        .filter(submission__round__year__lt=first.round.year)
        .select_related("submission__round", "submission__set_version")
        .defer("submission__set_version__content", "submission__set_version__cases")
        .order_by("submission__round__year", "submission_id")
    )
    newest: dict[int, dict[str, Answer]] = {}
    for answer in rows:
        of_agency = newest.setdefault(answer.submission.agency_id, {})
        if any(each.submission_id != answer.submission_id for each in of_agency.values()):
            of_agency.clear()
        of_agency[answer.criterion] = answer
    found = {}
    for each in submissions:
        known = newest.get(each.agency_id, {})
        if known:
            earlier = next(iter(known.values())).submission
            old = _earlier_id(sheet_of(each).set, earlier.set_version.set_id, id)
            if old in known and old in sheet_of(earlier).criteria:
                found[each.pk] = _told(known[old], earlier, old)
    return found


def _told(answer: Answer, earlier: Submission, id: str) -> LastYear:
    sheet = sheet_of(earlier)
    inputs, state, points = _what_counts(answer)
    words = said(sheet.criteria[id], inputs)
    return LastYear(earlier.round.year, inputs, words, state, points, sheet.set.rounding.decimals)


def _earlier_ids(criteria_set: CriteriaSet, id: str) -> frozenset[str]:
    links = criteria_set.succeeds.links if criteria_set.succeeds is not None else ()
    return frozenset(old for link in links if id in link.new for old in link.old)


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
