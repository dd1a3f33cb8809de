"""A criterion that asks for points of another (`needs`) has its points beside it, however it was decided."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.people import People
from tests.web.review.reviewed import answer_of, assigned, seen, verify
from tests.web.sets.permissions import imported
from tests.web.submissions import sheets
from tests.web.submissions.sheets import fresh, submission_of
from thuocdo.web.review.accept_answers import accept_answers
from thuocdo.web.review.decision import Decision
from thuocdo.web.review.enter_marks import Mark, enter_marks
from thuocdo.web.review.models import Outcome, Reason
from thuocdo.web.rounds.close_round import close_round
from thuocdo.web.rounds.models import Submission
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.prepare_round import Calendar, RoundPlan, prepare_round
from thuocdo.web.submissions.hand_over import hand_over
from thuocdo.web.submissions.save_answer import save_answer
from thuocdo.web.submissions.submit import submit
from thuocdo.web.submissions.value import Value

pytestmark = pytest.mark.django_db
NOW = timezone.now()
FIRST, DEPENDING = "GD1", "GD8"


@pytest.fixture
def submission(people: People) -> Submission:
    """Two answers by the sample set for communes: the second counts only where the first has points."""
    opens = NOW - timedelta(days=30)
    calendar = Calendar(opens, NOW - timedelta(days=1), NOW + timedelta(days=9), NOW + timedelta(days=19))
    plan = RoundPlan("mau", "Đợt mẫu", 2026, calendar, {people.block: imported(people, "mau-2026-xa")}, sample=True)
    prepared = prepare_round(plan=plan, organiser=people.organiser, actor=people.manager, at=opens)
    round = open_round(round=prepared, not_evaluated={}, actor=people.manager, at=opens)
    submission, at = submission_of(people, round), NOW - timedelta(days=2)
    for id, value in ((FIRST, {"a": "80", "b": "100"}), (DEPENDING, {"value": "yes"})):
        save_answer(submission=submission, criterion=id, value=Value(value), seen=0, actor=people.owner, at=at)
    hand_over(submission=submission, note="", actor=people.owner, at=at)
    submit(submission=submission, actor=people.head, at=at)
    assigned(round, people.reviewer, people)
    close_round(round=round, actor=people.manager, at=NOW)
    return fresh(submission)


def test_accepted_together_it_keeps_the_points_that_were_claimed(people: People, submission: Submission) -> None:
    claimed = answer_of(submission, DEPENDING).claimed_points
    assert claimed
    accept_answers(round=submission.round, seen=seen(submission), actor=people.reviewer, at=NOW)
    assert answer_of(submission, DEPENDING).verified_points == claimed
    assert fresh(submission).verified_points == fresh(submission).claimed_points


def test_it_loses_its_points_with_those_of_the_other(people: People, submission: Submission) -> None:
    verify(submission, DEPENDING, people.reviewer, at=NOW)
    assert answer_of(submission, DEPENDING).verified_points == answer_of(submission, DEPENDING).claimed_points
    void = Decision(Outcome.VOID, cause="no_evidence", reason=Reason.NO_EVIDENCE)
    verify(submission, FIRST, people.reviewer, void, at=NOW)
    assert answer_of(submission, DEPENDING).verified_points == 0
    assert fresh(submission).verified_points == 0


def test_a_mark_has_its_points_beside_the_other(people: People) -> None:
    asks = sheets.SET.replace("entered_by: organiser}", "entered_by: organiser, needs: CD}")
    submission = submission_of(people, sheets.opened(people, sheets.imported(people, asks)))
    sheets.save(submission, "CD", people.owner, points="7.25")
    for text, points in (("8", 800), ("9", 900)):
        entered = [Mark(submission.pk, "TC", Value({"points": text}))]
        enter_marks(round=submission.round, marks=entered, origin="", actor=people.manager, at=sheets.AT)
        assert answer_of(submission, "TC").verified_points == points
        assert fresh(submission).verified_points == 725 + points
