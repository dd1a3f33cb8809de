"""What waits for somebody, in each of their roles, as long as they can do something about it."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.people import NAMES, People
from tests.web.submissions.sheets import AT, DEADLINE, imported, opened, submission_of
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.rounds.exclude_agency import exclude_agency
from thuocdo.web.rounds.extend_deadline import extend_deadline
from thuocdo.web.rounds.models import Round, RoundState, Submission, SubmissionState
from thuocdo.web.submissions.hand_over import hand_over
from thuocdo.web.submissions.submit import submit
from thuocdo.web.submissions.waiting import Task, waiting_for

pytestmark = pytest.mark.django_db


def tasks(people: People, name: str) -> list[tuple[Task, str]]:
    found = waiting_for(Holding.at(people.named(name), AT), AT)
    return [(each.task, each.submission.agency.code) for each in found]


def test_officers_fill_in_what_is_drafted(people: People) -> None:
    opened(people)
    found = {name: tasks(people, name) for name in NAMES if tasks(people, name)}
    own, other = [(Task.FILL_IN, people.agency.code)], [(Task.FILL_IN, people.other.code)]
    assert found == {"owner": own, "colleague": own, "stranger": other}


def test_the_head_submits_what_was_handed_over(people: People) -> None:
    submission = submission_of(people)
    hand_over(submission=submission, note="", actor=people.owner, at=AT)
    assert tasks(people, "owner") == []
    assert tasks(people, "head") == [(Task.SUBMIT, people.agency.code)]
    submit(submission=submission, actor=people.head, at=AT)
    assert tasks(people, "head") == []


def test_somebody_with_two_roles_sees_both(people: People) -> None:
    first = submission_of(people)
    Role.objects.create(person=people.head, agency=people.other, role=RoleName.OFFICER, start=date(2026, 1, 1))
    hand_over(submission=first, note="", actor=people.owner, at=AT)
    assert set(tasks(people, "head")) == {(Task.SUBMIT, people.agency.code), (Task.FILL_IN, people.other.code)}


def test_what_is_over_waits_for_nobody(people: People) -> None:
    submission = submission_of(people)
    holding = Holding.at(people.owner, AT)
    assert waiting_for(holding, DEADLINE) == ()
    extend_deadline(
        submission=submission, until=DEADLINE + timedelta(days=1), reason="Mưa lũ", actor=people.manager, at=AT
    )
    Round.objects.update(state=RoundState.VERIFYING)
    assert [each.deadline for each in waiting_for(holding, DEADLINE)] == [DEADLINE + timedelta(days=1)]
    assert tasks(people, "stranger") == []
    exclude_agency(submission=submission, reason="Mới thành lập", actor=people.manager, at=AT)
    assert tasks(people, "owner") == []


def test_it_is_one_query_and_the_nearest_deadline_first(
    people: People, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version = imported(people)
    for number in range(3):
        opened(people, version, slug=f"dot-{number}", year=2026)
    Submission.objects.filter(round__slug="dot-1").update(extended_until=DEADLINE + timedelta(days=9))
    Submission.objects.filter(round__slug="dot-2").update(state=SubmissionState.SUBMITTED)
    holding = Holding.at(people.owner, AT)
    with django_assert_num_queries(1):
        found = [each.submission.round.slug for each in waiting_for(holding, AT)]
    assert found == ["dot-0", "dot-1"]
