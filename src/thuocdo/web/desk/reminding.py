"""Whom an organiser can remind to submit: groups of agencies, the people who get the letter, and when they last got one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thuocdo.web.accounts.models import Person, Role, RoleName
from thuocdo.web.desk.models import Reminder
from thuocdo.web.rounds.models import Round, RoundState, Submission, SubmissionState

WITH_AGENCY: Final = (SubmissionState.DRAFTING, SubmissionState.WITH_HEAD)
REMINDABLE: Final = (RoundState.OPEN, RoundState.VERIFYING)
GET_LETTERS: Final = (RoleName.OFFICER, RoleName.HEAD)
LATELY: Final = timedelta(days=1)
READS: Final = Q(reads=True)  # of the rows of `reachable`
FRESH: Final = READS & Q(reminded_lately=False)


@dataclass(frozen=True, slots=True)
class Audience:
    """A group of agencies that have not submitted, by the word of its address."""

    key: str
    label: str | Promise
    means: Q


def audiences(now: datetime) -> tuple[Audience, ...]:
    """The groups one can remind at once; the first is everybody who has not submitted."""
    return (
        Audience("chua-nop", _("Mọi đơn vị chưa nộp"), Q()),
        Audience("tre", _("Đơn vị đã trễ hạn"), Q(deadline__lte=now)),
        Audience("chua-ke-khai", _("Đơn vị chưa kê khai tiêu chí nào"), Q(criteria_answered=0)),
        Audience("cho-thu-truong", _("Phiếu đang chờ thủ trưởng duyệt"), Q(state=SubmissionState.WITH_HEAD)),
    )


def not_submitted(round: Round) -> QuerySet[Submission]:
    """The submissions of a round that are still with their agencies, each with its `deadline`."""
    rows = Submission.objects.filter(round=round, not_evaluated="", state__in=WITH_AGENCY)
    return rows.annotate(deadline=Coalesce(F("extended_until"), F("round__submit_before"))).select_related("agency")


def reachable(rows: QuerySet[Submission], at: datetime) -> QuerySet[Submission]:
    """The same rows, each with whether somebody `reads` its letters and whether it was `reminded_lately`."""
    readers = letter_readers(at).filter(agency_id=OuterRef("agency_id"))
    reminders = Reminder.objects.filter(submission=OuterRef("pk"), asked_at__gt=at - LATELY)
    return rows.annotate(reads=Exists(readers), reminded_lately=Exists(reminders))


def letter_readers(at: datetime) -> QuerySet[Role]:
    """The roles of the day whose holders get letters, of people with an account in use."""
    return Role.objects.on(timezone.localdate(at)).filter(role__in=GET_LETTERS, person__is_active=True)


def of_round(rows: Iterable[Submission], round: Round) -> list[Submission]:
    """Submissions that all know the same round, which is not read again for each of thousands."""
    found = list(rows)
    for row in found:
        row.round = round
    return found


def readers_of(agencies: Collection[int], at: datetime) -> dict[int, list[Person]]:
    """By agency its officers and heads of the day with an account in use, each once; one query."""
    roles = letter_readers(at).filter(agency_id__in=agencies)
    found: dict[int, dict[int, Person]] = {}
    for role in roles.select_related("person").order_by("agency_id", "person__sort_key", "person_id"):
        found.setdefault(role.agency_id, {})[role.person_id] = role.person
    return {agency: list(people.values()) for agency, people in found.items()}


def last_reminded(submissions: Iterable[Submission]) -> dict[int, datetime]:
    """By submission when its agency was last reminded; never reminded ones are left out."""
    asked = Reminder.objects.filter(submission__in=[each.pk for each in submissions])
    return dict(asked.values("submission").annotate(last=Max("asked_at")).values_list("submission", "last"))
