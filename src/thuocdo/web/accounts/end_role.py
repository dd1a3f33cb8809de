"""End a person's role in an agency with a last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.web.accounts.models import Person, Role
from thuocdo.web.accounts.refusals import NotHeld
from thuocdo.web.accounts.remaining import must_leave_a_manager
from thuocdo.web.accounts.staffing import must_staff
from thuocdo.web.audit.record import record


def end_role(*, role: Role, last: date, actor: Person, at: datetime) -> None:
    """The role is held until `last`, that day included; a day before its start takes it back whole.

    What has passed stays: an earlier `last` than yesterday counts as yesterday. Raises `NotAllowed`, `NotHeld`, `LastManager`.
    """
    with transaction.atomic():
        locked = Role.objects.select_for_update(of=("self",)).select_related("person", "agency").get(pk=role.pk)
        must_staff(actor, locked.agency, locked.role, at)
        today = timezone.localdate(at)
        if locked.until is not None and locked.until < today:
            raise NotHeld(_("Vai trò này đã kết thúc rồi."))
        kept = max(last, today - timedelta(days=1))
        must_leave_a_manager(locked, kept)
        before = {"role": locked.role, "start": locked.start, "until": locked.until}
        if kept < locked.start:
            locked.delete()
        else:
            locked.until = kept
            locked.save(update_fields=["until"])
        record(
            act="end_role",
            actor=actor.email,
            at=at,
            subject=f"person:{locked.person.email}",
            agency=locked.agency.code,
            before=before,
            after={"role": before["role"], "until": kept},
        )
