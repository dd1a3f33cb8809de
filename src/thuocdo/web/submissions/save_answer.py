"""Save the answer to one criterion: the unit of saving, so that two officers at work never overwrite each other.

The version seen decides: an older one is a conflict, unless the value that stands is the same already.

Points and counters are worked out before anybody has to wait, and again only if another answer was saved in the meantime.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.definition.resolved import Resolved
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.locked import locked
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.preview import Claims, claims_of
from thuocdo.web.submissions.refusals import Conflict, NotAsked
from thuocdo.web.submissions.sheet import Sheet, sheet_of
from thuocdo.web.submissions.value import Value, checked, stored_value
from thuocdo.web.submissions.who import why_not_fill

WRITTEN: Final = (
    "claimed",
    "claimed_state",
    "claimed_points",
    "not_applicable_reason",
    "explanation",
    "state",
    "version",
    "saved_at",
    "saved_by",
)


def save_answer(
    *, submission: Submission, criterion: str, value: Value, seen: int, actor: Person, at: datetime
) -> Answer:
    """Keep a value at one criterion. `seen` is the version the person saw, 0 for none yet.

    The same value again changes nothing and is never a conflict; an empty value where there is no answer gives one that is not stored
    (version 0). Raises `NotAllowed`, `NotEvaluated`, `NotOpen`, `TooLate`, `NotDrafting`, `NotAsked`, `BadValue`, `Conflict`.
    """
    holding = Holding.at(actor, at)
    draft = _draft(submission, criterion, value)
    with transaction.atomic():
        held = locked(submission)
        if (refusal := why_not_fill(holding, held, at)) is not None:
            raise refusal
        if not draft.stands(held):
            draft = _draft(held, criterion, value)
        answer = draft.answers.get(criterion) or Answer(submission=held, criterion=criterion, version=0)
        stored = stored_value(answer)
        if stored == draft.value:
            return answer
        if answer.version != seen and answer.version:
            raise Conflict(_("Người khác vừa lưu một giá trị khác ở tiêu chí này."), answer)
        before = _told(stored, answer) if answer.version else {}
        _write(answer, draft, actor, at)
        _count(held, draft, answer)
        record(
            act="save_answer",
            actor=actor.email,
            at=at,
            subject=f"answer:{held.round.slug}/{held.agency.code}/{criterion}",
            agency=held.agency.code,
            round=held.round.slug,
            before=before,
            after=_told(draft.value, answer),
        )
    return answer


@dataclass(frozen=True, slots=True)
class _Draft:
    """A value beside the other answers of its submission, with the points that all of them come to."""

    sheet: Sheet
    node: Resolved
    value: Value
    answers: dict[str, Answer]
    claims: Claims

    def stands(self, held: Submission) -> bool:
        """Whether it still rests on what is stored: every change of an answer counts its version."""
        versions = dict(Answer.objects.filter(submission=held).values_list("criterion", "version"))
        return sheet_of(held) is self.sheet and versions == {id: each.version for id, each in self.answers.items()}


def _draft(submission: Submission, criterion: str, value: Value) -> _Draft:
    sheet = sheet_of(submission)
    node = _asked(sheet, criterion)
    value = checked(sheet, node, value)
    answers = {answer.criterion: answer for answer in Answer.objects.filter(submission=submission)}
    values = {id: stored_value(answer) for id, answer in answers.items()} | {criterion: value}
    return _Draft(sheet, node, value, answers, claims_of(sheet, values))


def _asked(sheet: Sheet, criterion: str) -> Resolved:
    node = sheet.asked.get(criterion)
    if node is not None:
        return node
    if criterion in sheet.criteria:
        raise NotAsked(_("Tiêu chí này do cơ quan chủ trì nhập."))
    raise NotAsked(_("Phiếu của đơn vị không có tiêu chí này."))


def _write(answer: Answer, draft: _Draft, actor: Person, at: datetime) -> None:
    """Put a value into an answer, and store it."""
    answer.claimed = draft.value.text
    answer.claimed_state = draft.value.state
    answer.claimed_points = draft.claims.points[answer.criterion]
    answer.not_applicable_reason = draft.value.not_applicable_reason
    answer.explanation = draft.value.explanation
    answer.state = AnswerState.CLAIMED if draft.value.answers(draft.node) else AnswerState.OPEN
    answer.version += 1
    answer.saved_at, answer.saved_by = at, actor
    if answer.pk is None:
        answer.save(force_insert=True)
    else:
        answer.save(update_fields=WRITTEN)


def _count(held: Submission, draft: _Draft, changed: Answer) -> None:
    """Points of other answers that depend on this one, and what lists show of the submission."""
    answers = draft.answers | {changed.criterion: changed}
    for id, answer in answers.items():
        if answer.claimed_points != (points := draft.claims.points.get(id)):
            answer.claimed_points = points
            answer.save(update_fields=["claimed_points"])
    asked = answers.keys() & draft.sheet.asked.keys()
    held.criteria_answered = sum(answers[id].state != AnswerState.OPEN for id in asked)
    held.claimed_points = draft.claims.so_far
    held.save(update_fields=["criteria_answered", "claimed_points"])


def _told(value: Value, answer: Answer) -> dict[str, Any]:
    """A value as the log has it."""
    return {
        "version": answer.version,
        "inputs": dict(value.inputs),
        "state": value.state,
        "reason": value.not_applicable_reason,
        "explanation": value.explanation,
        "points": answer.claimed_points,
    }
