"""Enter what agencies do not claim themselves: survey means, leaders' ratings, bonuses and deductions; by hand or from a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.review.counting import Reckoning, count
from thuocdo.web.review.in_bulk import insert_all, update_all
from thuocdo.web.review.refusals import NotUnderReview, OwnAgency, Stale
from thuocdo.web.review.who import own_agencies
from thuocdo.web.rounds.held import hold_round
from thuocdo.web.rounds.models import Round, RoundState, Submission
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.refusals import NotAsked
from thuocdo.web.submissions.sheet import Sheet, sheet_of, with_their_sets
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


def enter_marks(
    *,
    round: Round,
    marks: Sequence[Mark],
    origin: str,
    actor: Person,
    at: datetime,
    reckoning: Reckoning | None = None,
) -> int:
    """Keep marks, and return how many changed something. `origin`: the file they come from, empty by hand.

    All of them or none. `reckoning`: points that were worked out ahead, so that the rows are locked for a shorter time.
    Raises `NotAllowed`, `OwnAgency`, `NotUnderReview`, `NotAsked`, `BadValue`, `Stale`.
    """
    with transaction.atomic():
        held = hold_round(round.pk)
        must_manage(actor, held.organiser, at)
        if held.state not in ENTERING:
            raise NotUnderReview(_("Chỉ nhập được khi đợt đang mở hoặc đang thẩm định."))
        submissions = _locked(held, {mark.submission for mark in marks})
        _refuse_own(Holding.at(actor, at), held, submissions.values())
        entered = _entered(marks, submissions, actor, at)
        if entered:
            answers = [each.answer for each in entered]
            changed = {each.submission_id: each.submission for each in answers}
            count(changed.values(), reviewing=False, marks=answers, reckoning=reckoning)
            insert_all([answer for answer in answers if answer.version == 1])
            update_all([answer for answer in answers if answer.version > 1], WRITTEN)
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
    known, checking = _known(marks), _Checking()
    found: dict[tuple[int, str], _Entered] = {}
    for mark in marks:
        submission = submissions[mark.submission]
        answer = known.get((mark.submission, mark.criterion)) or Answer(criterion=mark.criterion, version=0)
        answer.submission = submission
        _must_be_seen(answer, mark)
        value = checking.read(submission, mark)
        was, now = answer.verified_state or answer.verified, value.state or value.text
        if was == now:
            continue
        answer.verified, answer.verified_state = value.text, value.state
        answer.state = AnswerState.VERIFIED if value.answers else AnswerState.OPEN
        answer.version += 1
        answer.saved_at, answer.saved_by = at, actor
        found[mark.submission, mark.criterion] = _Entered(
            answer, f"{submission.agency.code}/{mark.criterion}", was, now
        )
    return list(found.values())


def _locked(held: Round, keys: Iterable[int]) -> dict[int, Submission]:
    """The submissions, locked, with their agency, set and round."""
    rows = Submission.objects.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",))
    found = with_their_sets(rows.select_related("agency"))
    if any(submission.round_id != held.pk for submission in found):
        raise NotAsked(_("Đơn vị không thuộc đợt đánh giá này."))
    for submission in found:
        submission.round = held
    return {submission.pk: submission for submission in found}


def _refuse_own(holding: Holding, held: Round, submissions: Iterable[Submission]) -> None:
    own = own_agencies(holding, held.organiser_id)
    names = [each.name for each in submissions if each.agency_id in own]
    if names:
        said = _("Bạn có vai trò ở %(names)s nên không nhập điểm ở đó được; hãy để người quản trị khác nhập.")
        raise OwnAgency(said % {"names": ", ".join(names)})


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


@dataclass(frozen=True, slots=True)
class _Read:
    """A mark in canonical text, as it is stored; `answers`: its criterion is answered by it."""

    text: str
    state: str
    answers: bool


@dataclass(frozen=True, slots=True)
class _Checking:
    """Reads marks, the same value at a criterion only once: hundreds of agencies have it."""

    known: dict[tuple[int, str, str, str], _Read] = field(default_factory=dict)

    def read(self, submission: Submission, mark: Mark) -> _Read:
        """The mark as it is stored, at a criterion that the organiser enters."""
        sheet = sheet_of(submission)
        if mark.criterion not in sheet.criteria or mark.criterion in sheet.asked:
            said = _("Tiêu chí «%(id)s» do đơn vị kê khai hoặc không có với đơn vị này.")
            raise NotAsked(said % {"id": mark.criterion})
        value = mark.value
        if value.not_applicable_reason or value.explanation:
            return _read(sheet, mark)
        key = id(sheet), mark.criterion, value.text, value.state
        if key not in self.known:
            self.known[key] = _read(sheet, mark)
        return self.known[key]


def _read(sheet: Sheet, mark: Mark) -> _Read:
    node = sheet.criteria[mark.criterion]
    value = checked(sheet, node, mark.value)
    return _Read(value.text, value.state, value.answers(node))
