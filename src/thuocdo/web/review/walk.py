"""The order in which somebody goes through answers: one criterion across agencies, or one agency through its criteria.

    walk.before, walk.after      the neighbours          walk.onward      the next that waits, from the first again after the last

`waits`: it is this person's turn. One query, whatever the number of agencies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, FilteredRelation, OuterRef, Q, QuerySet

from thuocdo.web.review.desk import Desk
from thuocdo.web.review.models import Finding, Verification
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.who import HANDED_IN

DECIDED = (AnswerState.VERIFIED, AnswerState.SETTLED)
TO_SETTLE = (AnswerState.RETURNED, AnswerState.EXPLAINED)
BY_CRITERION, BY_AGENCY = "tieu-chi", "don-vi"


@dataclass(frozen=True, slots=True)
class Stop:
    """One answer on the way, as addresses name it; it may not exist yet."""

    code: str
    criterion: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Walk:
    """All stops, and which of them is looked at."""

    stops: tuple[Stop, ...]
    here: int

    @property
    def number(self) -> int:
        """The place, counted from 1; 0 where what is looked at is not on the way."""
        return self.here + 1

    @property
    def before(self) -> Stop | None:
        """The stop before."""
        return self.stops[self.here - 1] if self.here > 0 else None

    @property
    def after(self) -> Stop | None:
        """The stop after."""
        return self.stops[self.here + 1] if 0 <= self.here < len(self.stops) - 1 else None

    @property
    def onward(self) -> Stop | None:
        """The next that waits; not the one that is looked at."""
        later, earlier = self.stops[self.here + 1 :], self.stops[: max(self.here, 0)]
        return next((stop for stop in (*later, *earlier) if stop.waits), None)

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(stop.waits for stop in self.stops)


def agencies_at(desk: Desk, criterion: str) -> QuerySet[Submission]:
    """What is handed in at one criterion, with the answer's fields as `reply_...`; none where nobody answered."""
    reply = FilteredRelation("answers", condition=Q(answers__criterion=criterion))
    rows = Submission.objects.filter(desk.theirs(criterion), round=desk.round, state__in=HANDED_IN)
    rows = rows.annotate(reply=reply, reply_state=F("reply__state"))
    if desk.round.second_review:
        held = Verification.objects.filter(answer=OuterRef("reply__pk"), undone_at__isnull=True)
        rows = rows.annotate(
            mine=Exists(held.filter(reviewer=desk.person)),
            twice=Exists(held.filter(second=True)),
            first=_flag(looked_first(desk, "reply__")),
        )
    return rows


def waiting_at(desk: Desk) -> Q:
    """Which of `agencies_at` wait for the person."""
    found = Q(reply_state__in=_waiting_states(desk))
    if desk.round.second_review:
        found = found & Q(first=False) | Q(reply_state=AnswerState.VERIFIED, mine=False, twice=False)
    return found


def done_at(desk: Desk) -> Q:
    """Which of `agencies_at` the person needs nothing more for."""
    found = Q(reply_state__in=DECIDED)
    return found & ~Q(reply_state=AnswerState.VERIFIED, mine=False, twice=False) if desk.round.second_review else found


def second_looks(desk: Desk) -> Q:
    """The answers that somebody else has verified and nobody twice."""
    held = Verification.objects.filter(answer=OuterRef("pk"), undone_at__isnull=True)
    return Q(~Exists(held.filter(Q(reviewer=desk.person) | Q(second=True))), state=AnswerState.VERIFIED)


def looked_first(desk: Desk, answer: str = "") -> Q:
    """The answers that another reviewer must settle, as `settle_finding` says: the person decided first, or asked where nobody decided.

    `answer` leads to the answer from the rows that are asked for.
    """
    first = Verification.objects.filter(answer=OuterRef(f"{answer}pk"), undone_at__isnull=True, second=False)
    asked = Finding.objects.filter(answer=OuterRef(f"{answer}pk"), settled_at__isnull=True, opened_by=desk.person)
    mine = Q(Exists(first.filter(reviewer=desk.person))) | (Q(Exists(asked)) & ~Q(Exists(first)))
    return Q(**{f"{answer}state__in": TO_SETTLE}) & mine


def walk_through_agencies(desk: Desk, criterion: str, code: str) -> Walk:
    """One criterion across agencies, by name."""
    rows = agencies_at(desk, criterion).order_by("sort_key", "pk")
    told = rows.values_list("agency__code", "reply_state", *_second(desk))
    return _walk((Stop(at, criterion, _waits(desk, state, *seconds)) for at, state, *seconds in told), code, criterion)


def walk_through_criteria(desk: Desk, submission: Submission, answers: dict[str, Answer], criterion: str) -> Walk:
    """One agency through its criteria, in the order of the set; `answers` are those of `answers_of`."""
    code = submission.agency.code
    stops = []
    for id in desk.criteria(submission):
        answer = answers.get(id)
        stops.append(Stop(code, id, answer is not None and is_waiting(desk, answer)))
    return _walk(iter(stops), code, criterion)


def answers_of(desk: Desk, submission: Submission) -> dict[str, Answer]:
    """All answers of a submission by criterion, with what a second review needs to know."""
    rows = Answer.objects.filter(submission=submission).select_related("saved_by")
    if desk.round.second_review:
        held = Verification.objects.filter(answer=OuterRef("pk"), undone_at__isnull=True)
        rows = rows.annotate(
            mine=Exists(held.filter(reviewer=desk.person)),
            twice=Exists(held.filter(second=True)),
            first=_flag(looked_first(desk)),
        )
    found = {}
    for answer in rows:
        answer.submission = submission
        found[answer.criterion] = answer
    return found


def is_waiting(desk: Desk, answer: Answer) -> bool:
    """Whether an answer of `answers_of` waits for the person."""
    return _waits(desk, answer.state, *(getattr(answer, name) for name in _second(desk)))


def second_look(desk: Desk, answer: Answer, *, accepted: bool = False) -> bool:
    """Whether an answer of `answers_of` waits for the person as the second reviewer; `accepted`: the first left it as claimed."""
    if not desk.round.second_review or answer.state != AnswerState.VERIFIED or not is_waiting(desk, answer):
        return False
    return not accepted or (answer.verified, answer.verified_state) == (answer.claimed, answer.claimed_state)


def _second(desk: Desk) -> tuple[str, ...]:
    return ("mine", "twice", "first") if desk.round.second_review else ()


def _flag(condition: Q) -> ExpressionWrapper[Q]:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _waiting_states(desk: Desk) -> tuple[AnswerState, ...]:
    """What was asked and not explained in time is the reviewer's turn again."""
    late = (AnswerState.RETURNED,) if desk.now >= desk.round.explain_before else ()
    return (AnswerState.CLAIMED, AnswerState.EXPLAINED, *late)


def _waits(desk: Desk, state: str | None, *seconds: bool) -> bool:
    """`seconds` are what `_second` names."""
    mine, twice, first = seconds or (True, True, False)
    if state in _waiting_states(desk):
        return not first
    return state == AnswerState.VERIFIED and not mine and not twice


def _walk(stops: Iterator[Stop], code: str, criterion: str) -> Walk:
    found = tuple(stops)
    here = next((n for n, stop in enumerate(found) if (stop.code, stop.criterion) == (code, criterion)), -1)
    return Walk(found, here)
