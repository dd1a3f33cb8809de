"""An organiser keeps at least one manager: otherwise nobody could invite another."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.accounts.refusals import LastManager
from thuocdo.web.agencies.models import Agency


def must_leave_a_manager(ending: Role, last: date) -> None:
    """Raise `LastManager` if nobody else in use manages the organiser after `last`. Locks the organiser's row."""
    if ending.role != RoleName.MANAGER:
        return
    Agency.objects.select_for_update().get(pk=ending.agency_id)
    others = Role.objects.filter(role=RoleName.MANAGER, agency_id=ending.agency_id, person__is_active=True)
    if not others.exclude(person_id=ending.person_id).filter(Q(until__isnull=True) | Q(until__gt=last)).exists():
        raise LastManager(_("Cơ quan chủ trì phải còn ít nhất một người quản trị."))
