"""Who opens the pages of verification: the organiser's people look, its reviewers decide, the agency reads and answers its findings."""

from collections.abc import Callable

from django.utils import timezone

from tests.people import People
from tests.web.permissions import Row, Visit, only
from tests.web.review.reviewed import ask, in_review_now, seen
from tests.web.rounds.permissions import ORGANISERS
from thuocdo.web.review.accept_answers import accept_answers
from thuocdo.web.review.models import Finding
from thuocdo.web.rounds.models import Submission, SubmissionState

AGENCY = ("owner", "colleague", "head")


def at(**more: str) -> Callable[[People], Visit]:
    """The address of a submission under review, with more in it."""
    return lambda people: _visit(in_review_now(people), **more)


def of_round(people: People, **more: str) -> Visit:
    return Visit({"slug": in_review_now(people).round.slug, **more})


def criterion(people: People) -> Visit:
    return of_round(people, criterion="TL")


def a_batch(people: People) -> Visit:
    submission = in_review_now(people)
    made = accept_answers(
        round=submission.round, seen=seen(submission, "TL", "CK"), actor=people.reviewer, at=timezone.now()
    )
    return Visit({"slug": submission.round.slug, "batch": made.batch})


def closed(people: People) -> Visit:
    submission = in_review_now(people)
    Submission.objects.filter(pk=submission.pk).update(state=SubmissionState.CLOSED)
    return _visit(submission)


def asked(people: People) -> Visit:
    submission = in_review_now(people)
    ask(submission, "TL", people.reviewer, at=timezone.now())
    return _visit(submission)


def a_finding(people: People) -> Visit:
    visit = asked(people)
    return Visit({**visit.kwargs, "finding": Finding.objects.get().pk})


def many(people: People) -> Visit:
    """What is chosen: the first step shows it."""
    submission = in_review_now(people)
    chosen = [f"{row}:{version}" for row, version in seen(submission, "TL", "CK").items()]
    return Visit({"slug": submission.round.slug}, {"ke_khai": chosen})


def _visit(submission: Submission, **more: str) -> Visit:
    return Visit({"slug": submission.round.slug, "code": submission.agency.code, **more})


ROWS = [
    Row("review:desk", only(*ORGANISERS), given=of_round),
    Row("review:criteria", only(*ORGANISERS), given=of_round),
    Row("review:criterion", only(*ORGANISERS), given=criterion),
    Row("review:agency", only(*ORGANISERS), given=at()),
    Row("review:case", only(*ORGANISERS), given=at(criterion="TL")),
    Row("review:accept", only("reviewer", status=409), method="POST", given=at(criterion="TL")),
    Row("review:decide", only("reviewer", status=422), method="POST", given=at(criterion="TL")),
    Row("review:ask", only("reviewer", status=422), method="POST", given=at(criterion="TL")),
    Row("review:settle", only("reviewer", status=409), method="POST", given=at(criterion="TL")),
    Row("review:undo", only("reviewer", status=409), method="POST", given=at(criterion="TL")),
    Row("review:accept_many", only("reviewer"), method="POST", given=many),
    Row("review:batch", only(*ORGANISERS), given=a_batch),
    Row("review:undo_many", only("reviewer", status=302), method="POST", given=a_batch),
    Row("review:close", only("manager", "reviewer", status=302), method="POST", given=at()),
    Row("review:reopen", only("manager"), given=closed),
    Row("review:reopen", only("manager", status=422), method="POST", given=closed),
    Row("review:void", only("manager"), given=at()),
    Row("review:void", only("manager", status=422), method="POST", given=at()),
    Row("review:explain_round", only("manager"), given=of_round),
    Row("review:explain_round", only("manager", status=302), method="POST", given=of_round),
    Row("review:findings", only(*AGENCY, *ORGANISERS), given=asked),
    Row("review:explain", only(*AGENCY, status=422), method="POST", given=a_finding),
]
