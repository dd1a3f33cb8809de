"""People of agencies whom nobody plays: an officer and a head, without a password, invited when they are first needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from thuocdo.web.accounts.accept_invitation import accept_invitation
from thuocdo.web.accounts.invite_person import invite_person
from thuocdo.web.accounts.models import Person, RoleName
from thuocdo.web.demo.cast import MAIL
from thuocdo.web.rounds.models import Submission

LOGINS: Final = {RoleName.OFFICER: ("canbo", "Cán bộ đầu mối"), RoleName.HEAD: ("thutruong", "Thủ trưởng")}


@dataclass(frozen=True, slots=True)
class Crew:
    """The two people of an agency who are further on than drafting."""

    officer: Person
    head: Person


def crew_of(submission: Submission, *, manager: Person, at: datetime) -> Crew:
    """Both; in small agencies of the year before the head did everything alone."""
    return Crew(*(_joined(submission, role, manager, at) for role in (RoleName.OFFICER, RoleName.HEAD)))


def head_of(submission: Submission, *, manager: Person, at: datetime) -> Person:
    """The head alone, who may fill in, hand over and submit."""
    return _joined(submission, RoleName.HEAD, manager, at)


def _joined(submission: Submission, role: RoleName, manager: Person, at: datetime) -> Person:
    login, name = LOGINS[role]
    email = f"{login}.{submission.agency.code}@{MAIL}"
    there = Person.objects.filter(email=email).first()
    if there is not None:
        return there
    invitation = invite_person(email=email, name=name, agency=submission.agency, role=role, actor=manager, at=at)
    full = f"{name} {submission.name} (minh hoạ)"
    return accept_invitation(invitation=invitation, name=full, password=None, actor=None, at=at)
