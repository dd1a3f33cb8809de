"""Rounds in which two people look at each criterion: nobody decides alone, and the agency is told what stands, by whoever decided it."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.people import People
from tests.web.conftest import Clients, Log
from tests.web.review.reviewed import (
    ACCEPT,
    CHANGE,
    LATE,
    REVIEW,
    answer_of,
    ask,
    explain,
    in_review_now,
    second_reviewer,
    under_review,
    verify,
)
from tests.web.submissions.sheets import fresh
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.review.begin_explaining import begin_explaining
from thuocdo.web.review.close_submission import still_open
from thuocdo.web.review.decision import Decision
from thuocdo.web.review.desk import Desk
from thuocdo.web.review.models import Finding, Outcome, Reason, Verification
from thuocdo.web.review.refusals import SamePerson
from thuocdo.web.review.settle_finding import settle_finding
from thuocdo.web.review.undo_verification import undo_verification
from thuocdo.web.review.waiting import to_review
from thuocdo.web.review.walk import (
    agencies_at,
    answers_of,
    is_waiting,
    waiting_at,
    walk_through_agencies,
    walk_through_criteria,
)
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.value import Value

pytestmark = pytest.mark.django_db
LESS = Decision(Outcome.CHANGED, Value({"a": "30", "b": "41"}), reason=Reason.OUTSIDE, text="Tài liệu năm trước")


@pytest.fixture
def submission(people: People) -> Submission:
    return under_review(people)


@pytest.fixture
def second(people: People, submission: Submission) -> Person:
    return second_reviewer(people, submission)


def settle(finding: Finding, actor: Person, decision: Decision | None = None) -> Finding:
    now = answer_of(finding.answer.submission, "TL").version
    return settle_finding(finding=finding, decision=decision, text="Theo biên bản", seen=now, actor=actor, at=LATE)


def undo(made: Verification, actor: Person) -> None:
    undo_verification(round=made.answer.submission.round, verifications=[made.pk], actor=actor, at=REVIEW)


def test_whoever_asked_does_not_settle(people: People, submission: Submission, second: Person, log: Log) -> None:
    finding = ask(submission, "TL", people.reviewer)
    explain(finding, people.owner)
    with log.none(), pytest.raises(SamePerson):
        settle(finding, people.reviewer, CHANGE)
    settle(finding, second, ACCEPT)
    assert "TL" not in still_open(fresh(submission), LATE)


def test_whoever_changed_it_does_not_settle(people: People, submission: Submission, second: Person, log: Log) -> None:
    verify(submission, "TL", people.reviewer, CHANGE)
    begin_explaining(round=submission.round, actor=people.manager, at=REVIEW)
    finding = Finding.objects.get()
    with log.none(), pytest.raises(SamePerson):
        settle(finding, people.reviewer)
    settle(finding, second)


def test_whoever_decided_first_does_not_settle_what_the_second_changed(
    people: People, submission: Submission, second: Person, log: Log
) -> None:
    verify(submission, "TL", people.reviewer)
    verify(submission, "TL", second, CHANGE)
    begin_explaining(round=submission.round, actor=people.manager, at=REVIEW)
    explain(Finding.objects.get(), people.owner)
    with log.none(), pytest.raises(SamePerson):
        settle(Finding.objects.get(), people.reviewer)
    settle(Finding.objects.get(), second)


def test_one_reviewer_settles_where_one_is_enough(people: People, submission: Submission) -> None:
    finding = ask(submission, "TL", people.reviewer)
    explain(finding, people.owner)
    settle(finding, people.reviewer, ACCEPT)


def test_the_screen_says_who_settles(people: People, clients: Clients) -> None:
    submission = in_review_now(people)
    finding = ask(submission, "TL", people.reviewer, at=submission.round.submit_before)
    explain(finding, people.owner, "Đủ", at=submission.round.submit_before)
    url = reverse("review:case", args=[submission.round.slug, people.agency.code, "TL"])
    settling = reverse("review:settle", args=[submission.round.slug, people.agency.code, "TL"])
    assert settling in clients("reviewer").get(url).content.decode()
    second_reviewer(people, submission)
    page = clients("reviewer").get(url).content.decode()
    assert settling not in page
    assert "Người thẩm định khác phải kết luận mục này." in page


def test_what_another_must_settle_waits_for_the_other(people: People, clients: Clients) -> None:
    submission = in_review_now(people)
    second = second_reviewer(people, submission)
    at = submission.round.submit_before
    explain(ask(submission, "TL", people.reviewer, at=at), people.owner, at=at)
    explain(ask(submission, "SL", second, at=at), people.owner, at=at)
    for person, waiting, left in ((people.reviewer, "SL", "TL"), (second, "TL", "SL")):
        now = timezone.now()
        desk = Desk(fresh(submission).round, Holding.at(person, now), now)
        answers = answers_of(desk, submission)
        assert (is_waiting(desk, answers[waiting]), is_waiting(desk, answers[left])) == (True, False)
        assert walk_through_criteria(desk, submission, answers, "CK").waiting == 8
        for criterion, expected in ((waiting, 1), (left, 0)):
            assert agencies_at(desk, criterion).filter(waiting_at(desk)).count() == expected
            assert walk_through_agencies(desk, criterion, people.agency.code).waiting == expected
        [part] = to_review(Holding.at(person, now), now)
        assert (part.waiting, part.total) == (8, 9)
    listed = reverse("review:criterion", args=[submission.round.slug, "TL"])
    assert clients("reviewer").get(listed + "?xem=cho").content.decode().count(submission.name) == 0


def test_a_change_the_second_takes_back_before_anybody_read_it_is_never_told(
    people: People, submission: Submission, second: Person
) -> None:
    verify(submission, "TL", people.reviewer, CHANGE)
    verify(submission, "TL", second, ACCEPT)
    assert not Finding.objects.exists()
    assert "TL" not in still_open(fresh(submission), REVIEW)
    begin_explaining(round=submission.round, actor=people.manager, at=REVIEW)
    assert not answer_of(submission, "TL").explainable


def test_a_change_the_second_takes_back_after_it_was_told_is_settled(
    people: People, submission: Submission, second: Person
) -> None:
    verify(submission, "TL", people.reviewer, CHANGE)
    begin_explaining(round=submission.round, actor=people.manager, at=REVIEW)
    made = verify(submission, "TL", second, ACCEPT)
    told = Finding.objects.get()
    assert (told.reason, told.settled_by, bool(told.settlement)) == ("different", second, True)
    assert not answer_of(submission, "TL").explainable
    undo(made, second)
    again = Finding.objects.get(settled_at__isnull=True)
    assert (again.reason, again.text, again.opened_by) == ("different", "Biên bản ghi 36 máy", people.reviewer)
    assert answer_of(submission, "TL").explainable


def test_undoing_the_second_change_tells_the_first_again(
    people: People, submission: Submission, second: Person
) -> None:
    verify(submission, "TL", people.reviewer, CHANGE)
    made = verify(submission, "TL", second, LESS)
    assert (Finding.objects.get().text, Finding.objects.get().opened_by) == ("Tài liệu năm trước", second)
    undo(made, second)
    told = Finding.objects.get()
    assert (told.reason, told.text, told.opened_by) == ("different", "Biên bản ghi 36 máy", people.reviewer)
    assert answer_of(submission, "TL").verified == '{"a":"36","b":"41"}'


def test_undoing_the_second_acceptance_tells_the_first_change_again(
    people: People, submission: Submission, second: Person
) -> None:
    verify(submission, "TL", people.reviewer, CHANGE)
    undo(verify(submission, "TL", second, ACCEPT), second)
    told = Finding.objects.get()
    assert (told.reason, told.opened_by, told.settled_at) == ("different", people.reviewer, None)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_change_undone_after_it_was_told_stays_on_record(people: People, language: str) -> None:
    submission = in_review_now(people)
    made = verify(submission, "TL", people.reviewer, CHANGE)
    begin_explaining(round=submission.round, actor=people.manager, at=REVIEW)
    with translation.override(language):
        undo(made, people.reviewer)
    told = Finding.objects.get()
    assert (told.reason, told.settled_by, told.settlement) == (
        "different",
        people.reviewer,
        "Người thẩm định rút lại quyết định.",
    )
    assert not answer_of(submission, "TL").explainable
    verify(submission, "TL", people.reviewer, LESS)
    [again] = Finding.objects.filter(settled_at__isnull=True)
    assert again.text == "Tài liệu năm trước"
    assert answer_of(submission, "TL").explainable
