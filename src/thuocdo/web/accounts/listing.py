"""People and their roles as lists show them, by queries that do not grow with the number of people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, cast

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.functional import Promise

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person, Role, RoleName
from thuocdo.web.accounts.staffing import may_list_everybody, may_staff
from thuocdo.web.agencies.models import AgencyName
from thuocdo.web.agencies.naming import NamesOfTheTime, in_force


@dataclass(frozen=True, slots=True)
class RoleShown:
    """One role: `may_end` is whether whoever looks may end it."""

    id: int
    person: Person
    label: str | Promise
    agency_code: str
    agency_name: str
    start: date
    until: date | None
    may_end: bool


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A person with the roles of the day that whoever looks may see."""

    person: Person
    roles: tuple[RoleShown, ...]


def people_seen_by(holding: Holding, day: date) -> QuerySet[Person]:
    """Everybody for a manager; for others those of their own agencies today, and themselves."""
    if may_list_everybody(holding):
        return Person.objects.all()
    here = Role.objects.on(day).filter(agency_id__in=holding.agencies)
    own = holding.person.pk if holding.person else None
    return Person.objects.filter(Q(pk__in=here.values("person_id")) | Q(pk=own))


class _WithRoles(Protocol):
    """A person as `with_roles` loads them."""

    pk: int
    today: list[Role]


def with_roles(people: QuerySet[Person], day: date) -> QuerySet[Person]:
    """With the roles of the day loaded beside them."""
    return people.prefetch_related(Prefetch("roles", Role.objects.on(day).select_related("agency"), to_attr="today"))


def shown(people: Iterable[Person], holding: Holding, day: date) -> Iterator[PersonShown]:
    """The rows of a list of people that came `with_roles`."""
    kept = list(people)
    held = {each.pk: _seen(each.today, holding) for each in cast("list[_WithRoles]", kept)}
    names = names_on({role.agency_id for roles in held.values() for role in roles}, day)
    for person in kept:
        yield PersonShown(person, tuple(role_shown(role, person, names, holding) for role in held[person.pk]))


def role_shown(role: Role, person: Person, names: Mapping[int, str], holding: Holding) -> RoleShown:
    """One role with the name of its agency."""
    return RoleShown(
        id=role.pk,
        person=person,
        label=RoleName(role.role).label,
        agency_code=role.agency.code,
        agency_name=names.get(role.agency_id, role.agency.code),
        start=role.start,
        until=role.until,
        may_end=may_staff(holding, role.agency_id, role.role),
    )


def names_on(agencies: Iterable[int], day: date) -> dict[int, str]:
    """What agencies are called on a day, in one query; those that have ended by their last names."""
    asked = set(agencies)
    names = NamesOfTheTime.of(asked)
    return {id: name for id in asked if (name := names.on(id, day)) is not None}


def agencies_with_counts(day: date) -> QuerySet[AgencyName]:
    """Today's agencies by name, each with how many people hold a role there and how many invitations wait."""
    held = Q(agency__roles__start__lte=day) & (Q(agency__roles__until__isnull=True) | Q(agency__roles__until__gte=day))
    waiting = Q(agency__invitations__accepted_at__isnull=True, agency__invitations__withdrawn_at__isnull=True)
    return (
        AgencyName.objects.filter(in_force(day))
        .filter(Q(agency__until__isnull=True) | Q(agency__until__gte=day))
        .select_related("agency")
        .annotate(
            people=Count("agency__roles__person", filter=held, distinct=True),
            waiting=Count("agency__invitations", filter=waiting, distinct=True),
        )
    )


def _seen(roles: Iterable[Role], holding: Holding) -> list[Role]:
    everything = may_list_everybody(holding)
    return [
        role
        for role in roles
        if everything or role.agency_id in holding.agencies or (holding.person and role.person_id == holding.person.pk)
    ]
