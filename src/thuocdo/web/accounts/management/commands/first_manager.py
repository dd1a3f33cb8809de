"""`thuocdo manage first_manager`: make the organiser and the invitation of its first manager, and print the link."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from thuocdo.web.accounts.appoint_first_manager import appoint_first_manager
from thuocdo.web.accounts.invitation_link import link_of
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.ui import written


class Command(BaseCommand):
    """The command."""

    help = (
        "Lập cơ quan chủ trì và lời mời cho người quản trị đầu tiên. / Make the organiser and invite its first manager."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The organiser and the e-mail."""
        parser.add_argument("--agency", required=True, metavar="CODE", help="mã cơ quan chủ trì / the organiser's code")
        parser.add_argument("--agency-name", required=True, metavar="NAME", help="tên của cơ quan / its name")
        parser.add_argument("--kind", default="so", help="loại cơ quan / its kind (so)")
        parser.add_argument("--email", required=True, help="thư điện tử của người quản trị / the manager's e-mail")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django gives it)
        """Invite, and print the link: no letter is sent, since mail may not be set up yet."""
        try:
            validate_email(options["email"])
            invitation = appoint_first_manager(
                code=options["agency"],
                name=options["agency_name"],
                kind=options["kind"],
                email=options["email"],
                actor=f"thuocdo manage ({getpass.getuser()})",
                at=timezone.now(),
            )
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(link_of(invitation))
        until = written.moment(invitation.expires)
        self.stderr.write(f"Liên kết dùng được một lần, đến {until}. / The link works once, until {until}.")
