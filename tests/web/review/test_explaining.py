"""The thread with the agency: what it sees when, its explanation, how it is settled; then closing, voiding, the organiser's marks."""

import json
from datetime import timedelta

import pytest

from tests.people import NAMES, People
from tests.web.conftest import Log
from tests.web.review.reviewed import (
    ACCEPT,
    CHANGE,
    LATE,
    REVIEW,
    answer_of,
    explain,
    put_round,
    second_reviewer,
    seen,
    under_review,
    verify,
)
from tests.web.submissions.sheets import AT, fresh, opened, submission_of
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.review.accept_answers import accept_answers
from thuocdo.web.review.begin_explaining import begin_explaining
from thuocdo.web.review.close_submission import close_submission, still_open
from thuocdo.web.review.decision import Decision
from thuocdo.web.review.enter_marks import Mark, enter_marks
from thuocdo.web.review.models import Finding, Outcome, Reason
from thuocdo.web.review.refusals import (
    NotADecision,
    NotComplete,
    NotDecidable,
    NotExplainable,
    NotUnderReview,
    ReasonMissing,
    Stale,
)
from thuocdo.web.review.reopen_submission import reopen_submission
from thuocdo.web.review.return_answer import Question, return_answer
from thuocdo.web.review.settle_finding import settle_finding
from thuocdo.web.review.void_report import void_report
from thuocdo.web.review.waiting import to_explain
from thuocdo.web.rounds.models import Round, RoundState, Submission, SubmissionState
from thuocdo.web.submissions.models import AnswerState
from thuocdo.web.submissions.refusals import BadValue, NotAsked
from thuocdo.web.submissions.value import Value
from thuocdo.web.submissions.who import why_not_prove

pytestmark = pytest.mark.django_db
PEOPLE = [name for name in NAMES if name != "nobody"]


@pytest.fixture
def submission(people: People) -> Submission:
    return under_review(people)


@pytest.fixture
def changed(people: People, submission: Submission) -> Finding:
    """A change that the agency may explain."""
    verify(submission, "TL", people.reviewer, CHANGE)
    begin_explaining(round=submission.round, actor=people.manager, at=REVIEW)
    return Finding.objects.get()


@pytest.fixture
def asked(people: People, submission: Submission) -> Finding:
    """A question that lets the agency correct its figures."""
    question = Question(Reason.INSUFFICIENT, "Thiếu biên bản", value_may_change=True)
    return return_answer(
        submission=submission, criterion="TL", question=question, seen=1, actor=people.reviewer, at=REVIEW
    )


def version(submission: Submission, criterion: str = "TL") -> int:
    return answer_of(submission, criterion).version


@pytest.mark.parametrize("name", PEOPLE)
def test_only_the_agency_explains(people: People, changed: Finding, log: Log, name: str) -> None:
    person = people.named(name)
    assert person is not None
    if name in {"owner", "colleague", "head"}:
        with log.one("explain_finding"):
            explain(changed, person, "Đã mua thêm")
        return
    with log.none(), pytest.raises(NotAllowed):
        explain(changed, person, "Đã mua thêm")


def test_changes_are_explained_when_the_organiser_asks(people: People, submission: Submission, log: Log) -> None:
    verify(submission, "TL", people.reviewer, CHANGE)
    finding = Finding.objects.get()
    with log.none(), pytest.raises(NotExplainable):
        explain(finding, people.owner, "Đã mua thêm")
    with log.one("begin_explaining"):
        begin_explaining(round=submission.round, actor=people.manager, at=REVIEW)
    explain(finding, people.owner, "Đã mua thêm")
    assert answer_of(submission, "TL").state == AnswerState.EXPLAINED


def test_explaining_ends_with_its_date(people: People, changed: Finding, log: Log) -> None:
    with log.none(), pytest.raises(NotExplainable):
        explain(changed, people.owner, "Đã mua thêm", at=LATE)


def test_an_explanation_has_words(people: People, changed: Finding, log: Log) -> None:
    with log.none(), pytest.raises(ReasonMissing):
        explain(changed, people.owner, " \n")


def test_figures_change_only_where_the_reviewer_lets_them(people: People, changed: Finding, log: Log) -> None:
    with log.none(), pytest.raises(NotAllowed):
        explain(changed, people.owner, "Sửa", value=Value({"a": "37", "b": "41"}))


def test_corrected_figures_are_claimed_anew(people: People, submission: Submission, asked: Finding, log: Log) -> None:
    with log.none(), pytest.raises(BadValue):
        explain(asked, people.owner, "Sửa", value=Value({"a": "x"}))
    with log.one("explain_finding") as entries:
        explain(asked, people.owner, "Sửa", value=Value({"a": "37", "b": "41"}))
    answer = answer_of(submission, "TL")
    assert (answer.claimed, answer.claimed_points, answer.state) == ('{"a":"37","b":"41"}', 902, AnswerState.EXPLAINED)
    assert json.loads(entries[0].text)["before"]["claimed"] == '{"a":"38","b":"41"}'


@pytest.mark.parametrize(
    "decision, points",
    [
        (None, 878),
        (ACCEPT, 927),
        (Decision(Outcome.CHANGED, Value({"a": "37", "b": "41"}), reason=Reason.DIFFERENT), 902),
    ],
    ids=["it stands", "the agency is right", "something else"],
)
def test_what_is_settled_counts(
    people: People, submission: Submission, changed: Finding, decision: Decision | None, points: int, log: Log
) -> None:
    explain(changed, people.owner, "Đã mua thêm")
    with log.one("settle_finding") as entries:
        settle_finding(
            finding=changed,
            decision=decision,
            text="Theo biên bản",
            seen=version(submission),
            actor=people.reviewer,
            at=REVIEW,
        )
    answer, finding = answer_of(submission, "TL"), Finding.objects.get()
    assert (answer.settled_points, answer.state) == (points, AnswerState.SETTLED)
    assert (finding.settlement, finding.settled_by) == ("Theo biên bản", people.reviewer)
    assert json.loads(entries[0].text)["after"]["points"] == points
    claimed = fresh(submission).claimed_points
    assert claimed is not None
    assert fresh(submission).verified_points == claimed - 927 + points


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "reviewer"])
def test_only_the_reviewer_settles(
    people: People, submission: Submission, changed: Finding, log: Log, name: str
) -> None:
    person = people.named(name)
    assert person is not None
    with log.none(), pytest.raises(NotAllowed):
        settle_finding(finding=changed, decision=None, text="Giữ", seen=version(submission), actor=person, at=LATE)


def test_settling_waits_for_the_agency_or_the_date(
    people: People, submission: Submission, changed: Finding, log: Log
) -> None:
    seen_now = version(submission)
    with log.none(), pytest.raises(NotDecidable):
        settle_finding(finding=changed, decision=None, text="Giữ", seen=seen_now, actor=people.reviewer, at=REVIEW)
    settle_finding(finding=changed, decision=None, text="Giữ", seen=seen_now, actor=people.reviewer, at=LATE)
    with log.none(), pytest.raises((NotDecidable, Stale)):
        settle_finding(finding=changed, decision=None, text="Giữ", seen=seen_now, actor=people.reviewer, at=LATE)


def test_settling_says_why_and_needs_something_to_keep(
    people: People, submission: Submission, asked: Finding, log: Log
) -> None:
    now = version(submission)
    with log.none(), pytest.raises(ReasonMissing):
        settle_finding(finding=asked, decision=ACCEPT, text=" ", seen=now, actor=people.reviewer, at=LATE)
    with log.none(), pytest.raises(NotADecision):
        settle_finding(finding=asked, decision=None, text="Giữ", seen=now, actor=people.reviewer, at=LATE)
    settle_finding(finding=asked, decision=ACCEPT, text="Đủ", seen=now, actor=people.reviewer, at=LATE)
    assert answer_of(submission, "TL").settled_points == 927


def test_closing_needs_everything_decided(people: People, submission: Submission, log: Log) -> None:
    with log.none(), pytest.raises(NotComplete) as refused:
        close_submission(submission=submission, actor=people.reviewer, at=REVIEW)
    assert refused.value.left == ("BT", "CD", "CK", "CT", "DM", "KS", "LC", "SL", "TL")
    accept_answers(round=submission.round, seen=seen(submission), actor=people.reviewer, at=REVIEW)
    with log.one("close_submission"):
        close_submission(submission=submission, actor=people.reviewer, at=REVIEW)
    assert fresh(submission).state == SubmissionState.CLOSED


def test_closing_waits_for_the_second_look(people: People, submission: Submission) -> None:
    other = second_reviewer(people, submission)
    accept_answers(round=submission.round, seen=seen(submission), actor=people.reviewer, at=REVIEW)
    assert len(still_open(fresh(submission), REVIEW)) == 9
    accept_answers(round=submission.round, seen=seen(submission), actor=other, at=REVIEW)
    assert still_open(fresh(submission), REVIEW) == ()


def test_closing_waits_for_what_the_agency_may_explain(
    people: People, submission: Submission, changed: Finding, log: Log
) -> None:
    rest = {pk: version for pk, version in seen(submission).items() if pk != changed.answer_id}
    accept_answers(round=submission.round, seen=rest, actor=people.reviewer, at=REVIEW)
    for actor in (people.reviewer, people.manager):
        with log.none(), pytest.raises(NotComplete) as refused:
            close_submission(submission=submission, actor=actor, at=REVIEW)
        assert refused.value.left == ("TL",)
    explain(changed, people.owner, "Đã mua thêm")
    assert still_open(fresh(submission), LATE) == ("TL",)
    now = version(submission)
    settle_finding(finding=changed, decision=None, text="Giữ", seen=now, actor=people.reviewer, at=REVIEW)
    close_submission(submission=submission, actor=people.reviewer, at=REVIEW)
    assert fresh(submission).state == SubmissionState.CLOSED


def test_what_was_not_explained_in_time_does_not_keep_a_submission_open(
    people: People, submission: Submission, changed: Finding, log: Log
) -> None:
    rest = {pk: version for pk, version in seen(submission).items() if pk != changed.answer_id}
    accept_answers(round=submission.round, seen=rest, actor=people.reviewer, at=REVIEW)
    close_submission(submission=submission, actor=people.reviewer, at=LATE)
    Round.objects.update(explain_before=LATE + timedelta(days=5), settle_before=LATE + timedelta(days=9))
    with log.none(), pytest.raises(NotExplainable):
        explain(changed, people.owner, "Muộn", at=LATE)
    assert list(to_explain(Holding.at(people.owner, LATE), LATE)) == []
    holding, answer = Holding.at(people.owner, LATE), answer_of(submission, "TL")
    assert why_not_prove(holding, fresh(submission), answer, LATE) is not None
    reopen_submission(submission=submission, reason="Cho giải trình", actor=people.manager, at=LATE)
    assert why_not_prove(holding, fresh(submission), answer, LATE) is None
    explain(changed, people.owner, "Muộn", at=LATE)


@pytest.mark.parametrize("state", ["computed", "with_approver", "approved", "published"])
def test_nothing_is_explained_once_results_are_computed(
    people: People, submission: Submission, changed: Finding, log: Log, state: str
) -> None:
    put_round(submission, RoundState(state))
    with log.none(), pytest.raises(NotExplainable):
        explain(changed, people.owner, "Sau khi tính")


@pytest.mark.parametrize("name", PEOPLE)
def test_reviewer_and_manager_close_and_the_manager_reopens(
    people: People, submission: Submission, log: Log, name: str
) -> None:
    person = people.named(name)
    assert person is not None
    accept_answers(round=submission.round, seen=seen(submission), actor=people.reviewer, at=REVIEW)
    if name in {"reviewer", "manager"}:
        close_submission(submission=submission, actor=person, at=REVIEW)
    else:
        with log.none(), pytest.raises(NotAllowed):
            close_submission(submission=submission, actor=person, at=REVIEW)
        close_submission(submission=submission, actor=people.manager, at=REVIEW)
    if name == "manager":
        with log.one("reopen_submission"):
            reopen_submission(submission=submission, reason="Sót tài liệu", actor=person, at=REVIEW)
        assert fresh(submission).state == SubmissionState.IN_REVIEW
    else:
        with log.none(), pytest.raises(NotAllowed):
            reopen_submission(submission=submission, reason="Sót tài liệu", actor=person, at=REVIEW)


def test_reopening_has_a_reason_and_something_closed(people: People, submission: Submission, log: Log) -> None:
    with log.none(), pytest.raises(NotUnderReview):
        reopen_submission(submission=submission, reason="Sót", actor=people.manager, at=REVIEW)
    accept_answers(round=submission.round, seen=seen(submission), actor=people.reviewer, at=REVIEW)
    close_submission(submission=submission, actor=people.manager, at=REVIEW)
    with log.none(), pytest.raises(ReasonMissing):
        reopen_submission(submission=submission, reason=" ", actor=people.manager, at=REVIEW)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_manager_voids_a_whole_report(people: People, submission: Submission, log: Log, name: str) -> None:
    person = people.named(name)
    assert person is not None
    if name != "manager":
        with log.none(), pytest.raises(NotAllowed):
            void_report(submission=submission, cause="late", reason="Nộp trễ", actor=person, at=REVIEW)
        return
    with log.one("void_report"):
        void_report(submission=submission, cause="late", reason="Nộp trễ", actor=person, at=REVIEW)
    assert (fresh(submission).void, fresh(submission).void_reason) == ("void:late", "Nộp trễ")
    void_report(submission=submission, cause="", reason="Nhầm", actor=person, at=REVIEW)
    assert fresh(submission).void == ""


def test_a_report_is_voided_for_causes_of_the_set(people: People, submission: Submission, log: Log) -> None:
    for cause in ("no_evidence", "untrue", "x"):
        with log.none(), pytest.raises(NotADecision):
            void_report(submission=submission, cause=cause, reason="Lý do", actor=people.manager, at=REVIEW)
    with log.none(), pytest.raises(ReasonMissing):
        void_report(submission=submission, cause="late", reason="", actor=people.manager, at=REVIEW)
    put_round(submission, RoundState.APPROVED)
    with log.none(), pytest.raises(NotUnderReview):
        void_report(submission=submission, cause="late", reason="Trễ", actor=people.manager, at=REVIEW)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_manager_asks_all_agencies_to_explain(people: People, submission: Submission, log: Log, name: str) -> None:
    person = people.named(name)
    assert person is not None
    if name == "manager":
        begin_explaining(round=submission.round, actor=person, at=REVIEW)
        assert fresh(submission).round.state == RoundState.EXPLAINING
        with log.none(), pytest.raises(NotUnderReview):
            begin_explaining(round=submission.round, actor=person, at=REVIEW)
        return
    with log.none(), pytest.raises(NotAllowed):
        begin_explaining(round=submission.round, actor=person, at=REVIEW)


def test_nobody_is_asked_to_explain_after_the_date(people: People, submission: Submission, log: Log) -> None:
    with log.none(), pytest.raises(NotUnderReview):
        begin_explaining(round=submission.round, actor=people.manager, at=LATE)


def marks(submission: Submission, text: str = "7.5", criterion: str = "TC") -> list[Mark]:
    return [Mark(submission.pk, criterion, Value({"points": text} if text else {}))]


@pytest.mark.parametrize("name", PEOPLE)
def test_the_manager_enters_marks(people: People, log: Log, name: str) -> None:
    submission, person = submission_of(people, opened(people)), people.named(name)
    assert person is not None
    if name != "manager":
        with log.none(), pytest.raises(NotAllowed):
            enter_marks(round=submission.round, marks=marks(submission), origin="", actor=person, at=AT)
        return
    with log.one("enter_marks") as entries:
        assert enter_marks(round=submission.round, marks=marks(submission), origin="", actor=person, at=AT) == 1
    answer = answer_of(submission, "TC")
    assert (answer.verified, answer.verified_points, answer.claimed) == ('{"points":"7.5"}', 750, "")
    assert json.loads(entries[0].text)["after"]["marks"] == {f"{people.agency.code}/TC": '{"points":"7.5"}'}
    assert fresh(submission).verified_points == 750
    with log.none():
        assert enter_marks(round=submission.round, marks=marks(submission), origin="", actor=person, at=AT) == 0
    with log.one("enter_marks"):
        enter_marks(round=submission.round, marks=marks(submission, ""), origin="", actor=person, at=AT)
    assert (answer_of(submission, "TC").verified, answer_of(submission, "TC").state) == ("", AnswerState.OPEN)


def test_marks_are_for_the_organisers_criteria_and_in_their_range(people: People, log: Log) -> None:
    submission = submission_of(people, opened(people))
    for wrong, refusal in ((marks(submission, "5", "CD"), NotAsked), (marks(submission, "11"), BadValue)):
        with log.none(), pytest.raises(refusal):
            enter_marks(round=submission.round, marks=wrong, origin="", actor=people.manager, at=AT)
    put_round(submission, RoundState.APPROVED)
    with log.none(), pytest.raises(NotUnderReview):
        enter_marks(round=submission.round, marks=marks(submission), origin="", actor=people.manager, at=AT)


def test_marks_leave_the_agency_free_to_withdraw(people: People, submission: Submission) -> None:
    enter_marks(round=submission.round, marks=marks(submission), origin="diem.csv", actor=people.manager, at=REVIEW)
    assert fresh(submission).state == SubmissionState.SUBMITTED
