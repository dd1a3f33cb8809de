"""A round whose submissions are closed, and one whose results are computed or wait for approval."""

from tests.people import People
from tests.web.review.reviewed import LATE, REVIEW, seen, under_review
from tests.web.submissions.sheets import fresh
from thuocdo.web.approval.contents import newest_digest
from thuocdo.web.approval.models import Approval
from thuocdo.web.approval.submit_for_approval import submit_for_approval
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.review.accept_answers import accept_answers
from thuocdo.web.review.close_submission import close_submission
from thuocdo.web.review.enter_marks import Mark, enter_marks
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.value import Value


def closed(people: People) -> Submission:
    """Everything of `people.agency` accepted and closed, the organiser's mark entered; `people.other` never submitted."""
    submission = under_review(people)
    accept_answers(round=submission.round, seen=seen(submission), actor=people.reviewer, at=REVIEW)
    enter_marks(
        round=submission.round,
        marks=[Mark(submission.pk, "TC", Value({"points": "9"}))],
        origin="",
        actor=people.manager,
        at=REVIEW,
    )
    close_submission(submission=submission, actor=people.reviewer, at=REVIEW)
    return fresh(submission)


def computed(people: People) -> Submission:
    submission = closed(people)
    compute_results(round=submission.round, actor=people.manager, at=LATE)
    return fresh(submission)


def waiting(people: People) -> Approval:
    submission = computed(people)
    return submit_for_approval(
        round=submission.round,
        digest=newest_digest(submission.round),
        note="Tờ trình số 5",
        actor=people.manager,
        at=LATE,
    )
