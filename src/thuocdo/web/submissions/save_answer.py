"""Save the answer to one criterion: the unit of saving, so that two officers at work never overwrite each other.

The version seen decides: an older one is a conflict, unless the value that stands is the same already.

Points and counters are worked out before anybody has to wait, and again only if another answer was saved in the meantime.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext as _

from thuocdo.definition.resolved import Resolved
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.locked import locked_to_fill, update
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
    draft = _draft(submission, criterion, value)
    with transaction.atomic():
        held, changes = locked_to_fill(submission)
        if (refusal := why_not_fill(holding, held, at)) is not None:
            raise refusal
        if not draft.stands(held, changes):
            draft = _draft(held, criterion, value)
        answer = draft.answer(held)
        stored = stored_value(answer)
        if stored == draft.value:
            return answer
        if answer.version != seen and answer.version:
            answer.refresh_from_db(fields=["saved_at", "saved_by"])
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


class _Row(NamedTuple):
    """What is read of every answer; of the one that is saved, the rest is read where somebody asks for it."""

    id: int
    submission_id: int
    criterion: str
    state: str
    version: int
    claimed: str
    claimed_state: str
    claimed_points: int | None
    not_applicable_reason: str
    explanation: str


STORED: Final = f"SELECT {', '.join(_Row._fields)} FROM submissions_answer WHERE submission_id = %s"  # noqa: S608 (our own names)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A value beside the other answers of its submission, with the points that all of them come to."""

    sheet: Sheet
    node: Resolved
    value: Value
    rows: dict[str, _Row]
    claims: Claims

    def stands(self, held: Submission, changes: int) -> bool:
        """Whether it still rests on what is stored: every change of an answer counts its version, and none is deleted."""
        return sheet_of(held) is self.sheet and changes == sum(row.version for row in self.rows.values())

    def answer(self, held: Submission) -> Answer:
        """The answer as it is stored, or a new one."""
        row = self.rows.get(self.node.id)
        if row is None:
            return Answer(submission=held, criterion=self.node.id, version=0)
        answer = Answer.from_db(connection.alias, _Row._fields, row)
        answer.submission = held
        return answer


def _draft(submission: Submission, criterion: str, value: Value) -> _Draft:
    sheet = sheet_of(submission)
    node = _asked(sheet, criterion)
    value = checked(sheet, node, value)
    with connection.cursor() as cursor:
        cursor.execute(STORED, [submission.pk])
        rows = {row.criterion: row for row in map(_Row._make, cursor.fetchall())}
    texts = {id: (row.claimed, row.claimed_state) for id, row in rows.items()}
    return _Draft(sheet, node, value, rows, claims_of_texts(sheet, texts | {criterion: (value.text, value.state)}))


def _asked(sheet: Sheet, criterion: str) -> Resolved:
    node = sheet.asked.get(criterion)
    if node is not None:
        return node
    if criterion in sheet.criteria:
        raise NotAsked(_("Tiêu chí này do cơ quan chủ trì nhập."))
    raise NotAsked(_("Phiếu của đơn vị không có tiêu chí này."))


def _write(answer: Answer, draft: _Draft, actor: Person, at: datetime) -> None:
    """Put a value into an answer, and store it."""
    written: dict[str, str | int | datetime | None] = {
        "claimed": draft.value.text,
        "claimed_state": draft.value.state,
        "claimed_points": draft.claims.points[answer.criterion],
        "not_applicable_reason": draft.value.not_applicable_reason,
        "explanation": draft.value.explanation,
        "state": (AnswerState.CLAIMED if draft.value.answers(draft.node) else AnswerState.OPEN).value,
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


def _count(held: Submission, draft: _Draft, changed: Answer) -> None:
    """Points of other answers that depend on this one, and what lists show of the submission."""
    others = [row for id, row in draft.rows.items() if id != changed.criterion]
    for row in others:
        if row.claimed_points != (points := draft.claims.points.get(row.criterion)):
            update("submissions_answer", row.id, {"claimed_points": points})
    states = [changed.state, *(row.state for row in others if row.criterion in draft.sheet.asked)]
    answered = sum(state != AnswerState.OPEN for state in states)
    if (held.criteria_answered, held.claimed_points) != (answered, draft.claims.so_far):
        held.criteria_answered, held.claimed_points = answered, draft.claims.so_far
        counters = {"criteria_answered": answered, "claimed_points": draft.claims.so_far}
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
