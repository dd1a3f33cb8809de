"""Become a person: the one who holds the link chooses a name and a password."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thuocdo.vietnamese.names import normal
from thuocdo.web.accounts.invitation_link import must_be_open
from thuocdo.web.accounts.models import Invitation, Language, Person, Role
from thuocdo.web.accounts.refusals import HasAccount, NameMissing, SignedIn
from thuocdo.web.audit.record import record


def accept_invitation(
    *, invitation: Invitation, name: str, password: str | None, actor: Person | None, at: datetime
) -> Person:
    """Make the account, its verified e-mail and its first role, from today on. `actor` is whoever is signed in: nobody.

    Without a password one signs in through the provider only. Raises `SignedIn`, `LinkUsed`, `LinkWithdrawn`, `LinkExpired`,
    `HasAccount`, `NameMissing`.
    """
    with transaction.atomic():
        if actor is not None:
            raise SignedIn(_("Bạn đang đăng nhập bằng một tài khoản khác. Hãy đăng xuất rồi mở lại liên kết."))
        locked = Invitation.objects.select_for_update(of=("self",)).select_related("agency").get(pk=invitation.pk)
        must_be_open(locked, at)
        if not normal(name):
            raise NameMissing(_("Hãy ghi họ và tên."))
        if Person.objects.filter(email=locked.email).exists():
            raise HasAccount(_("Địa chỉ này đã có tài khoản. Hãy đăng nhập."))
        language = Language.ENGLISH if get_language() == "en" else Language.VIETNAMESE
        person = Person.objects.create_user(locked.email, password, name=name, joined=at, language=language)
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        today = timezone.localdate(at)
        Role.objects.create(person=person, agency=locked.agency, role=locked.role, start=today)
        locked.accepted_at = at
        locked.save(update_fields=["accepted_at"])
        record(
            act="accept_invitation",
            actor=person.email,
            at=at,
            subject=f"person:{person.email}",
            agency=locked.agency.code,
            after={"name": person.name, "role": locked.role, "start": today},
        )
    return person
