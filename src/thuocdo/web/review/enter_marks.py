"""Enter what agencies do not claim themselves: survey means, leaders' ratings, bonuses and deductions; by hand or from a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.definition.resolved import Resolved
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.review.keep import ROWS, count
from thuocdo.web.review.refusals import NotUnderReview, OwnAgency, Stale
from thuocdo.web.review.taken import lock_submissions
from thuocdo.web.review.who import why_own
from thuocdo.web.rounds.held import hold_round
from thuocdo.web.rounds.models import Round, RoundState, Submission
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.refusals import NotAsked
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.value import Value, checked

WRITTEN = ("verified", "verified_state", "verified_points", "state", "version", "saved_at", "saved_by")
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

    All of them or none. Raises `NotAllowed`, `OwnAgency`, `NotUnderReview`, `NotAsked`, `BadValue`, `Stale`.
    """
    with transaction.atomic():
        held = hold_round(round.pk)
        must_manage(actor, held.organiser, at)
        if held.state not in ENTERING:
            raise NotUnderReview(_("Chỉ nhập được khi đợt đang mở hoặc đang thẩm định."))
        submissions = lock_submissions({mark.submission for mark in marks})
        _refuse_own(Holding.at(actor, at), submissions.values())
        if any(each.round_id != held.pk for each in submissions.values()):
            raise NotAsked(_("Đơn vị không thuộc đợt đánh giá này."))
        entered = _entered(marks, submissions, actor, at)
        if entered:
            answers = [each.answer for each in entered]
            count({each.submission_id: each.submission for each in answers}.values(), reviewing=False, marks=answers)
            _write(answers)
            record(
                act="enter_marks",
                actor=actor.email,
                at=at,
                subject=f"marks:{held.slug}",
                agency=held.organiser.code,
                round=held.slug,
                before={each.name: each.was for each in entered},
                after={"origin": origin, "marks": {each.name: each.now for each in entered}},
            )
    return len(entered)


@dataclass(frozen=True, slots=True)
class _Entered:
    """One mark that changes something; its answer is not written yet."""

    answer: Answer
    name: str
    was: str
    now: str


def _entered(
    marks: Sequence[Mark], submissions: Mapping[int, Submission], actor: Person, at: datetime
) -> list[_Entered]:
    """What the marks change; points are given afterwards, for all marks of an agency at once."""
    known = _known(marks)
    found: dict[tuple[int, str], _Entered] = {}
    for mark in marks:
        submission = submissions[mark.submission]
        answer = known.get((mark.submission, mark.criterion)) or Answer(criterion=mark.criterion, version=0)
        answer.submission = submission
        _must_be_seen(answer, mark)
        value = _checked(submission, mark)
        was, now = answer.verified_state or answer.verified, value.state or value.text
        if was == now:
            continue
        answer.verified, answer.verified_state = value.text, value.state
        answer.state = AnswerState.VERIFIED if value.answers(_node(submission, mark)) else AnswerState.OPEN
        answer.version += 1
        answer.saved_at, answer.saved_by = at, actor
        found[mark.submission, mark.criterion] = _Entered(
            answer, f"{submission.agency.code}/{mark.criterion}", was, now
        )
    return list(found.values())


def _refuse_own(holding: Holding, submissions: Iterable[Submission]) -> None:
    own = [each.name for each in submissions if why_own(holding, each) is not None]
    if own:
        said = _("Bạn có vai trò ở %(names)s nên không nhập điểm ở đó được; hãy để người quản trị khác nhập.")
        raise OwnAgency(said % {"names": ", ".join(own)})


def _known(marks: Sequence[Mark]) -> dict[tuple[int, str], Answer]:
    """The answers that stand where marks are entered."""
    rows = Answer.objects.filter(
        submission__in={mark.submission for mark in marks}, criterion__in={mark.criterion for mark in marks}
    )
    return {(answer.submission_id, answer.criterion): answer for answer in rows}


def _must_be_seen(answer: Answer, mark: Mark) -> None:
    """Raise `Stale` where somebody else has entered something different meanwhile."""
    if mark.seen is None or answer.version == mark.seen:
        return
    if (answer.verified, answer.verified_state) != (mark.value.text, mark.value.state):
        raise Stale(_("Người khác vừa nhập ô này. Hãy xem lại số đang có rồi nhập lại."), answer)


def _checked(submission: Submission, mark: Mark) -> Value:
    """The mark in canonical text, at a criterion that the organiser enters."""
    sheet = sheet_of(submission)
    if mark.criterion not in sheet.criteria or mark.criterion in sheet.asked:
        raise NotAsked(_("Tiêu chí «%(id)s» do đơn vị kê khai hoặc không có với đơn vị này.") % {"id": mark.criterion})
    return checked(sheet, _node(submission, mark), mark.value)


def _node(submission: Submission, mark: Mark) -> Resolved:
    return sheet_of(submission).criteria[mark.criterion]


def _write(answers: Sequence[Answer]) -> None:
    """Rows that were not there have their first version."""
    Answer.objects.bulk_create([answer for answer in answers if answer.version == 1], batch_size=ROWS)
    Answer.objects.bulk_update([answer for answer in answers if answer.version > 1], WRITTEN, batch_size=ROWS)
