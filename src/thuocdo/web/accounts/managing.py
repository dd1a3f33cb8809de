"""The one question that acts on agencies, sets and rounds share: does this person manage for this organiser?"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person, RoleName
from thuocdo.web.agencies.models import Agency
from thuocdo.web.audit.refusal import NotAllowed


def may_manage(holding: Holding, organiser: Agency) -> bool:
    """Whether somebody is a manager of the organiser."""
    return holding.has(RoleName.MANAGER, organiser.pk)


def must_manage(actor: Person, organiser: Agency, at: datetime) -> None:
    """Raise `NotAllowed` for anybody who is not a manager of the organiser on the day."""
    if not may_manage(Holding.at(actor, at), organiser):
        raise NotAllowed(_("Chỉ người quản trị của cơ quan chủ trì được làm việc này."))
