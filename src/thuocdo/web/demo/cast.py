"""The accounts of the demonstration: one for every role, all with one password that the command prints.

With `--nation` one more: the manager of the country's round.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from thuocdo.web.accounts.accept_invitation import accept_invitation
from thuocdo.web.accounts.appoint_first_manager import appoint_first_manager
from thuocdo.web.accounts.invite_person import invite_person
from thuocdo.web.accounts.models import Invitation, Person, RoleName
from thuocdo.web.agencies.models import Agency

PASSWORD: Final = "thuoc-do-minh-hoa-2026"  # noqa: S105 (printed by the command; the demonstration listens on this machine only)
MAIL: Final = "demo.thuocdo.vn"


@dataclass(frozen=True, slots=True)
class Account:
    """One account: what the command prints about it."""

    email: str
    name: str
    role: RoleName


ORGANISER: Final = (
    Account(f"quantri@{MAIL}", "Người quản trị (minh hoạ)", RoleName.MANAGER),
    Account(f"thamdinh@{MAIL}", "Người thẩm định (minh hoạ)", RoleName.REVIEWER),
    Account(f"thamdinh2@{MAIL}", "Người thẩm định thứ hai (minh hoạ)", RoleName.REVIEWER),
    Account(f"hoidong@{MAIL}", "Thành viên hội đồng (minh hoạ)", RoleName.COUNCIL),
    Account(f"pheduyet@{MAIL}", "Người phê duyệt (minh hoạ)", RoleName.APPROVER),
    Account(f"kiemtra@{MAIL}", "Người kiểm tra nhật ký (minh hoạ)", RoleName.AUDITOR),
)
AGENCY: Final = (
    Account(f"canbo@{MAIL}", "Cán bộ đầu mối (minh hoạ)", RoleName.OFFICER),
    Account(f"thutruong@{MAIL}", "Thủ trưởng đơn vị (minh hoạ)", RoleName.HEAD),
)
ACCOUNTS: Final = (*ORGANISER, *AGENCY)
NATION_MANAGER: Final = Account(f"quantri.canuoc@{MAIL}", "Người quản trị đợt cả nước (minh hoạ)", RoleName.MANAGER)


MANAGER, REVIEWER, SECOND_REVIEWER, _COUNCIL, APPROVER, _AUDITOR = ORGANISER
OFFICER, _HEAD = AGENCY


def person_of(account: Account) -> Person:
    """The person behind an account that is there."""
    return Person.objects.get(email=account.email)


def first_manager(*, code: str, name: str, kind: str, account: Account, at: datetime) -> tuple[Agency, Person]:
    """An organiser with its first manager."""
    invitation = appoint_first_manager(
        code=code, name=name, kind=kind, email=account.email, actor="thuocdo demo", at=at
    )
    return invitation.agency, _joins(invitation, account, at)


def joins(account: Account, agency: Agency, *, inviter: Person, at: datetime) -> Person:
    """Somebody invited, who accepts."""
    invitation = invite_person(
        email=account.email, name=account.name, agency=agency, role=account.role, actor=inviter, at=at
    )
    return _joins(invitation, account, at)


def _joins(invitation: Invitation, account: Account, at: datetime) -> Person:
    return accept_invitation(
        invitation=invitation,
        name=account.name,
        password=PASSWORD,
        actor=None,
        at=at,
    )
