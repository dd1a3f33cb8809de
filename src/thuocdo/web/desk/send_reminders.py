"""The job that sends reminders: an agency at a time, each noted, so that a job begun again goes on where it stopped."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.web.accounts.models import Person
from thuocdo.web.desk.models import Reminder
from thuocdo.web.desk.reminder_letter import reminder_letter
from thuocdo.web.desk.reminding import not_submitted, of_round, readers_of
from thuocdo.web.jobs.progress import NotDone, Progress
from thuocdo.web.rounds.models import Round, Submission

logger = logging.getLogger(__name__)


def send_reminders(progress: Progress, *, round_id: int, asked_at: str) -> dict[str, int]:
    """Send what was asked for at an instant; agencies that have submitted meanwhile are left in peace."""
    asked = Reminder.objects.filter(
        submission__round_id=round_id, asked_at=datetime.fromisoformat(asked_at), sent_at__isnull=True
    )
    reminders = list(asked.order_by("submission__sort_key", "pk"))
    round = Round.objects.get(pk=round_id)
    waiting = {each.pk: each for each in of_round(not_submitted(round), round)}
    readers = readers_of({each.agency_id for each in waiting.values()}, timezone.now())
    connection = get_connection()
    sent = failed = 0
    progress.expect(len(reminders), _("Đang gửi thư"))
    for number, reminder in enumerate(reminders, 1):
        left, lost = _remind(reminder, waiting, readers, connection)
        sent, failed = sent + left, failed + lost
        progress.reach(number)
    connection.close()
    if failed and not sent:
        raise NotDone(_("Máy chủ thư không nhận thư nào. Hãy thử lại sau, hoặc báo cho người quản trị máy chủ."))
    return {"sent": sent, "failed": failed}


def _remind(
    reminder: Reminder,
    waiting: Mapping[int, Submission],
    readers: Mapping[int, list[Person]],
    connection: BaseEmailBackend,
) -> tuple[int, int]:
    """How many letters to one agency left, and how many did not."""
    submission = waiting.get(reminder.submission_id)
    people = readers.get(submission.agency_id, []) if submission else []
    lost = 0
    for reader in people:
        assert submission is not None  # noqa: S101 (there are people only where there is one)
        letter = reminder_letter(submission=submission, reader=reader, note=reminder.note, now=timezone.now())
        message = EmailMessage(
            letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.to], connection=connection
        )
        try:
            message.send()
        except (OSError, SMTPException):
            logger.exception("a reminder to %s did not leave", letter.to)
            lost += 1
        else:
            Reminder.objects.filter(pk=reminder.pk, sent__lt=F("letters")).update(sent=F("sent") + 1)
    Reminder.objects.filter(pk=reminder.pk).update(sent_at=timezone.now())
    return len(people) - lost, lost
