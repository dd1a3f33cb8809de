"""The way through the agencies at one criterion: told by two queries, and the same as the filter of the list says."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.people import SINCE, People
from tests.web.review.reviewed import answer_of, ask, explain, in_review_now, second_reviewer, verify
from tests.web.submissions.sheets import fresh
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.enter import Newcomer, new_agencies
from thuocdo.web.review.desk import Desk
from thuocdo.web.review.models import Verification
from thuocdo.web.review.walk import Stop, Walk, agencies_at, handed_in_at, waiting_at, walk_through_agencies
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.submissions.models import Answer, AnswerState

pytestmark = pytest.mark.django_db
NAMES = ("b", "a", "b", "d", "c")  # two agencies of one name: their rows say who comes first
ORDER = ["x1", "x0", "x2", "x4", "x3"]


@pytest.fixture
def submission(people: People) -> Submission:
    """One of those that were handed in, whose name comes after the others'."""
    submission = in_review_now(people)
    newcomers = [Newcomer(f"x{n}", f"Xã {name}", "xa", people.block, SINCE) for n, name in enumerate(NAMES)]
    for agency, name in zip(new_agencies(newcomers), NAMES, strict=True):
        other = fresh(submission)
        other.pk, other.agency, other.name, other.sort_key = None, agency, agency.code, name
        other.save(force_insert=True)
    Submission.objects.filter(pk=submission.pk).update(sort_key="z")
    return fresh(submission)


def answered(submission: Submission, *states: AnswerState | None) -> None:
    """What the others answered at TL, in the order in which they come; None: nothing."""
    like = answer_of(submission, "TL")
    for code, state in zip(ORDER, states, strict=True):
        if state is not None:
            row = Submission.objects.get(round=submission.round_id, agency__code=code)
            Answer.objects.create(
                submission=row,
                criterion="TL",
                state=state,
                claimed=like.claimed,
                saved_at=like.saved_at,
                saved_by=like.saved_by,
            )


def desk_of(person: Person, submission: Submission) -> Desk:
    now = timezone.now()
    return Desk(fresh(submission).round, Holding.at(person, now), now)


def walk_of(desk: Desk, code: str) -> Walk:
    return walk_through_agencies(desk, "TL", code)


def as_listed(desk: Desk, code: str) -> Walk:
    """The same from the rows of the list: one after the other, each looked at by itself."""
    codes = list(handed_in_at(desk, "TL").order_by("sort_key", "pk").values_list("agency__code", flat=True))
    waiting = set(agencies_at(desk, "TL").filter(waiting_at(desk)).values_list("agency__code", flat=True))
    at = codes.index(code) if code in codes else None
    turned = codes if at is None else codes[at + 1 :] + codes[:at]
    onward = next((each for each in turned if each in waiting), None)
    before = codes[at - 1] if at else None
    after = codes[at + 1] if at is not None and at + 1 < len(codes) else None
    stops = [Stop(each, "TL") if each else None for each in (before, after, onward)]
    return Walk(0 if at is None else at + 1, len(codes), len(waiting), *stops)


def test_names_and_rows_give_the_order(people: People, submission: Submission) -> None:
    desk = desk_of(people.reviewer, submission)
    codes = [*ORDER, people.agency.code]
    assert [walk_of(desk, code).number for code in codes] == [1, 2, 3, 4, 5, 6]
    assert [walk_of(desk, code).after for code in ORDER] == [Stop(code, "TL") for code in codes[1:]]
    assert walk_of(desk, "x0").before == Stop("x1", "TL")
    assert walk_of(desk, people.agency.code).after is None
    assert walk_of(desk, "x1").before is None


def test_after_the_last_that_waits_comes_the_first(people: People, submission: Submission) -> None:
    answered(submission, AnswerState.VERIFIED, AnswerState.CLAIMED, None, AnswerState.EXPLAINED, AnswerState.OPEN)
    desk = desk_of(people.reviewer, submission)
    verify(submission, "TL", people.reviewer)
    onward = {code: walk_of(desk, code).onward for code in [*ORDER, people.agency.code]}
    assert {code: stop.code for code, stop in onward.items() if stop} == {
        **dict.fromkeys(("x1", "x4", "x3", people.agency.code), "x0"),
        **dict.fromkeys(("x0", "x2"), "x4"),
    }
    assert walk_of(desk, "x2").waiting == 2


def test_the_only_one_that_waits_leads_nowhere(people: People, submission: Submission) -> None:
    walk = walk_of(desk_of(people.reviewer, submission), people.agency.code)
    assert (walk.waiting, walk.onward) == (1, None)


def test_an_agency_that_is_not_there_has_no_number(people: People, submission: Submission) -> None:
    answered(submission, None, None, AnswerState.CLAIMED, None, None)
    Submission.objects.filter(agency__code="x3").update(state=SubmissionState.DRAFTING)
    desk = desk_of(people.reviewer, submission)
    for code in ("x3", "khong-co"):
        assert walk_of(desk, code) == Walk(0, 5, 2, None, None, Stop("x2", "TL"))


def test_what_was_not_handed_in_does_not_wait(people: People, submission: Submission) -> None:
    answered(submission, *[AnswerState.CLAIMED] * 5)
    Submission.objects.filter(agency__code="x1").update(state=SubmissionState.DRAFTING)
    Submission.objects.filter(agency__code="x4").update(not_evaluated="Mới thành lập")
    walk = walk_of(desk_of(people.reviewer, submission), "x2")
    assert walk == Walk(2, 4, 4, Stop("x0", "TL"), Stop("x3", "TL"), Stop("x3", "TL"))


def test_it_is_what_the_list_says_to_each_of_two_reviewers(people: People, submission: Submission) -> None:
    answered(submission, AnswerState.CLAIMED, AnswerState.VERIFIED, AnswerState.VERIFIED, None, AnswerState.VERIFIED)
    second = second_reviewer(people, submission)
    made = {"at": submission.round.opens, "outcome": "accepted"}
    for code, who, twice in (("x0", people.reviewer, False), ("x2", second, False), ("x3", second, True)):
        answer = Answer.objects.get(submission__agency__code=code)
        Verification.objects.create(answer=answer, reviewer=who, second=twice, **made)
    explain(
        ask(submission, "TL", second, at=submission.round.submit_before),
        people.owner,
        at=submission.round.submit_before,
    )
    codes = [*ORDER, people.agency.code, "khong-co"]
    for person, waiting in ((people.reviewer, 3), (second, 2), (people.manager, 4)):
        desk = desk_of(person, submission)
        assert [walk_of(desk, code) for code in codes] == [as_listed(desk, code) for code in codes]
        assert walk_of(desk, "x1").waiting == waiting


def test_two_queries_are_enough(people: People, submission: Submission) -> None:
    desk = desk_of(people.reviewer, submission)
    assert desk.coverage.rules
    with CaptureQueriesContext(connection) as asked:
        walk_of(desk, "x1")
    assert len(asked) == 2
