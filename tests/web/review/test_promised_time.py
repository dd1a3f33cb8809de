"""More time that was promised to an agency is not taken from it: nobody is asked to explain and nothing is computed before it is over."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.people import People
from tests.web.approval.computed import closed
from tests.web.conftest import Clients, Log
from tests.web.review.reviewed import REVIEW, in_review_now, put, under_review
from tests.web.submissions.sheets import fresh
from thuocdo.web.jobs.models import Job
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.review.begin_explaining import begin_explaining
from thuocdo.web.rounds.exclude_agency import exclude_agency
from thuocdo.web.rounds.extend_deadline import extend_deadline
from thuocdo.web.rounds.models import Round, Submission, SubmissionState
from thuocdo.web.rounds.refusals import StillExtended
from thuocdo.web.submissions.save_answer import save_answer
from thuocdo.web.submissions.value import Value

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=5)


def extended(people: People, submission: Submission) -> Submission:
    """Another agency of the round, which has five days more."""
    other = Submission.objects.get(round=submission.round, agency=people.other)
    at = max(REVIEW, submission.round.submit_before)
    extend_deadline(submission=other, until=at + DAYS, reason="Bão", actor=people.manager, at=at)
    return other


@pytest.mark.parametrize("state", ["drafting", "with_head"])
def test_explaining_begins_after_the_promised_time(people: People, log: Log, state: str) -> None:
    submission = under_review(people)
    other = put(extended(people, submission), SubmissionState(state))
    with log.none(), pytest.raises(StillExtended, match=other.name) as refused:
        begin_explaining(round=submission.round, actor=people.manager, at=REVIEW)
    assert refused.value.left == (other.name,)
    if state == "drafting":
        saved = save_answer(
            submission=fresh(other),
            criterion="CK",
            value=Value({"value": "yes"}),
            seen=0,
            actor=people.stranger,
            at=REVIEW,
        )
        assert saved.version == 1
    begin_explaining(round=submission.round, actor=people.manager, at=REVIEW + DAYS)


def test_results_are_computed_after_the_promised_time(people: People, log: Log) -> None:
    submission = closed(people)
    other = extended(people, submission)
    with log.none(), pytest.raises(StillExtended, match=other.name):
        compute_results(round=submission.round, actor=people.manager, at=REVIEW)
    compute_results(round=submission.round, actor=people.manager, at=REVIEW + DAYS)


@pytest.mark.parametrize("how", ["submitted", "not evaluated"])
def test_whoever_has_submitted_or_is_not_evaluated_keeps_nobody_waiting(people: People, how: str) -> None:
    submission = under_review(people)
    other = extended(people, submission)
    if how == "submitted":
        put(other, SubmissionState.SUBMITTED)
    else:
        exclude_agency(submission=other, reason="Đã sáp nhập", actor=people.manager, at=REVIEW)
    begin_explaining(round=submission.round, actor=people.manager, at=REVIEW)


def test_the_page_of_explaining_says_who_has_time_left(people: People, clients: Clients) -> None:
    submission = in_review_now(people)
    url = reverse("review:explain_round", args=[submission.round.slug])
    button = '<button class="primary">Chuyển sang giải trình</button>'
    assert button in clients("manager").get(url).content.decode()
    other = Submission.objects.get(round=submission.round, agency=people.other)
    now = timezone.now()
    extend_deadline(submission=other, until=now + DAYS, reason="Bão", actor=people.manager, at=now)
    page = clients("manager").get(url).content.decode()
    assert button not in page
    assert f"<li>{other.name} (" in page
    refused = clients("manager").post(url)
    assert refused.status_code == 409
    assert f"chưa nộp: {other.name}" in refused.content.decode()


def test_the_page_of_results_says_who_has_time_left(people: People, clients: Clients) -> None:
    submission = closed(people)
    compute = reverse("results:compute", args=[submission.round.slug])
    page = reverse("results:results", args=[submission.round.slug])
    assert compute in clients("manager").get(page).content.decode()
    now = timezone.now()
    Round.objects.filter(pk=submission.round_id).update(explain_before=now + DAYS, settle_before=now + DAYS)
    other = Submission.objects.get(round=submission.round, agency=people.other)
    extend_deadline(submission=other, until=now + DAYS, reason="Bão", actor=people.manager, at=now)
    said = clients("manager").get(page).content.decode()
    assert compute not in said
    assert f"<li>{other.name} (" in said
    told = clients("manager").post(compute, follow=True).content.decode()
    assert f"chưa nộp: {other.name}" in told
    assert not Job.objects.exists()
