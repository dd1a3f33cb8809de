"""The country's round at every stage, for measuring pages: 3,321 communes verified, computed, put before the approver, published.

Rows are written directly where people would have needed months; the organiser's marks, the results, the approval and the publication are
made by the acts, and timed. This folder is for measuring only: nobody looks at it.

    bring_to_the_end()      once for a folder: everything is there
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter, thread_time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from thuocdo.web.accounts.models import Person
    from thuocdo.web.rounds.models import Round

ROUND: Final = "ca-nuoc-xa-2026"
BATCH: Final = "do"  # what was accepted together
WAITING: Final = ("HT1", "HT3", "GD2", "GD8", "CD1")  # the criteria that wait at one agency in two
STATES: Final = {  # in which the pages of an app are used
    "review": "verifying",
    "marks": "verifying",
    "results": "computed",
    "approval": "with_approver",
    "publication": "published",
}
VERIFIED: Final = (
    """UPDATE submissions_answer
    SET verified = claimed, verified_state = claimed_state, verified_points = claimed_points, state = 'verified'
    WHERE state = 'claimed' AND submission_id IN (SELECT id FROM rounds_submission WHERE round_id = %s)""",
    """INSERT INTO review_verification
    (answer_id, reviewer_id, at, outcome, value, state, points, reason, text, second, batch)
    SELECT a.id, %s, a.saved_at, 'accepted', a.claimed, a.claimed_state, a.claimed_points, '', '', false, ''
    FROM submissions_answer a JOIN rounds_submission s ON s.id = a.submission_id WHERE s.round_id = %s""",
    """UPDATE rounds_submission
    SET state = 'closed', submitted_at = %s, criteria_verified = criteria_answered, verified_points = claimed_points
    WHERE round_id = %s""",
)


def bring_to_the_end() -> None:
    """Make what is not there yet."""
    from thuocdo.web.demo.cast import APPROVER, NATION_MANAGER, REVIEWER, person_of
    from thuocdo.web.results.models import Result
    from thuocdo.web.rounds.models import Round

    round = Round.objects.select_related("organiser").get(slug=ROUND)
    if Result.objects.filter(round=round).exists():
        return
    manager, reviewer = person_of(NATION_MANAGER), person_of(REVIEWER)
    _give_roles(round)
    _answer_everything(round, manager)
    _verify_everything(round, reviewer)
    _told("marks of 3,321 agencies entered", lambda: _enter_marks(round, manager))
    _told("computed", lambda: _compute(round, manager))
    _told("approved", lambda: _approve(round, manager, person_of(APPROVER)))
    _told("published", lambda: _publish(round, manager))
    _leave_some_waiting(round, reviewer)


def _told(what: str, act: Callable[[], object]) -> None:
    used, started = thread_time(), perf_counter()
    act()
    print(f"  {what}: {perf_counter() - started:.2f} s, of that {thread_time() - used:.2f} s processor", flush=True)


def _give_roles(round: Round) -> None:
    """The organiser's people of the province work for the ministry, too."""
    from thuocdo.web.accounts.models import Role
    from thuocdo.web.demo.cast import ORGANISER, person_of
    from thuocdo.web.rounds.models import Assignment

    for account in ORGANISER[1:]:
        Role.objects.create(person=person_of(account), agency=round.organiser, role=account.role, start="2025-09-15")
    Assignment.objects.create(round=round, reviewer=person_of(ORGANISER[1]))


def _answer_everything(round: Round, manager: Person) -> None:
    from django.db import connection
    from django.utils import timezone

    from thuocdo.web.demo.fill_in_bulk import Share, fill_in_bulk
    from thuocdo.web.demo.running import submissions_of

    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM submissions_answer WHERE submission_id IN (SELECT id FROM rounds_submission WHERE round_id = %s)",
            [round.pk],
        )
    at = timezone.now()
    shares = [Share(each, 100, manager, at) for each in submissions_of(round)]
    fill_in_bulk(round=round, shares=shares, done=lambda _number, _of: None, actor=manager, at=at)


def _verify_everything(round: Round, reviewer: Person) -> None:
    from django.db import connection
    from django.utils import timezone

    now = timezone.now()
    round.opens, round.submit_before = now - timedelta(days=60), now - timedelta(days=30)
    round.explain_before, round.settle_before = now + timedelta(days=10), now + timedelta(days=20)
    round.state = "verifying"
    round.save()
    parts: tuple[list[int | datetime], ...] = (
        [round.pk],
        [reviewer.pk, round.pk],
        [now - timedelta(days=40), round.pk],
    )
    with connection.cursor() as cursor:
        for statement, values in zip(VERIFIED, parts, strict=True):
            cursor.execute(statement, values)


def _enter_marks(round: Round, manager: Person) -> None:
    from django.utils import timezone

    from thuocdo.web.demo.last_year import marks_of
    from thuocdo.web.demo.running import submissions_of
    from thuocdo.web.review.enter_marks import enter_marks

    enter_marks(
        round=round, marks=marks_of(submissions_of(round)), origin="bang.xlsx", actor=manager, at=timezone.now()
    )


def _compute(round: Round, manager: Person) -> None:
    from django.utils import timezone

    from thuocdo.web.results.compute_results import compute_results

    compute_results(round=round, actor=manager, at=timezone.now())


def _approve(round: Round, manager: Person, approver: Person) -> None:
    from django.utils import timezone

    from thuocdo.web.approval.approve_results import approve_results
    from thuocdo.web.approval.contents import newest_digest
    from thuocdo.web.approval.submit_for_approval import submit_for_approval

    now = timezone.now()
    asked = submit_for_approval(round=round, digest=newest_digest(round), note="", actor=manager, at=now)
    approve_results(
        round=round, digest=asked.digest, decision="00/QĐ-MH", dated=timezone.localdate(), actor=approver, at=now
    )


def _publish(round: Round, manager: Person) -> None:
    from django.utils import timezone

    from thuocdo.web.publication.bundles import make_bundles
    from thuocdo.web.publication.plan import PublicationPlan
    from thuocdo.web.publication.publish_results import publish_results

    now = timezone.now()
    make_bundles(publish_results(round=round, plan=PublicationPlan(), actor=manager, at=now), now)


def _leave_some_waiting(round: Round, reviewer: Person) -> None:
    """For the pages of reviewers and approvers: one agency in two is in review, and something waits for approval."""
    from django.db.models import F
    from django.utils import timezone

    from thuocdo.web.approval.models import Approval
    from thuocdo.web.review.models import Verification
    from thuocdo.web.rounds.models import Submission
    from thuocdo.web.submissions.models import Answer

    half = Submission.objects.filter(round=round).annotate(odd=F("pk") % 2).filter(odd=1)
    keys = list(half.values_list("pk", flat=True))
    Submission.objects.filter(pk__in=keys).update(state="in_review")
    waiting = Answer.objects.filter(submission__in=keys, criterion__in=WAITING)
    Verification.objects.filter(answer__in=waiting.values("pk")).delete()
    waiting.update(state="claimed", verified="", verified_state="", verified_points=None)
    batch = Verification.objects.filter(reviewer=reviewer, answer__submission__round=round).order_by("pk")[:100]
    Verification.objects.filter(pk__in=[each.pk for each in batch]).update(batch=BATCH)
    before = Approval.objects.get(round=round)
    asked = Approval.objects.create(
        round=round, number=2, digest=before.digest, asked_at=timezone.now(), asked_by=before.asked_by
    )
    asked.results.set(before.results.all())
