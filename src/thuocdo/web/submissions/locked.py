"""A submission held by the act that changes it: acts on one submission happen one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils import timezone

from thuocdo.web.accounts.holding import Holding, held_on
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.together import Statement, asked_together
from thuocdo.web.rounds.held import hold_rounds_of
from thuocdo.web.rounds.models import Round, Submission

_SUBMISSION: Final = (
    "id",
    "round_id",
    "agency_id",
    "set_version_id",
    "kind",
    "state",
    "not_evaluated",
    "extended_until",
    "criteria_answered",
    "claimed_points",
)
_ROUND: Final = ("id", "slug", "state", "submit_before")
_HELD: Final = f"SELECT {', '.join(_SUBMISSION)} FROM rounds_submission WHERE id = %s"  # noqa: S608 (our own names)
_OF_ROUND: Final = (
    f"SELECT {', '.join(_ROUND)} FROM rounds_round WHERE id = (SELECT round_id FROM rounds_submission WHERE id = %s)"  # noqa: S608 (as above)
)


class Stored(NamedTuple):
    """What is read of every answer while one is saved, besides those who saved them."""

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


_ANSWERS: Final = f"SELECT {', '.join(Stored._fields)} FROM submissions_answer WHERE submission_id = %s"  # noqa: S608


def locked(submission: Submission) -> Submission:
    """The row as it stands now, with its round, agency and set version, locked until the transaction ends; nobody moves the round on."""
    hold_rounds_of(Submission.objects.filter(pk=submission.pk))
    return (
        Submission.objects.select_for_update(of=("self",))
        .select_related("round", "agency", "set_version")
        .defer("set_version__content", "set_version__cases")
        .get(pk=submission.pk)
    )


@dataclass(frozen=True, slots=True)
class Held:
    """A submission that is locked, its answers by their criteria, and the roles of whoever saves one, all as they stand now."""

    submission: Submission
    answers: dict[str, Stored]
    holding: Holding


def locked_to_fill(submission: Submission, actor: Person, at: datetime) -> Held:
    """The same with only what decides whether an answer may be saved: others wait meanwhile, so the statements are written out."""
    waiting = " FOR UPDATE" if connection.features.has_select_for_update else ""
    pk = (submission.pk,)
    (row,), (of_round,), answers, roles = asked_together(
        [(_HELD + waiting, pk), (_OF_ROUND, pk), (_ANSWERS, pk), held_on(actor, timezone.localdate(at))]
    )
    held = Submission.from_db(connection.alias, _SUBMISSION, _in_utc(row))
    held.round = Round.from_db(connection.alias, _ROUND, _in_utc(of_round))
    held.agency = submission.agency
    if held.set_version_id == submission.set_version_id:
        held.set_version = submission.set_version
    stored = {answer.criterion: answer for answer in map(Stored._make, answers)}
    return Held(held, stored, Holding(actor, frozenset(roles if actor.is_active else ())))


def _in_utc(row: Sequence[Any]) -> list[Any]:
    """SQLite gives instants without their zone."""
    return [
        value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value for value in row
    ]


def updated(table: str, pk: int, columns: Mapping[str, str | int | datetime | None]) -> Statement:
    """Writes columns of one row, as plainly as they were read: `QuerySet.update` takes longer to say it than the database to do it."""
    values = [
        connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
        for value in columns.values()
    ]
    said = ", ".join(f"{name} = %s" for name in columns)
    return f"UPDATE {table} SET {said} WHERE id = %s", [*values, pk]  # noqa: S608 (our own names)


def subject_of(submission: Submission) -> str:
    """What the log calls a submission."""
    return f"submission:{submission.round.slug}/{submission.agency.code}"
