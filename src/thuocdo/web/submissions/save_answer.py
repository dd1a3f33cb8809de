"""Save the answer to one criterion: the unit of saving, so that two officers at work never overwrite each other.

The version seen decides: an older one is a conflict, unless the value that stands is the same already.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.definition.resolved import Resolved
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.locked import locked
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.preview import claims_of
from thuocdo.web.submissions.refusals import Conflict, NotAsked
from thuocdo.web.submissions.sheet import Sheet, sheet_of
from thuocdo.web.submissions.value import Value, checked, stored_value
from thuocdo.web.submissions.who import why_not_fill


def save_answer(
    *, submission: Submission, criterion: str, value: Value, seen: int, actor: Person, at: datetime
) -> Answer:
    """Keep a value at one criterion. `seen` is the version the person saw, 0 for none yet.

    The same value again changes nothing and is never a conflict; an empty value where there is no answer gives one that is not stored
    (version 0). Raises `NotAllowed`, `NotEvaluated`, `NotOpen`, `TooLate`, `NotDrafting`, `NotAsked`, `BadValue`, `Conflict`.
    """
    holding = Holding.at(actor, at)
    with transaction.atomic():
        held = locked(submission)
        if (refusal := why_not_fill(holding, held, at)) is not None:
            raise refusal
        sheet = sheet_of(held)
        node = _asked(sheet, criterion)
        value = checked(sheet, node, value)
        answers = {answer.criterion: answer for answer in Answer.objects.filter(submission=held)}
        answer = answers.get(criterion) or Answer(submission=held, criterion=criterion, version=0)
        stored = stored_value(answer)
        if stored == value:
            return answer
        if answer.version != seen and answer.version:
            raise Conflict(_("Người khác vừa lưu một giá trị khác ở tiêu chí này."), answer)
        before = _told(stored, answer) if answer.version else {}
        answers[criterion] = answer
        _write(answer, value, node, actor, at)
        _count(held, sheet, answers, answer)
        record(
            act="save_answer",
            actor=actor.email,
            at=at,
            subject=f"answer:{held.round.slug}/{held.agency.code}/{criterion}",
            agency=held.agency.code,
            round=held.round.slug,
            before=before,
            after=_told(value, answer),
        )
    return answer


def _asked(sheet: Sheet, criterion: str) -> Resolved:
    node = sheet.asked.get(criterion)
    if node is not None:
        return node
    if criterion in sheet.criteria:
        raise NotAsked(_("Tiêu chí này do cơ quan chủ trì nhập."))
    raise NotAsked(_("Phiếu của đơn vị không có tiêu chí này."))


def _write(answer: Answer, value: Value, node: Resolved, actor: Person, at: datetime) -> None:
    """Put a value into an answer; its points follow with the counters."""
    answer.claimed = value.text
    answer.claimed_state = value.state
    answer.not_applicable_reason = value.not_applicable_reason
    answer.explanation = value.explanation
    answer.state = AnswerState.CLAIMED if value.answers(node) else AnswerState.OPEN
    answer.version += 1
    answer.saved_at, answer.saved_by = at, actor


def _count(held: Submission, sheet: Sheet, answers: Mapping[str, Answer], changed: Answer) -> None:
    """Save the answer, points that depend on it, and what lists show of the submission."""
    claims = claims_of(sheet, {id: stored_value(answer) for id, answer in answers.items()})
    for id, answer in answers.items():
        points = claims.points.get(id)
        if answer is changed:
            answer.claimed_points = points
            answer.save()
        elif answer.claimed_points != points:
            answer.claimed_points = points
            answer.save(update_fields=["claimed_points"])
    held.criteria_answered = sum(answers[id].state != AnswerState.OPEN for id in answers.keys() & sheet.asked.keys())
    held.claimed_points = claims.so_far
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
