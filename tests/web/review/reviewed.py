"""A round under review: one agency has submitted everything, a reviewer is assigned to all of it."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from tests.people import People, make_person
from tests.web.submissions.sheets import AT, fill_in, fresh, opened, submission_of
from thuocdo.web.accounts.models import Person, RoleName
from thuocdo.web.review.decision import Decision
from thuocdo.web.review.explain_finding import explain_finding
from thuocdo.web.review.models import Finding, Outcome, Reason, Verification
from thuocdo.web.review.return_answer import Question, return_answer
from thuocdo.web.review.verify_answer import verify_answer
from thuocdo.web.rounds.assign_reviewer import assign_reviewer
from thuocdo.web.rounds.close_round import close_round
from thuocdo.web.rounds.models import Round, RoundState, Submission, SubmissionState
from thuocdo.web.submissions.hand_over import hand_over
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.submit import submit
from thuocdo.web.submissions.value import Value

REVIEW = datetime(2026, 4, 2, tzinfo=UTC)  # after the deadline, before the date for explanations
LATE = datetime(2026, 4, 12, tzinfo=UTC)  # after the date for explanations

ACCEPT = Decision(Outcome.ACCEPTED)
CHANGE = Decision(Outcome.CHANGED, Value({"a": "36", "b": "41"}), reason=Reason.DIFFERENT, text="Biên bản ghi 36 máy")


def under_review(people: People) -> Submission:
    """Everything submitted by `people.agency` and the round in verification; `people.reviewer` has all of it."""
    round = opened(people)
    submission = submission_of(people, round)
    fill_in(submission, people.owner)
    hand_over(submission=submission, note="", actor=people.owner, at=AT)
    submit(submission=submission, actor=people.head, at=AT)
    assigned(round, people.reviewer, people)
    close_round(round=round, actor=people.manager, at=REVIEW)
    return fresh(submission)


def in_review_now(people: People) -> Submission:
    """The same by the clock of the machine, for pages: there are nine days left to explain."""
    submission = under_review(people)
    now = timezone.now()
    Round.objects.filter(pk=submission.round_id).update(
        opens=now - timedelta(days=40),
        submit_before=now - timedelta(days=10),
        explain_before=now + timedelta(days=9),
        settle_before=now + timedelta(days=19),
    )
    return fresh(submission)


def assigned(round: Round, reviewer: Person, people: People, node: str = "") -> None:
    assign_reviewer(round=round, reviewer=reviewer, node=node, block=None, agencies=(), actor=people.manager, at=AT)


def second_reviewer(people: People, submission: Submission) -> Person:
    """Another reviewer of everything, in a round that asks for two."""
    person = make_person("second", "Lò Thị Hai", (RoleName.REVIEWER, people.organiser))
    assigned(submission.round, person, people)
    Round.objects.filter(pk=submission.round_id).update(second_review=True)
    return person


def answer_of(submission: Submission, criterion: str) -> Answer:
    return Answer.objects.get(submission=submission, criterion=criterion)


def seen(submission: Submission, *criteria: str) -> dict[int, int]:
    """The answers with their versions, as a page shows them."""
    rows = Answer.objects.filter(submission=submission)
    rows = rows.filter(criterion__in=criteria) if criteria else rows
    return dict(rows.values_list("pk", "version"))


def verify(
    submission: Submission, criterion: str, actor: Person, decision: Decision = ACCEPT, at: datetime = REVIEW
) -> Verification:
    answer = Answer.objects.filter(submission=submission, criterion=criterion).first()
    return verify_answer(
        submission=submission,
        criterion=criterion,
        decision=decision,
        seen=answer.version if answer else 0,
        actor=actor,
        at=at,
    )


def ask(submission: Submission, criterion: str, actor: Person, at: datetime = REVIEW) -> Finding:
    """A question that lets the agency correct its figures."""
    return return_answer(
        submission=submission,
        criterion=criterion,
        question=Question(Reason.INSUFFICIENT, "Thiếu biên bản", value_may_change=True),
        seen=answer_of(submission, criterion).version,
        actor=actor,
        at=at,
    )


def explain(
    finding: Finding, actor: Person, explanation: str = "Đã mua thêm", value: Value | None = None, at: datetime = REVIEW
) -> Finding:
    """The agency explains what stands."""
    seen = Answer.objects.get(pk=finding.answer_id).version
    return explain_finding(finding=finding, explanation=explanation, value=value, seen=seen, actor=actor, at=at)


def put_round(submission: Submission, state: RoundState) -> Submission:
    Round.objects.filter(pk=submission.round_id).update(state=state)
    return fresh(submission)


def put(submission: Submission, state: SubmissionState) -> Submission:
    Submission.objects.filter(pk=submission.pk).update(state=state)
    return fresh(submission)
