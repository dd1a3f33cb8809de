"""Who sees which agencies, and for which organiser somebody changes them: asked by the pages of this app.

manager, reviewer, council, approver, auditor of an organiser    every agency
anybody else with a role                                         the agencies of their roles
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext as _

from thuocdo.web.accounts.at_work import holding_of
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.agencies.models import Agency
from thuocdo.web.audit.refusal import NotAllowed

OF_AN_ORGANISER: Final = (
    RoleName.MANAGER,
    RoleName.REVIEWER,
    RoleName.COUNCIL,
    RoleName.APPROVER,
    RoleName.AUDITOR,
)


def reads_all(holding: Holding) -> bool:
    """Whether somebody works for an organiser."""
    return any(holding.anywhere(role) for role in OF_AN_ORGANISER)


def may_change(holding: Holding) -> bool:
    """Whether somebody may change the list of agencies."""
    return bool(holding.anywhere(RoleName.MANAGER))


def may_read_agency(holding: Holding, agency_id: int) -> bool:
    """Whether somebody may open an agency's page."""
    return reads_all(holding) or agency_id in holding.agencies


def must_read_agency(holding: Holding, agency_id: int) -> None:
    """Raise `NotAllowed` for anybody who may not open an agency's page."""
    if not may_read_agency(holding, agency_id):
        raise NotAllowed(_("Trang này dành cho người của đơn vị và của cơ quan chủ trì."))


def organiser_of(request: HttpRequest) -> Agency:
    """The organiser that somebody manages, who is let in only if there is one; of several the first entered."""
    return Agency.objects.get(pk=min(holding_of(request).anywhere(RoleName.MANAGER)))
