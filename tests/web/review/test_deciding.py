"""Deciding on answers, one by one and many at once, and taking decisions back."""

import json

import pytest

from tests.people import NAMES, SINCE, People
from tests.web.conftest import Log
from tests.web.review.reviewed import (
    ACCEPT,
    CHANGE,
    LATE,
    REVIEW,
    answer_of,
    explain,
    put,
    put_round,
    second_reviewer,
    seen,
    under_review,
    verify,
)
from tests.web.submissions.sheets import fresh
from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.review.accept_answers import accept_answers
from thuocdo.web.review.begin_explaining import begin_explaining
from thuocdo.web.review.decision import Decision
from thuocdo.web.review.models import Finding, Outcome, Reason, Verification
from thuocdo.web.review.refusals import (
    NotADecision,
    NotAssigned,
    NotDecidable,
    NothingToUndo,
    NotUnderReview,
    OwnAgency,
    ReasonMissing,
    SamePerson,
    Stale,
)
from thuocdo.web.review.return_answer import Question, return_answer
from thuocdo.web.review.undo_verification import undo_verification
from thuocdo.web.review.verify_answer import verify_answer
from thuocdo.web.rounds.models import Assignment, Round, RoundState, Submission, SubmissionState
from thuocdo.web.submissions.models import AnswerState
from thuocdo.web.submissions.refusals import BadValue, NotAsked
from thuocdo.web.submissions.value import Value

pytestmark = pytest.mark.django_db
ASK = Question(Reason.INSUFFICIENT, "Đề nghị bổ sung biên bản kiểm kê")


@pytest.fixture
def submission(people: People) -> Submission:
    return under_review(people)


def test_accepting_keeps_what_was_claimed(people: People, submission: Submission, log: Log) -> None:
    with log.one("verify_answer") as entries:
        verify(submission, "TL", people.reviewer)
    answer = answer_of(submission, "TL")
    assert (answer.state, answer.verified, answer.verified_points) == (AnswerState.VERIFIED, answer.claimed, 927)
    assert (fresh(submission).criteria_verified, fresh(submission).state) == (1, SubmissionState.IN_REVIEW)
    assert not Finding.objects.exists()
    said = json.loads(entries[0].text)
    assert (said["before"]["points"], said["after"]["outcome"]) == (927, "accepted")


def test_changing_gives_the_points_of_the_new_figures_and_tells_the_agency_why(
    people: People, submission: Submission, log: Log
) -> None:
    claimed = fresh(submission).claimed_points
    with log.one("verify_answer") as entries:
        verify(submission, "TL", people.reviewer, CHANGE)
    answer, finding = answer_of(submission, "TL"), Finding.objects.get()
    assert (answer.verified, answer.verified_points) == ('{"a":"36","b":"41"}', 878)
    assert (answer.claimed, answer.claimed_points) == ('{"a":"38","b":"41"}', 927)
    assert (finding.reason, finding.text, finding.asked) == ("different", "Biên bản ghi 36 máy", False)
    assert claimed is not None
    assert fresh(submission).verified_points == claimed - 49
    assert json.loads(entries[0].text)["reason"] == "different: Biên bản ghi 36 máy"


def test_void_keeps_the_figures_and_counts_nothing(people: People, submission: Submission) -> None:
    verify(
        submission,
        "TL",
        people.reviewer,
        Decision(Outcome.VOID, cause="no_evidence", reason=Reason.NO_EVIDENCE),
    )
    answer = answer_of(submission, "TL")
    assert (answer.verified, answer.verified_state, answer.verified_points) == (
        answer.claimed,
        "void:no_evidence",
        0,
    )


def test_not_applicable_has_no_points_at_all(people: People, submission: Submission) -> None:
    verify(submission, "CK", people.reviewer, Decision(Outcome.NOT_APPLICABLE, reason=Reason.OFFICIAL))
    answer = answer_of(submission, "CK")
    assert (answer.verified, answer.verified_state, answer.verified_points) == ("", "na", None)


@pytest.mark.parametrize(
    "criterion, decision, refusal",
    [
        ("TL", Decision(Outcome.CHANGED, Value({"a": "36", "b": "41"})), ReasonMissing),
        ("TL", Decision(Outcome.CHANGED, Value({"a": "36", "b": "41"}), reason="other"), ReasonMissing),
        ("TL", Decision(Outcome.CHANGED, Value({"a": "38", "b": "41"}), reason="different"), NotADecision),
        ("TL", Decision(Outcome.CHANGED, Value({"a": "36"}), reason="different"), NotADecision),
        ("TL", Decision(Outcome.CHANGED, Value({"a": "x", "b": "41"}), reason="different"), BadValue),
        ("TL", Decision(Outcome.NOT_APPLICABLE, reason="official"), NotADecision),
        ("TL", Decision(Outcome.VOID, cause="late", reason="other", text="Nộp trễ"), NotADecision),
        ("TL", Decision(Outcome.VOID, cause="untrue", reason="untrue"), NotADecision),
        ("TC", Decision(Outcome.CHANGED, Value({"points": "5"}), reason="official"), NotAsked),
    ],
)
def test_a_decision_must_fit_the_criterion(
    people: People, submission: Submission, log: Log, criterion: str, decision: Decision, refusal: type[Exception]
) -> None:
    with log.none(), pytest.raises(refusal):
        verify(submission, criterion, people.reviewer, decision)
    assert not Verification.objects.exists()


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"nobody", "reviewer"}])
def test_only_reviewers_decide(people: People, submission: Submission, log: Log, name: str) -> None:
    person = people.named(name)
    assert person is not None
    with log.none():
        with pytest.raises(NotAllowed):
            verify(submission, "TL", person)
        with pytest.raises(NotAllowed):
            accept_answers(round=submission.round, seen=seen(submission), actor=person, at=REVIEW)
        with pytest.raises(NotAllowed):
            return_answer(submission=submission, criterion="TL", question=ASK, seen=1, actor=person, at=REVIEW)


def test_nobody_verifies_their_own_agency(people: People, submission: Submission, log: Log) -> None:
    Role.objects.create(person=people.reviewer, agency=people.agency, role=RoleName.OFFICER, start=SINCE)
    with log.none():
        with pytest.raises(OwnAgency):
            verify(submission, "TL", people.reviewer)
        with pytest.raises(OwnAgency):
            accept_answers(round=submission.round, seen=seen(submission), actor=people.reviewer, at=REVIEW)


def test_reviewers_decide_what_they_are_assigned(people: People, submission: Submission, log: Log) -> None:
    Assignment.objects.update(node="B")
    with log.none(), pytest.raises(NotAssigned):
        verify(submission, "TL", people.reviewer)
    with log.one("accept_answers"):
        done = accept_answers(round=submission.round, seen=seen(submission), actor=people.reviewer, at=REVIEW)
    assert {answer.criterion for answer in done.answers} == {"SL", "BT", "KS", "CD"}
    assert {answer.criterion for answer, _why in done.left} == {"TL", "CK", "LC", "DM", "CT"}


@pytest.mark.parametrize("state", [state for state in RoundState if state not in {"verifying", "explaining"}])
def test_a_round_is_verified_in_its_time(people: People, submission: Submission, log: Log, state: RoundState) -> None:
    put_round(submission, state)
    with log.none(), pytest.raises(NotUnderReview):
        verify(submission, "TL", people.reviewer)


@pytest.mark.parametrize("state", ["drafting", "with_head", "closed"])
def test_only_what_was_handed_in_is_verified(people: People, submission: Submission, log: Log, state: str) -> None:
    put(submission, SubmissionState(state))
    with log.none(), pytest.raises(NotUnderReview):
        verify(submission, "TL", people.reviewer)


def test_an_answer_that_changed_since_is_not_decided(people: People, submission: Submission, log: Log) -> None:
    verify(submission, "TL", people.reviewer)
    with log.none(), pytest.raises(Stale):
        verify_answer(submission=submission, criterion="TL", decision=ACCEPT, seen=1, actor=people.reviewer, at=REVIEW)
    with log.none(), pytest.raises(NotDecidable):
        verify(submission, "TL", people.reviewer, CHANGE)


def test_what_nobody_answered_can_be_decided_and_not_accepted(people: People, submission: Submission) -> None:
    answer_of(submission, "TL").delete()
    with pytest.raises(NotADecision):
        verify(submission, "TL", people.reviewer)
    verify(submission, "TL", people.reviewer, CHANGE)
    assert answer_of(submission, "TL").verified_points == 878


def test_accepting_many_says_what_was_left(people: People, submission: Submission, log: Log) -> None:
    verify(submission, "TL", people.reviewer, CHANGE)
    before = seen(submission)
    with log.one("accept_answers") as entries:
        done = accept_answers(round=submission.round, seen=before, actor=people.reviewer, at=REVIEW)
    assert [answer.criterion for answer, _why in done.left] == ["TL"]
    assert fresh(submission).criteria_verified == 9
    assert len(json.loads(entries[0].text)["after"]["accepted"]) == 8
    with log.none(), pytest.raises(NotDecidable):
        accept_answers(round=submission.round, seen=before, actor=people.reviewer, at=REVIEW)


def test_accepting_many_keeps_to_the_round(people: People, submission: Submission, log: Log) -> None:
    other = Round.objects.get(pk=submission.round_id)
    other.pk, other.slug = None, "khac"
    other.save()
    with log.none(), pytest.raises((NotDecidable, NotAllowed)):
        accept_answers(round=other, seen=seen(submission), actor=people.reviewer, at=REVIEW)


def test_what_was_accepted_together_is_undone_together(people: People, submission: Submission, log: Log) -> None:
    done = accept_answers(round=submission.round, seen=seen(submission), actor=people.reviewer, at=REVIEW)
    rows = list(Verification.objects.filter(batch=done.batch).values_list("pk", flat=True))
    with log.one("undo_verification"):
        undo_verification(round=submission.round, verifications=rows, actor=people.reviewer, at=REVIEW)
    assert fresh(submission).criteria_verified == 0
    assert {answer.state for answer in submission.answers.all()} == {AnswerState.CLAIMED}
    assert Verification.objects.filter(undone_at__isnull=True).count() == 0
    with log.none(), pytest.raises(NothingToUndo):
        undo_verification(round=submission.round, verifications=rows, actor=people.reviewer, at=REVIEW)


def test_undoing_a_change_takes_its_finding_along(people: People, submission: Submission) -> None:
    row = verify(submission, "TL", people.reviewer, CHANGE)
    undo_verification(round=submission.round, verifications=[row.pk], actor=people.reviewer, at=REVIEW)
    assert not Finding.objects.exists()
    assert fresh(submission).verified_points == fresh(submission).claimed_points
    verify(submission, "TL", people.reviewer)
    assert answer_of(submission, "TL").verified_points == 927


def test_others_do_not_undo(people: People, submission: Submission, log: Log) -> None:
    row = verify(submission, "TL", people.reviewer)
    other = second_reviewer(people, submission)
    for person in (other, people.manager, people.owner, people.stranger):
        with log.none(), pytest.raises(NotAllowed):
            undo_verification(round=submission.round, verifications=[row.pk], actor=person, at=REVIEW)


def test_nothing_is_undone_after_the_agency_has_explained(people: People, submission: Submission, log: Log) -> None:
    row = verify(submission, "TL", people.reviewer, CHANGE)
    begin_explaining(round=submission.round, actor=people.manager, at=REVIEW)
    explain(Finding.objects.get(), people.owner, "Đã mua thêm 2 máy")
    with log.none(), pytest.raises(NothingToUndo):
        undo_verification(round=submission.round, verifications=[row.pk], actor=people.reviewer, at=REVIEW)


def test_a_second_look_is_for_a_second_person(people: People, submission: Submission, log: Log) -> None:
    other = second_reviewer(people, submission)
    first = verify(submission, "TL", people.reviewer)
    with log.none(), pytest.raises(SamePerson):
        verify(submission, "TL", people.reviewer, CHANGE)
    second = verify(submission, "TL", other, CHANGE)
    assert (first.second, second.second) == (False, True)
    assert answer_of(submission, "TL").verified_points == 878
    with log.none(), pytest.raises(NotDecidable):
        verify(submission, "TL", people.reviewer, CHANGE)
    with log.none(), pytest.raises(NothingToUndo):
        undo_verification(round=submission.round, verifications=[first.pk], actor=people.reviewer, at=REVIEW)
    undo_verification(round=submission.round, verifications=[second.pk], actor=other, at=REVIEW)
    assert answer_of(submission, "TL").verified_points == 927


def test_a_question_returns_the_answer(people: People, submission: Submission, log: Log) -> None:
    with log.one("return_answer") as entries:
        finding = return_answer(
            submission=submission, criterion="TL", question=ASK, seen=1, actor=people.reviewer, at=REVIEW
        )
    assert (answer_of(submission, "TL").state, finding.asked) == (AnswerState.RETURNED, True)
    assert json.loads(entries[0].text)["reason"].startswith("insufficient: ")
    with log.none(), pytest.raises(NotDecidable):
        verify(submission, "TL", people.reviewer)


@pytest.mark.parametrize("question", [Question("", "Vì sao?"), Question("other", " "), Question("nothing", "Vì sao?")])
def test_a_question_has_words(people: People, submission: Submission, log: Log, question: Question) -> None:
    with log.none(), pytest.raises(ReasonMissing):
        return_answer(
            submission=submission, criterion="TL", question=question, seen=1, actor=people.reviewer, at=REVIEW
        )


def test_questions_end_with_the_date_for_explanations(people: People, submission: Submission, log: Log) -> None:
    with log.none(), pytest.raises(NotDecidable):
        return_answer(submission=submission, criterion="TL", question=ASK, seen=1, actor=people.reviewer, at=LATE)
