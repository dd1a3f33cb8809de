"""The order in which somebody goes through answers: one criterion across agencies, or one agency through its criteria.

    walk.before, walk.after      the neighbours          walk.onward      the next that waits, from the first again after the last

What waits is this person's turn. Two queries, whatever the number of agencies: who stands there, and who of them waits. Of the answers
only the index of a criterion is read; joined to the agencies, each of a country's would be looked up by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

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


@dataclass(frozen=True, slots=True)
class Walk:
    """Where an answer stands among all that are gone through: `number` counted from 1, 0 where it is none of them; its neighbours.

    `onward` is the next that waits, from the first again after the last; not the one that is looked at.
    """

    number: int
    total: int
    waiting: int
    before: Stop | None
    after: Stop | None
    onward: Stop | None


def handed_in_at(desk: Desk, criterion: str) -> QuerySet[Submission]:
    """What is handed in at one criterion."""
    return Submission.objects.filter(desk.theirs(criterion), round=desk.round, state__in=HANDED_IN)


def agencies_at(desk: Desk, criterion: str) -> QuerySet[Submission]:
    """The same with the answer's fields as `reply_...`, to look for some of them; none where nobody answered."""
    reply = FilteredRelation("answers", condition=Q(answers__criterion=criterion))
    rows = handed_in_at(desk, criterion).annotate(reply=reply, reply_state=F("reply__state"))
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
    found = Q(reply_state__in=desk.waiting_states)
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
    rows = handed_in_at(desk, criterion).order_by("sort_key", "pk").values_list("pk", "agency__code")
    there = dict(rows)
    waiting = set(_waiting_answers(desk, criterion).values_list("submission", flat=True))
    codes = list(there.values())
    here = codes.index(code) if code in codes else -1
    return _walk([row in waiting for row in there], here, lambda place: Stop(codes[place], criterion))


def walk_through_criteria(desk: Desk, submission: Submission, answers: dict[str, Answer], criterion: str) -> Walk:
    """One agency through its criteria, in the order of the set; `answers` are those of `answers_of`."""
    criteria, code = desk.criteria(submission), submission.agency.code
    waits = [id in answers and is_waiting(desk, answers[id]) for id in criteria]
    here = criteria.index(criterion) if criterion in criteria else -1
    return _walk(waits, here, lambda place: Stop(code, criteria[place]))


def answers_of(desk: Desk, submission: Submission) -> dict[str, Answer]:
    """All answers of a submission by criterion, with what a second review needs to know."""
    found = {}
    for answer in with_second_look(desk, Answer.objects.filter(submission=submission)):
        answer.submission = submission
        found[answer.criterion] = answer
    return found


def with_second_look(desk: Desk, rows: QuerySet[Answer]) -> QuerySet[Answer]:
    """Answers with what a second review needs to know, for `is_waiting` and `second_look`."""
    if not desk.round.second_review:
        return rows
    held = Verification.objects.filter(answer=OuterRef("pk"), undone_at__isnull=True)
    return rows.annotate(
        mine=Exists(held.filter(reviewer=desk.person)),
        twice=Exists(held.filter(second=True)),
        first=_flag(looked_first(desk)),
    )


def is_waiting(desk: Desk, answer: Answer) -> bool:
    """Whether an answer of `with_second_look` waits for the person."""
    return _waits(desk, answer.state, *(getattr(answer, name) for name in _second(desk)))


def second_look(desk: Desk, answer: Answer, *, accepted: bool = False) -> bool:
    """Whether an answer of `with_second_look` waits for the person as the second reviewer; `accepted`: the first left it as claimed."""
    if not desk.round.second_review or answer.state != AnswerState.VERIFIED or not is_waiting(desk, answer):
        return False
    return not accepted or (answer.verified, answer.verified_state) == (answer.claimed, answer.claimed_state)


def _waiting_answers(desk: Desk, criterion: str) -> QuerySet[Answer]:
    """The answers of the round at a criterion that wait for the person, those of agencies that are not the person's too."""
    waits = Q(state__in=desk.waiting_states)
    if desk.round.second_review:
        waits = waits & ~looked_first(desk) | second_looks(desk)
    return Answer.objects.filter(waits, submission__round=desk.round, criterion=criterion)


def _second(desk: Desk) -> tuple[str, ...]:
    return ("mine", "twice", "first") if desk.round.second_review else ()


def _flag(condition: Q) -> ExpressionWrapper[Q]:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _waits(desk: Desk, state: str | None, *seconds: bool) -> bool:
    """`seconds` are what `_second` names."""
    mine, twice, first = seconds or (True, True, False)
    if state in desk.waiting_states:
        return not first
    return state == AnswerState.VERIFIED and not mine and not twice


def _walk(waits: Sequence[bool], here: int, stop: Callable[[int], Stop]) -> Walk:
    """`here` is the place that is looked at, -1 where it is none; `stop` tells what stands at a place."""
    others = chain(range(here + 1, len(waits)), range(here))
    onward = next((place for place in others if waits[place]), None)
    return Walk(
        here + 1,
        len(waits),
        sum(waits),
        stop(here - 1) if here > 0 else None,
        stop(here + 1) if 0 <= here < len(waits) - 1 else None,
        stop(onward) if onward is not None else None,
    )
