"""Who may decide on people's roles, asked by acts and pages alike.

    a manager           every role in the organiser they manage; officers and heads in every agency
    the head of one     officers in their own agency
    nobody else         nothing

An organiser's own roles (manager, reviewer, council, approver, auditor) are given by a manager of that organiser only: a manager
elsewhere cannot become one there. The very first manager comes from the command line (`first_manager`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person, Role, RoleName
from thuocdo.web.agencies.models import Agency
from thuocdo.web.audit.refusal import NotAllowed

OF_AN_AGENCY = (RoleName.OFFICER, RoleName.HEAD)


def grantable(holding: Holding, agency_id: int) -> tuple[RoleName, ...]:
    """The roles somebody may give and end in an agency."""
    if holding.has(RoleName.MANAGER, agency_id):
        return tuple(RoleName)
    if holding.anywhere(RoleName.MANAGER):
        return OF_AN_AGENCY
    if holding.has(RoleName.HEAD, agency_id):
        return (RoleName.OFFICER,)
    return ()


def may_staff(holding: Holding, agency_id: int, role: str) -> bool:
    """Whether somebody may give and end this role in an agency."""
    return role in grantable(holding, agency_id)


def must_staff(actor: Person, agency: Agency, role: str, at: datetime) -> None:
    """Raise `NotAllowed` for anybody who may not decide on this role."""
    if not may_staff(Holding.at(actor, at), agency.pk, role):
        raise NotAllowed(_("Bạn không được trao hay kết thúc vai trò này ở đơn vị này."))


def may_list_everybody(holding: Holding) -> bool:
    """Whether somebody sees people of all agencies."""
    return bool(holding.anywhere(RoleName.MANAGER))


def may_see_people(holding: Holding, agency_id: int) -> bool:
    """Whether somebody sees who is who in an agency: managers, and everybody who has a role there."""
    return may_list_everybody(holding) or agency_id in holding.agencies


def may_decide_on(holding: Holding, person: Person, roles: Iterable[tuple[str, int]]) -> bool:
    """Whether somebody may stop or restore another's account: a manager who may end every role that it holds."""
    return (
        may_list_everybody(holding)
        and holding.person != person
        and all(may_staff(holding, agency_id, role) for role, agency_id in roles)
    )


def must_decide_on(actor: Person, person: Person, at: datetime) -> None:
    """Raise `NotAllowed` for anybody who may not stop or restore this account."""
    held = Role.objects.on(timezone.localdate(at)).filter(person=person).values_list("role", "agency_id")
    if not may_decide_on(Holding.at(actor, at), person, held):
        raise NotAllowed(
            _("Chỉ người quản trị có quyền với mọi vai trò của người này mới làm được, và không ai tự làm.")
        )
