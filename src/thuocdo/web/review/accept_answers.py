"""Accept many answers at once, and say which were taken and which were left."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.review.counting import count
from thuocdo.web.review.decision import must_be_acceptable
from thuocdo.web.review.keep import keep_accepted
from thuocdo.web.review.models import Outcome, Verification
from thuocdo.web.review.refusals import NotDecidable
from thuocdo.web.review.taken import answers_seen, lock_submissions, must_be_as_seen
from thuocdo.web.review.verify_answer import why_undecidable
from thuocdo.web.review.who import why_not_decide
from thuocdo.web.rounds.assigned import Coverage, coverage_of
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.value import stored_value


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was accepted, under the name by which it can be undone as a whole, and what was left with the reason."""

    batch: str
    answers: tuple[Answer, ...]
    left: tuple[tuple[Answer, str], ...]


def accept_answers(*, round: Round, seen: Mapping[int, int], actor: Person, at: datetime) -> Accepted:
    """Accept the answers of `seen` (their rows, with the versions the person saw) that can still be accepted.

    Raises `NotAllowed` where none of them is the person's, `NotDecidable` where none could be accepted.
    """
    holding, coverage, batch = Holding.at(actor, at), coverage_of(round, at), uuid.uuid4().hex
    accepted: list[Answer] = []
    left: list[tuple[Answer, str]] = []
    with transaction.atomic():
        submissions = lock_submissions(set(answers_seen(seen).values_list("submission_id", flat=True)))
        answers = list(answers_seen(seen).filter(submission__round=round))  # as they stand now that nobody else writes
        held = _standing_ones(answers)
        refusals: list[Refused] = []
        for answer in answers:
            answer.submission = submissions[answer.submission_id]
            refused = _why_not(answer, seen[answer.pk], held.get(answer.pk, ()), holding, coverage)
            if refused is None:
                accepted.append(answer)
            else:
                refusals.append(refused)
                left.append((answer, str(refused)))
        if not accepted:
            _refuse(refusals)
        keep_accepted(accepted, held.keys(), reviewer=actor, at=at, batch=batch)
        touched = {answer.submission_id: submissions[answer.submission_id] for answer in accepted}
        count(touched.values())
        record(
            act="accept_answers",
            actor=actor.email,
            at=at,
            subject=f"answers:{round.slug}/{batch}",
            round=round.slug,
            agency=_one_agency(touched.values()),
            after={"accepted": [_name(answer) for answer in accepted]},
        )
    return Accepted(batch, tuple(accepted), tuple(left))


def _standing_ones(answers: Sequence[Answer]) -> dict[int, list[Verification]]:
    """The decisions that hold, by answer."""
    held: dict[int, list[Verification]] = {}
    for each in Verification.objects.filter(answer__in=[answer.pk for answer in answers], undone_at__isnull=True):
        held.setdefault(each.answer_id, []).append(each)
    return held


def _why_not(
    answer: Answer, seen: int, held: Sequence[Verification], holding: Holding, coverage: Coverage
) -> Refused | None:
    """Why one answer cannot be accepted; nothing if it can."""
    refusal = why_not_decide(holding, coverage, answer.submission, answer.criterion)
    if refusal is not None or holding.person is None:
        return refusal
    try:
        must_be_as_seen(answer, seen)
        must_agree(held)
        if (refusal := why_undecidable(answer, held, holding.person)) is None:
            must_be_acceptable(sheet_of(answer.submission), answer.criterion, stored_value(answer))
    except Refused as refused:
        return refused
    return refusal


def must_agree(held: Sequence[Verification]) -> None:
    """Raise `NotDecidable` where the first reviewer changed what was claimed: the second looks at that by itself."""
    if any(each.outcome != Outcome.ACCEPTED for each in held):
        raise NotDecidable(_("Người thẩm định thứ nhất không chấp nhận số kê khai: hãy xem riêng tiêu chí này."))


def _refuse(refusals: list[Refused]) -> None:
    forbidden = [refused for refused in refusals if isinstance(refused, NotAllowed)]
    if forbidden and len(forbidden) == len(refusals):
        raise forbidden[0]
    raise NotDecidable(str(refusals[0]) if refusals else _("Không có kê khai nào để chấp nhận."))


def _name(answer: Answer) -> str:
    return f"{answer.submission.agency.code}/{answer.criterion}"


def _one_agency(submissions: Iterable[Submission]) -> str:
    codes = {submission.agency.code for submission in submissions}
    return codes.pop() if len(codes) == 1 else ""
