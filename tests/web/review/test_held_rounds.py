"""Two acts at once on one round: whoever rests on its state holds it, whoever moves it on waits, and the later one sees what became of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from tests.people import People, make_people
from tests.web.approval.computed import closed
from tests.web.review.reviewed import CHANGE, LATE, REVIEW, answer_of, under_review, verify
from tests.web.submissions.sheets import AT, fresh, submission_of
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.refusal import Refused, WrongState
from thuocdo.web.results import compute_results as computing
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.review import verify_answer as verifying
from thuocdo.web.review.accept_answers import accept_answers
from thuocdo.web.review.begin_explaining import begin_explaining
from thuocdo.web.review.enter_marks import Mark, enter_marks
from thuocdo.web.review.refusals import NotDecidable, NothingToUndo
from thuocdo.web.review.reopen_submission import reopen_submission
from thuocdo.web.review.undo_verification import undo_verification
from thuocdo.web.review.void_report import void_report
from thuocdo.web.rounds.close_round import close_round
from thuocdo.web.rounds.exclude_agency import exclude_agency
from thuocdo.web.rounds.extend_deadline import extend_deadline
from thuocdo.web.rounds.include_agency import include_agency
from thuocdo.web.rounds.models import RoundState, Submission
from thuocdo.web.submissions import submit as submitting
from thuocdo.web.submissions.hand_over import hand_over
from thuocdo.web.submissions.submit import submit
from thuocdo.web.submissions.value import Value

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[Submission, People], object]
A_MOMENT = 1.0  # long enough for an act that does not wait; one that does may take as long as it likes


def mark(submission: Submission, people: People) -> object:
    marks = [Mark(submission.pk, "TC", Value({"points": "1"}))]
    return enter_marks(round=submission.round, marks=marks, origin="", actor=people.manager, at=LATE)


def exclude(submission: Submission, people: People) -> object:
    return exclude_agency(submission=submission, reason="Đã sáp nhập", actor=people.manager, at=LATE)


def include(submission: Submission, people: People) -> object:
    return include_agency(submission=submission, reason="Nhầm", actor=people.manager, at=LATE)


def void(submission: Submission, people: People) -> object:
    return void_report(submission=submission, cause="late", reason="Nộp trễ", actor=people.manager, at=LATE)


def reopen(submission: Submission, people: People) -> object:
    return reopen_submission(submission=submission, reason="Sót tài liệu", actor=people.manager, at=LATE)


def extend(submission: Submission, people: People) -> object:
    until = LATE + timedelta(days=9)
    return extend_deadline(submission=submission, until=until, reason="Bão", actor=people.manager, at=LATE)


@contextmanager
def meanwhile(
    monkeypatch: pytest.MonkeyPatch, where: Any, step: str, act: Callable[[], object]
) -> Iterator[list[Refused | None]]:
    """In the middle of another act, at one of its steps, somebody else begins this one; what was refused, after both have ended."""
    said: list[Refused | None] = []
    threads = []
    real = getattr(where, step)

    def other() -> None:
        try:
            act()
            said.append(None)
        except Refused as refused:
            said.append(refused)
        finally:
            connection.close()

    def stepped(*arguments: Any, **named: Any) -> Any:
        threads.append(Thread(target=other))
        threads[0].start()
        threads[0].join(A_MOMENT)
        return real(*arguments, **named)

    with monkeypatch.context() as patched:
        patched.setattr(where, step, stepped)
        yield said
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("act", [mark, exclude, include, void, reopen, extend])
def test_nothing_that_counts_changes_while_results_are_computed(monkeypatch: pytest.MonkeyPatch, act: Act) -> None:
    people = make_people()
    submission = closed(people)
    if act is include:
        exclude(submission, people)
    before = fresh(submission)
    with meanwhile(monkeypatch, computing, "keep_gaps", lambda: act(submission, people)) as said:
        compute_results(round=submission.round, actor=people.manager, at=LATE)
    assert isinstance(said[0], WrongState)
    after = fresh(submission)
    assert after.round.state == RoundState.COMPUTED
    assert (after.not_evaluated, after.void, after.state) == (before.not_evaluated, before.void, before.state)
    assert answer_of(submission, "TC").verified == '{"points":"9"}'


def test_what_is_changed_while_agencies_are_asked_is_explained_too(monkeypatch: pytest.MonkeyPatch) -> None:
    people = make_people()
    submission = under_review(people)

    def begin() -> object:
        return begin_explaining(round=submission.round, actor=people.manager, at=REVIEW)

    with meanwhile(monkeypatch, verifying, "keep_decision", begin) as said:
        verify(submission, "TL", people.reviewer, CHANGE)
    assert said == [None]
    assert fresh(submission).round.state == RoundState.EXPLAINING
    assert answer_of(submission, "TL").explainable


def test_a_round_is_closed_after_what_is_just_submitted(monkeypatch: pytest.MonkeyPatch) -> None:
    people = make_people()
    submission = submission_of(people)
    hand_over(submission=submission, note="", actor=people.owner, at=AT)

    def close() -> object:
        return close_round(round=submission.round, actor=people.manager, at=REVIEW)

    with meanwhile(monkeypatch, submitting, "move", close) as said:
        submit(submission=submission, actor=people.head, at=AT)
    assert said == [None]
    assert list(LogEntry.objects.order_by("-number").values_list("act", flat=True)[:2]) == ["close_round", "submit"]


def test_nothing_chosen_holds_nothing() -> None:
    people = make_people()
    submission = under_review(people)
    assert enter_marks(round=submission.round, marks=[], origin="", actor=people.manager, at=REVIEW) == 0
    with pytest.raises(NotDecidable):
        accept_answers(round=submission.round, seen={}, actor=people.reviewer, at=REVIEW)
    with pytest.raises(NothingToUndo):
        undo_verification(round=submission.round, verifications=[], actor=people.reviewer, at=REVIEW)
