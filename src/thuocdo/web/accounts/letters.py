"""The letters people get about their accounts: what a page shows before sending is what is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from thuocdo.web.accounts.models import Person, RoleName
from thuocdo.web.ui import written


class LetterNotSent(Exception):
    """The act is kept, but its letter did not leave."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, in the language of now."""

    to: str
    subject: str
    body: str

    def send(self) -> None:
        """Send it now. Raises `LetterNotSent`."""
        try:
            EmailMessage(self.subject, self.body, settings.DEFAULT_FROM_EMAIL, [self.to]).send()
        except (OSError, SMTPException) as reason:
            raise LetterNotSent from reason


def invitation_letter(
    *, to: str, name: str, agency: str, role: RoleName, inviter: Person | None, link: str, expires: datetime
) -> Letter:
    """Who invites, to what, the link, until when."""
    words = {
        "name": name,
        "agency": agency,
        "role": role.label,
        "inviter": inviter,
        "link": link,
        "until": written.moment(expires),
        "address": settings.ADDRESS,
    }
    subject = _("[Thước đo] Lời mời tham gia: %(agency)s") % {"agency": agency}
    return Letter(
        to, " ".join(subject.split()), render_to_string("accounts/letters/invitation.txt", words).strip() + "\n"
    )


def send_once_kept(letter: Letter) -> None:
    """Send a letter when, and only when, the act's transaction is kept.

    Not as a job: its row would keep the link for whoever reads the database.
    """
    transaction.on_commit(letter.send)
