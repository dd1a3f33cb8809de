"""Make an organiser and invite its first manager: how a new site begins, from the command line."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.web.accounts.invite_person import enter_invitation
from thuocdo.web.accounts.models import Invitation, Role, RoleName
from thuocdo.web.accounts.refusals import HasManager
from thuocdo.web.agencies.enter import new_agency
from thuocdo.web.agencies.models import Agency
from thuocdo.web.audit.record import record


def appoint_first_manager(*, code: str, name: str, kind: str, email: str, actor: str, at: datetime) -> Invitation:
    """The invitation of an organiser's first manager; an agency of that code may exist. No letter is sent: the operator has the link.

    `actor` names whoever runs the program on the server: there is nobody else yet. Raises `HasManager`, `HasAccount`, `InvitedElsewhere`.
    """
    with transaction.atomic():
        agency = Agency.objects.select_for_update().filter(code=code).first()
        made = agency is None
        if agency is None:
            agency = new_agency(code=code, name=name, kind=kind, block=None, start=None)
        if Role.objects.on(timezone.localdate(at)).filter(agency=agency, role=RoleName.MANAGER).exists():
            raise HasManager(_("Cơ quan này đã có người quản trị: người đó mời những người khác."))
        invitation = enter_invitation(email=email, name="", agency=agency, role=RoleName.MANAGER, inviter=None, at=at)
        record(
            act="appoint_first_manager",
            actor=actor,
            at=at,
            subject=f"person:{invitation.email}",
            agency=agency.code,
            after={"role": RoleName.MANAGER.value, "expires": invitation.expires, "agency_made": made},
        )
    return invitation
