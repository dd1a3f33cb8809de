"""Close an agency's submission: everything is decided, and no decision on it is undone any more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.review.models import Finding, Verification
from thuocdo.web.review.refusals import NotComplete
from thuocdo.web.review.taken import lock_submissions
from thuocdo.web.review.who import must_be_under_review, why_not_review, why_own
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.submissions.models import Answer, AnswerState


def close_submission(*, submission: Submission, actor: Person, at: datetime) -> Submission:
    """Close a submission, by a reviewer or the manager. What the agency never answered stays missing.

    Raises `NotAllowed`, `OwnAgency`, `NotUnderReview`, `NotComplete` (`left` names the criteria).
    """
    with transaction.atomic():
        locked = lock_submissions([submission.pk])[submission.pk]
        holding = Holding.at(actor, at)
        managing = may_manage(holding, locked.round.organiser)
        if (refusal := why_own(holding, locked) if managing else why_not_review(holding, locked)) is not None:
            raise refusal
        must_be_under_review(locked)
        if left := still_open(locked, at):
            said = _("Còn tiêu chí chưa xong: %(left)s.") % {"left": ", ".join(left)}
            raise NotComplete(said, left)
        before = locked.state
        locked.state = SubmissionState.CLOSED
        locked.save(update_fields=["state"])
        record(
            act="close_submission",
            actor=actor.email,
            at=at,
            subject=f"submission:{locked.round.slug}/{locked.agency.code}",
            agency=locked.agency.code,
            round=locked.round.slug,
            before={"state": before},
            after={"state": locked.state, "verified_points": locked.verified_points},
        )
    return locked


def still_open(submission: Submission, at: datetime) -> tuple[str, ...]:
    """The criteria of a submission that somebody still has to decide on, or the agency may still explain."""
    answers = Answer.objects.filter(submission=submission)
    waiting = {AnswerState.CLAIMED, AnswerState.RETURNED, AnswerState.EXPLAINED}
    found = set(answers.filter(state__in=waiting).values_list("criterion", flat=True))
    unsettled = Finding.objects.filter(answer__submission=submission, settled_at__isnull=True)
    if at >= submission.round.explain_before:
        unsettled = unsettled.filter(explained_at__isnull=False)
    found |= set(unsettled.values_list("answer__criterion", flat=True))
    if submission.round.second_review:
        once = Verification.objects.filter(answer__submission=submission, undone_at__isnull=True, second=False)
        twice = Verification.objects.filter(answer__submission=submission, undone_at__isnull=True, second=True)
        of_agency = once.exclude(answer__state=AnswerState.SETTLED)
        found |= set(of_agency.values_list("answer__criterion", flat=True)) - set(
            twice.values_list("answer__criterion", flat=True)
        )
    return tuple(sorted(found))
