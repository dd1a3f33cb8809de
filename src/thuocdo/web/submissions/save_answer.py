"""Save the answer to one criterion: the unit of saving, so that two officers at work never overwrite each other.

The version seen decides: an older one is a conflict, unless the value that stands is the same already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from thuocdo.definition.resolved import Resolved
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.audit.together import Statement
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.locked import Held, Stored, locked_to_fill, updated
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
    sheet_of(submission)  # a set that is new here is read before anybody has to wait
    with transaction.atomic():
        held = locked_to_fill(submission, actor, at)
        if (refusal := why_not_fill(held.holding, held.submission, at)) is not None:
            raise refusal
        draft = _draft(held, criterion, value)
        answer, stored = draft.answer, stored_value(draft.answer)
        if stored == draft.value:
            return answer
        if answer.version not in {seen, 0}:
            answer.refresh_from_db(fields=["saved_at", "saved_by"])
            raise Conflict(_("Người khác vừa lưu một giá trị khác ở tiêu chí này."), answer)
        before = _told(stored, answer) if answer.version else {}
        changes = list(_changes(draft, actor, at))
        record(
            act="save_answer",
            actor=actor.email,
            at=at,
            subject=f"answer:{held.submission.round.slug}/{held.submission.agency.code}/{criterion}",
            agency=held.submission.agency.code,
            round=held.submission.round.slug,
            before=before,
            after=_told(draft.value, answer),
            along=changes,
        )
    return answer


@dataclass(frozen=True, slots=True)
class _Draft:
    """A value at its answer, with what stands at the other criteria."""

    submission: Submission
    sheet: Sheet
    node: Resolved
    value: Value
    answer: Answer
    others: list[Stored]

    def claims(self) -> Claims:
        """The points that all of them come to."""
        texts = {row.criterion: (row.claimed, row.claimed_state) for row in self.others}
        return claims_of_texts(self.sheet, texts | {self.node.id: (self.value.text, self.value.state)})


def _draft(held: Held, criterion: str, value: Value) -> _Draft:
    submission, sheet = held.submission, sheet_of(held.submission)
    node = _asked(sheet, criterion)
    row = held.answers.get(criterion)
    if row is None:
        answer = Answer(submission=submission, criterion=criterion, version=0)
    else:
        answer = Answer.from_db(connection.alias, Stored._fields, row)
        answer.submission = submission
    others = [each for each in held.answers.values() if each is not row]
    return _Draft(submission, sheet, node, checked(sheet, node, value), answer, others)


def _asked(sheet: Sheet, criterion: str) -> Resolved:
    node = sheet.asked.get(criterion)
    if node is not None:
        return node
    if criterion in sheet.criteria:
        raise NotAsked(_("Tiêu chí này do cơ quan chủ trì nhập."))
    raise NotAsked(_("Phiếu của đơn vị không có tiêu chí này."))


def _changes(draft: _Draft, actor: Person, at: datetime) -> Iterator[Statement]:
    """The value at its answer; points of other answers that depend on it; what lists show of the submission."""
    claims = draft.claims()
    yield from _written(draft, claims, actor, at)
    for row in draft.others:
        if row.claimed_points != (points := claims.points.get(row.criterion)):
            yield updated("submissions_answer", row.id, {"claimed_points": points})
    asked = draft.sheet.asked
    states = [draft.answer.state, *(row.state for row in draft.others if row.criterion in asked)]
    counted = {"criteria_answered": sum(state != AnswerState.OPEN for state in states), "claimed_points": claims.so_far}
    if any(getattr(draft.submission, name) != value for name, value in counted.items()):
        yield updated("rounds_submission", draft.submission.pk, counted)


def _written(draft: _Draft, claims: Claims, actor: Person, at: datetime) -> Iterator[Statement]:
    """Put the value into its answer; one that is not stored yet is stored at once."""
    answer, value = draft.answer, draft.value
    written: dict[str, str | int | datetime | None] = {
        "claimed": value.text,
        "claimed_state": value.state,
        "claimed_points": claims.points[answer.criterion],
        "not_applicable_reason": value.not_applicable_reason,
        "explanation": value.explanation,
        "state": (AnswerState.CLAIMED if value.answers(draft.node) else AnswerState.OPEN).value,
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
        yield updated("submissions_answer", answer.pk, written)


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
