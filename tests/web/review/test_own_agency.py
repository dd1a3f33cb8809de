"""Managers decide nothing about an agency in which they are head or officer, no more than reviewers do."""

import pytest
from django.urls import reverse

from tests.people import SINCE, People
from tests.web.conftest import Clients, Log
from tests.web.review.reviewed import LATE, REVIEW, put, seen, under_review
from tests.web.submissions.sheets import fresh
from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.review.accept_answers import accept_answers
from thuocdo.web.review.close_submission import close_submission
from thuocdo.web.review.enter_marks import Mark, enter_marks
from thuocdo.web.review.refusals import OwnAgency
from thuocdo.web.review.reopen_submission import reopen_submission
from thuocdo.web.review.void_report import void_report
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.value import Value

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[RoleName.HEAD, RoleName.OFFICER])
def submission(people: People, request: pytest.FixtureRequest) -> Submission:
    """Of the agency in which the manager has a role too."""
    found = under_review(people)
    Role.objects.create(person=people.manager, agency=people.agency, role=request.param, start=SINCE)
    return found


def test_no_marks_for_the_own_agency(people: People, submission: Submission, log: Log) -> None:
    other = Submission.objects.get(round=submission.round, agency=people.other)
    both = [Mark(each.pk, "TC", Value({"points": "9"})) for each in (other, submission)]
    with log.none(), pytest.raises(OwnAgency, match=submission.name):
        enter_marks(round=submission.round, marks=both, origin="", actor=people.manager, at=REVIEW)
    assert enter_marks(round=submission.round, marks=both[:1], origin="", actor=people.manager, at=REVIEW) == 1


def test_the_own_report_is_neither_voided_nor_counted_again(people: People, submission: Submission, log: Log) -> None:
    Submission.objects.filter(pk=submission.pk).update(void="void:late", void_reason="Nộp trễ")
    for cause in ("late", ""):
        with log.none(), pytest.raises(OwnAgency):
            void_report(submission=submission, cause=cause, reason="Lý do", actor=people.manager, at=REVIEW)
    assert fresh(submission).void == "void:late"


def test_the_own_submission_is_neither_closed_nor_taken_up_again(
    people: People, submission: Submission, log: Log
) -> None:
    accept_answers(round=submission.round, seen=seen(submission), actor=people.reviewer, at=REVIEW)
    with log.none(), pytest.raises(OwnAgency):
        close_submission(submission=submission, actor=people.manager, at=LATE)
    put(submission, SubmissionState.CLOSED)
    with log.none(), pytest.raises(OwnAgency):
        reopen_submission(submission=submission, reason="Sót", actor=people.manager, at=LATE)


def test_the_page_of_marks_leaves_the_own_agency_to_another(
    people: People, submission: Submission, clients: Clients, log: Log
) -> None:
    url = reverse("marks:criterion", args=[submission.round.slug, people.block.slug, "TC"])
    page = clients("manager").get(url).content.decode()
    other = Submission.objects.get(round=submission.round, agency=people.other)
    assert f'name="{other.pk}-points"' in page
    assert f'name="{submission.pk}-points"' not in page
    assert "người quản trị khác nhập" in page
    typed = {f"{each.pk}-{key}": text for each in (submission, other) for key, text in MARK.items()}
    with log.none():
        refused = clients("manager").post(url, typed)
    assert refused.status_code == 403
    assert f"Bạn có vai trò ở {submission.name}" in refused.content.decode()
    assert not Answer.objects.filter(criterion="TC").exists()


MARK = {"points": "9", "was": "", "seen": "0"}
