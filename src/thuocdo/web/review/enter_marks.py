"""Enter what agencies do not claim themselves: survey means, leaders' ratings, bonuses and deductions; by hand or from a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.review.decision import standing_of
from thuocdo.web.review.keep import count
from thuocdo.web.review.refusals import NotUnderReview, Stale
from thuocdo.web.review.taken import lock_submissions
from thuocdo.web.rounds.models import Round, RoundState, Submission
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.refusals import NotAsked
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.value import Value, checked
from thuocdo.web.submissions.what_counts import value_that_counts

ENTERING = frozenset({RoundState.OPEN, RoundState.VERIFYING, RoundState.EXPLAINING})


@dataclass(frozen=True, slots=True)
class Mark:
    """The value of one of the organiser's criteria at one agency; an empty value takes it away.

    `seen` is the version somebody saw who changed it by hand, 0 where there was none; None: whatever stands is replaced.
    """

    submission: int
    criterion: str
    value: Value
    seen: int | None = None


def enter_marks(*, round: Round, marks: Sequence[Mark], origin: str, actor: Person, at: datetime) -> int:
    """Keep marks, and return how many changed something. `origin`: the file they come from, empty by hand.

    All of them or none. Raises `NotAllowed`, `NotUnderReview`, `NotAsked`, `BadValue`, `Stale`.
    """
    with transaction.atomic():
        held = Round.objects.select_related("organiser").get(pk=round.pk)
        must_manage(actor, held.organiser, at)
        if held.state not in ENTERING:
            raise NotUnderReview(_("Chỉ nhập được khi đợt đang mở hoặc đang thẩm định."))
        submissions = lock_submissions({mark.submission for mark in marks})
        known = {
            (answer.submission_id, answer.criterion): answer
            for answer in Answer.objects.filter(submission__in=submissions)
        }
        changed = {}
        for mark in marks:
            submission = submissions[mark.submission]
            if submission.round_id != held.pk:
                raise NotAsked(_("Đơn vị không thuộc đợt đánh giá này."))
            answer = known.get((mark.submission, mark.criterion)) or Answer(
                submission=submission, criterion=mark.criterion, version=0
            )
            _must_be_seen(answer, mark)
            was, now = value_that_counts(answer).text, _entered(submission, answer, mark.value, actor, at)
            if was != now:
                changed[f"{submission.agency.code}/{mark.criterion}"] = (was, now)
        count(submissions.values(), reviewing=False)
        if changed:
            record(
                act="enter_marks",
                actor=actor.email,
                at=at,
                subject=f"marks:{held.slug}",
                agency=held.organiser.code,
                round=held.slug,
                before={name: was for name, (was, _now) in changed.items()},
                after={"origin": origin, "marks": {name: now for name, (_was, now) in changed.items()}},
            )
    return len(changed)


def _must_be_seen(answer: Answer, mark: Mark) -> None:
    """Raise `Stale` where somebody else has entered something different meanwhile."""
    if mark.seen is None or answer.version == mark.seen:
        return
    if (answer.verified, answer.verified_state) != (mark.value.text, mark.value.state):
        raise Stale(_("Người khác vừa nhập ô này. Hãy xem lại số đang có rồi nhập lại."), answer)


def _entered(submission: Submission, answer: Answer, value: Value, actor: Person, at: datetime) -> str:
    """Write one mark; what stands afterwards."""
    sheet = sheet_of(submission)
    if answer.criterion not in sheet.criteria or answer.criterion in sheet.asked:
        raise NotAsked(
            _("Tiêu chí «%(id)s» do đơn vị kê khai hoặc không có với đơn vị này.") % {"id": answer.criterion}
        )
    kept = checked(sheet, sheet.criteria[answer.criterion], value)
    if (kept.text, kept.state) == (answer.verified, answer.verified_state):
        return kept.text
    standing = standing_of(sheet, answer.criterion, kept)
    answer.submission = submission
    answer.verified, answer.verified_state, answer.verified_points = standing.inputs, standing.state, standing.points
    answer.state = AnswerState.VERIFIED if kept.answers(sheet.criteria[answer.criterion]) else AnswerState.OPEN
    answer.version += 1
    answer.saved_at, answer.saved_by = at, actor
    answer.save()
    return kept.text
