"""What happened to a round's results and by whose hand: put before the approver, approved, sent back, taken up again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from thuocdo.web.accounts.models import Person
from thuocdo.web.approval.models import Approval
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.rounds.models import Round
from thuocdo.web.ui import written


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `tone` as states are drawn: waiting, done, late."""

    at: datetime
    what: str
    by: Any
    text: str = ""
    tone: str = "done"
    digest: str = ""


def history_of(round: Round, approvals: list[Approval]) -> list[Event]:
    """Everything, the latest first. `approvals` come with the people."""
    events = [event for approval in approvals for event in _of(approval)]
    return sorted([*events, *_reopened(round)], key=lambda event: event.at, reverse=True)


def _of(approval: Approval) -> Iterator[Event]:
    name = {"number": written.number(approval.number)}
    yield Event(
        approval.asked_at,
        _("Trình phê duyệt lần %(number)s") % name,
        approval.asked_by,
        approval.note,
        "waiting",
        approval.digest,
    )
    if approval.decided_at is None:
        return
    if not approval.approved:
        yield Event(
            approval.decided_at, _("Trả lại lần trình %(number)s") % name, approval.decided_by, approval.reason, "late"
        )
        return
    told = {"decision": approval.decision, "day": written.day(approval.dated)}
    yield Event(
        approval.decided_at,
        _("Phê duyệt lần trình %(number)s") % name,
        approval.decided_by,
        _("Quyết định %(decision)s ngày %(day)s.") % told,
    )


def _reopened(round: Round) -> Iterator[Event]:
    entries = list(LogEntry.objects.filter(act="reopen_round", round=round.slug).order_by("number"))
    if not entries:
        return
    people = {person.email: person for person in Person.objects.filter(email__in={entry.actor for entry in entries})}
    for entry in entries:
        reason = json.loads(entry.text).get("reason", "")
        yield Event(entry.at, _("Mở lại đợt"), people.get(entry.actor, entry.actor), reason, "late")
