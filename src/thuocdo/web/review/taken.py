"""Answers and submissions taken for a change: locked, rounds before submissions, and as the person saw them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thuocdo.web.accounts.models import Person
from thuocdo.web.review.refusals import Stale
from thuocdo.web.rounds.held import hold_rounds_of
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.models import Answer, AnswerState


def lock_submissions(keys: Collection[int]) -> dict[int, Submission]:
    """Submissions by their row, locked, with organiser, agency, set, and round, which stays where it is meanwhile."""
    if not keys:
        return {}
    rows = Submission.objects.filter(pk__in=keys).order_by("pk")
    hold_rounds_of(rows)
    found = rows.select_for_update(of=("self",)).select_related("round__organiser", "agency", "set_version")
    return {submission.pk: submission for submission in found}


def answers_seen(seen: Mapping[int, int]) -> QuerySet[Answer]:
    """The answers of a selection, in the order of their rows."""
    return Answer.objects.filter(pk__in=seen).order_by("pk")


def answer_at(submission: Submission, criterion: str, *, seen: int, by: Person, at: datetime) -> Answer:
    """The answer to a criterion of a locked submission, made where nobody answered. Raises `Stale` if it is not the version seen."""
    answer = Answer.objects.filter(submission=submission, criterion=criterion).first()
    if answer is None:
        answer = Answer(submission=submission, criterion=criterion, version=0, saved_at=at, saved_by=by)
    must_be_as_seen(answer, seen)
    if answer.pk is None:
        answer.version = 1
        answer.state = AnswerState.OPEN
        answer.save()
    answer.submission = submission
    return answer


def must_be_as_seen(answer: Answer, seen: int) -> None:
    """Raise `Stale` where somebody has changed the answer in the meantime."""
    if answer.version != seen:
        raise Stale(_("Có người vừa thay đổi tiêu chí này. Hãy xem lại rồi quyết định."), answer)
