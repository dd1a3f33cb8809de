"""Invite somebody by e-mail to a role in an agency: a link that works once, for a week."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.vietnamese.names import normal
from thuocdo.web.accounts.invitation_link import link_of
from thuocdo.web.accounts.letters import Letter, invitation_letter, send_once_kept
from thuocdo.web.accounts.models import Invitation, Person, RoleName, one_login
from thuocdo.web.accounts.refusals import AgencyNotThere, HasAccount, InvitedElsewhere
from thuocdo.web.accounts.staffing import must_staff
from thuocdo.web.agencies.models import Agency
from thuocdo.web.agencies.naming import in_force, name_on
from thuocdo.web.audit.record import record

WORKS_FOR = timedelta(days=7)


def invite_person(*, email: str, name: str, agency: Agency, role: RoleName, actor: Person, at: datetime) -> Invitation:
    """Send the link; one sent before by the same agency stops working.

    Raises `NotAllowed`, `AgencyNotThere`, `HasAccount`, `InvitedElsewhere`; `LetterNotSent` once the invitation is kept.
    """
    with transaction.atomic():
        must_staff(actor, agency, role, at)
        invitation = enter_invitation(email=email, name=name, agency=agency, role=role, inviter=actor, at=at)
        send_once_kept(letter_of(invitation, link_of(invitation)))
        record(
            act="invite_person",
            actor=actor.email,
            at=at,
            subject=f"person:{invitation.email}",
            agency=agency.code,
            after={"role": role.value, "expires": invitation.expires},
        )
    return invitation


def enter_invitation(
    *, email: str, name: str, agency: Agency, role: RoleName, inviter: Person | None, at: datetime
) -> Invitation:
    """The row of an invitation, in place of an earlier one. Used by acts only."""
    login = one_login(email)
    if not Agency.objects.filter(in_force(timezone.localdate(at)), pk=agency.pk).exists():
        raise AgencyNotThere(_("Đơn vị này không tồn tại vào ngày đó."))
    if Person.objects.filter(email=login).exists():
        raise HasAccount(_("Địa chỉ này đã có tài khoản: hãy trao vai trò thay vì mời."))
    for waiting in Invitation.objects.select_for_update().waiting().filter(email=login):
        if waiting.agency_id != agency.pk and waiting.open_at(at):
            raise InvitedElsewhere(_("Địa chỉ này đang có lời mời của một đơn vị khác."))
        waiting.withdrawn_at = at
        waiting.save(update_fields=["withdrawn_at"])
    return Invitation.objects.create(
        email=login,
        name=normal(name),
        agency=agency,
        role=role,
        nonce=secrets.token_urlsafe(24),
        invited_at=at,
        invited_by=inviter,
        expires=at + WORKS_FOR,
    )


def letter_of(invitation: Invitation, link: str) -> Letter:
    """The letter of an invitation; a page shows it before there is a link."""
    return invitation_letter(
        to=invitation.email,
        name=invitation.name,
        agency=name_on(invitation.agency, timezone.localdate(invitation.invited_at)),
        role=RoleName(invitation.role),
        inviter=invitation.invited_by,
        link=link,
        expires=invitation.expires,
    )
