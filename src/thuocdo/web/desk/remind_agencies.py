"""Remind agencies by e-mail to submit: their officers and heads get a letter, sent by a job beside the web."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import Refused, WrongState
from thuocdo.web.desk.models import Reminder
from thuocdo.web.desk.reminding import LATELY, REMINDABLE, last_reminded, not_submitted, readers_of
from thuocdo.web.desk.send_reminders import send_reminders
from thuocdo.web.jobs.ask import ask
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.rounds.refusals import NotOpen


class NobodyToRemind(Refused):
    """No agency is left that has not submitted and has somebody to write to."""

    status = 422


class RemindedLately(WrongState):
    """Some were reminded within a day, and whoever sends did not say that they know."""


def remind_agencies(
    *,
    round: Round,
    submissions: Collection[Submission],
    note: str,
    again: bool,
    actor: Person,
    at: datetime,
) -> list[Reminder]:
    """Remind those that have not submitted and have people; `again`: also those reminded within a day.

    Raises `NotAllowed`, `NotOpen`, `NobodyToRemind`, `RemindedLately`.
    """
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=round.pk)
        must_manage(actor, locked.organiser, at)
        if locked.state not in REMINDABLE:
            raise NotOpen(_("Chỉ nhắc được khi đợt đang mở hoặc đang thẩm định."))
        asked = {each.pk for each in submissions}
        waiting = [each for each in not_submitted(locked).order_by("sort_key") if each.pk in asked]
        readers = readers_of({each.agency_id for each in waiting}, at)
        reached = [each for each in waiting if each.agency_id in readers]
        if not reached:
            raise NobodyToRemind(_("Không còn đơn vị nào chưa nộp mà có người nhận thư."))
        _refuse_again(reached, again=again, at=at)
        job = ask(send_reminders, asked_by=actor.email, at=at, round_id=locked.pk, asked_at=at.isoformat())
        reminders = Reminder.objects.bulk_create(
            Reminder(
                submission=each,
                asked_at=at,
                asked_by=actor,
                note=note.strip(),
                job=job,
                letters=len(readers[each.agency_id]),
            )
            for each in reached
        )
        record(
            act="remind_agencies",
            actor=actor.email,
            at=at,
            subject=f"round:{locked.slug}",
            agency=locked.organiser.code,
            round=locked.slug,
            after={
                "agencies": [each.agency.code for each in reached],
                "letters": sum(each.letters for each in reminders),
                "unreachable": [each.agency.code for each in waiting if each.agency_id not in readers],
                "note": note.strip(),
            },
        )
    return reminders


def _refuse_again(submissions: list[Submission], *, again: bool, at: datetime) -> None:
    last = last_reminded(submissions)
    lately = [each.name for each in submissions if each.pk in last and at - last[each.pk] < LATELY]
    if lately and not again:
        said = _("%(count)s đơn vị đã được nhắc trong một ngày qua: %(names)s.")
        shown = ", ".join(lately[:5]) + ("…" if len(lately) > 5 else "")
        raise RemindedLately(said % {"count": len(lately), "names": shown})
