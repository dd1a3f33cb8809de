"""Save the answer to one criterion: the unit of saving, so that two officers at work never overwrite each other.

The version seen decides: an older one is a conflict, unless the value that stands is the same already.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from thuocdo.definition.resolved import Resolved
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.locked import Stored, locked_to_fill, update
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.preview import Claims, claims_of_texts
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
    sheet_of(submission)  # a set that is new here is read before anybody has to wait
    with transaction.atomic():
        held, rows = locked_to_fill(submission)
        if (refusal := why_not_fill(holding, held, at)) is not None:
            raise refusal
        sheet = sheet_of(held)
        node = _asked(sheet, criterion)
        value = checked(sheet, node, value)
        answer = _answer(held, criterion, rows.pop(criterion, None))
        stored = stored_value(answer)
        if stored == value:
            return answer
        if answer.version != seen and answer.version:
            answer.refresh_from_db(fields=["saved_at", "saved_by"])
            raise Conflict(_("Người khác vừa lưu một giá trị khác ở tiêu chí này."), answer)
        before = _told(stored, answer) if answer.version else {}
        claims = claims_of_texts(
            sheet,
            {id: (row.claimed, row.claimed_state) for id, row in rows.items()} | {criterion: (value.text, value.state)},
        )
        _write(answer, node, value, claims, actor, at)
        _count(held, rows.values(), answer, claims)
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


def _answer(held: Submission, criterion: str, row: Stored | None) -> Answer:
    """The answer as it is stored, or a new one."""
    if row is None:
        return Answer(submission=held, criterion=criterion, version=0)
    answer = Answer.from_db(connection.alias, Stored._fields, row)
    answer.submission = held
    return answer


def _asked(sheet: Sheet, criterion: str) -> Resolved:
    node = sheet.asked.get(criterion)
    if node is not None:
        return node
    if criterion in sheet.criteria:
        raise NotAsked(_("Tiêu chí này do cơ quan chủ trì nhập."))
    raise NotAsked(_("Phiếu của đơn vị không có tiêu chí này."))


def _write(answer: Answer, node: Resolved, value: Value, claims: Claims, actor: Person, at: datetime) -> None:
    """Put a value into an answer, and store it."""
    written: dict[str, str | int | datetime | None] = {
        "claimed": value.text,
        "claimed_state": value.state,
        "claimed_points": claims.points[answer.criterion],
        "not_applicable_reason": value.not_applicable_reason,
        "explanation": value.explanation,
        "state": (AnswerState.CLAIMED if value.answers(node) else AnswerState.OPEN).value,
        "version": answer.version + 1,
        "saved_at": at,
        "saved_by_id": actor.pk,
    }
    for name, content in written.items():
        setattr(answer, name, content)
    answer.saved_by = actor
    if answer.pk is None:
        answer.save(force_insert=True)
    else:
        update("submissions_answer", answer.pk, written)


def _count(held: Submission, others: Collection[Stored], changed: Answer, claims: Claims) -> None:
    """Points of other answers that depend on this one, and what lists show of the submission."""
    asked = sheet_of(held).asked
    for row in others:
        if row.claimed_points != (points := claims.points.get(row.criterion)):
            update("submissions_answer", row.id, {"claimed_points": points})
    states = [changed.state, *(row.state for row in others if row.criterion in asked)]
    answered = sum(state != AnswerState.OPEN for state in states)
    if (held.criteria_answered, held.claimed_points) != (answered, claims.so_far):
        held.criteria_answered, held.claimed_points = answered, claims.so_far
        counters = {"criteria_answered": answered, "claimed_points": claims.so_far}
        update("rounds_submission", held.pk, counters)


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
