"""What a person may do today: their roles, loaded once for a request and asked by acts and pages alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import connection
from django.utils import timezone

from thuocdo.web.accounts.models import Person, RoleName
from thuocdo.web.audit.together import Statement, asked_together

# `Role.objects.on(day)` of one person, written out: every act and every page asks it.
HELD: Final = """
    SELECT role, agency_id FROM accounts_role WHERE person_id = %s AND start <= %s AND (until IS NULL OR until >= %s)
"""


def held_on(person: Person, day: date) -> Statement:
    """Asks for the roles of a person on a day, whether the account is in use or not."""
    on = connection.ops.adapt_datefield_value(day)
    return HELD, (person.pk, on, on)


@dataclass(frozen=True, slots=True)
class Holding:
    """A person with their roles of a day; nobody signed in holds none."""

    person: Person | None
    roles: frozenset[tuple[str, int]]

    @classmethod
    def of(cls, person: Person | None, day: date) -> Holding:
        """Load the roles of a day; an account that is not in use holds none."""
        if person is None or not person.is_active:
            return cls(person, frozenset())
        (rows,) = asked_together([held_on(person, day)])
        return cls(person, frozenset(rows))

    @classmethod
    def at(cls, person: Person | None, at: datetime) -> Holding:
        """The roles of the day that an instant falls on in Vietnam: in the morning it is still yesterday by UTC."""
        return cls.of(person, timezone.localdate(at))

    def has(self, role: RoleName, agency_id: int) -> bool:
        """Whether the person has a role in an agency."""
        return (role.value, agency_id) in self.roles

    def any_of(self, roles: Iterable[RoleName], agency_id: int) -> bool:
        """Whether the person has one of several roles in an agency."""
        return any(self.has(role, agency_id) for role in roles)

    def anywhere(self, role: RoleName) -> frozenset[int]:
        """The agencies in which the person has a role."""
        return frozenset(agency for held, agency in self.roles if held == role.value)

    @property
    def agencies(self) -> frozenset[int]:
        """Every agency the person has a role in."""
        return frozenset(agency for _, agency in self.roles)
