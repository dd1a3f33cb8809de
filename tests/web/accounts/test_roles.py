"""Giving and ending roles."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest

from tests.people import NAMES, SINCE, People
from tests.web.conftest import Log
from thuocdo.web.accounts.deactivate_person import deactivate_person
from thuocdo.web.accounts.end_role import end_role
from thuocdo.web.accounts.grant_role import grant_role
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person, Role, RoleName
from thuocdo.web.accounts.refusals import AgencyNotThere, AlreadyHeld, LastManager, NotHeld
from thuocdo.web.accounts.staffing import grantable
from thuocdo.web.audit.refusal import NotAllowed

AT: Final = datetime(2026, 11, 22, 3, tzinfo=UTC)
TODAY: Final = date(2026, 11, 22)
SIGNED_IN: Final = [name for name in NAMES if name != "nobody"]

# Who may give which roles in: their own agency as tests/people.py has it, another agency, the organiser.
MAY: Final = {
    "manager": ({RoleName.OFFICER, RoleName.HEAD}, {RoleName.OFFICER, RoleName.HEAD}, set(RoleName)),
    "head": ({RoleName.OFFICER}, set(), set()),
    "other_head": (set(), {RoleName.OFFICER}, set()),
}


@pytest.mark.parametrize("name", SIGNED_IN)
def test_it_knows_who_may_give_what(name: str, people: People) -> None:
    holding = Holding.of(people.named(name), TODAY)
    found = tuple(set(grantable(holding, agency.pk)) for agency in (people.agency, people.other, people.organiser))
    assert found == MAY.get(name, (set(), set(), set()))


def test_a_holding_has_the_roles_of_its_day(people: People) -> None:
    person, other = people.stranger, people.organiser
    Role.objects.create(person=person, agency=other, role=RoleName.REVIEWER, start=TODAY, until=TODAY)
    days = [TODAY + timedelta(days=days) for days in (-1, 0, 1)]
    held = [Holding.of(person, day).roles for day in days]
    assert held == [
        frozenset(Role.objects.on(day).filter(person=person).values_list("role", "agency_id")) for day in days
    ]
    assert [("reviewer", other.pk) in roles for roles in held] == [False, True, False]
    assert all((RoleName.OFFICER.value, people.other.pk) in roles for roles in held)


def test_nobody_gives_anything(people: People) -> None:
    assert grantable(Holding.of(None, TODAY), people.agency.pk) == ()


@pytest.mark.parametrize("name", SIGNED_IN)
@pytest.mark.parametrize("role", [RoleName.OFFICER, RoleName.HEAD, RoleName.MANAGER])
def test_it_grants_only_for_those_who_may(name: str, role: RoleName, people: People, log: Log) -> None:
    actor = people.named(name)
    assert actor is not None

    def grant() -> None:
        grant_role(person=people.former, agency=people.agency, role=role, start=TODAY, actor=actor, at=AT)

    if role in MAY.get(name, (set(), set(), set()))[0]:
        with log.one("grant_role"):
            grant()
    else:
        with log.none(), pytest.raises(NotAllowed):
            grant()


def test_it_grants_from_a_day_on(people: People, log: Log) -> None:
    start = TODAY + timedelta(days=3)
    with log.one("grant_role") as entries:
        grant_role(
            person=people.former, agency=people.agency, role=RoleName.HEAD, start=start, actor=people.manager, at=AT
        )
    assert not Holding.of(people.former, TODAY).has(RoleName.HEAD, people.agency.pk)
    assert Holding.of(people.former, start).has(RoleName.HEAD, people.agency.pk)
    assert (entries[0].actor, entries[0].agency, entries[0].subject) == (
        "manager@example.vn",
        people.agency.code,
        "person:former@example.vn",
    )


def test_it_grants_a_role_again_after_its_end_but_not_twice(people: People) -> None:
    def grant(start: date) -> Role:
        return grant_role(
            person=people.former, agency=people.agency, role=RoleName.OFFICER, start=start, actor=people.head, at=AT
        )

    with pytest.raises(AlreadyHeld):
        grant(date(2025, 12, 31))
    grant(TODAY)
    with pytest.raises(AlreadyHeld):
        grant(TODAY + timedelta(days=5))


def test_it_grants_nothing_in_an_agency_that_is_not_there(people: People, log: Log) -> None:
    with log.none(), pytest.raises(AgencyNotThere):
        grant_role(
            person=people.former,
            agency=people.agency,
            role=RoleName.OFFICER,
            start=SINCE - timedelta(days=1),
            actor=people.manager,
            at=AT,
        )


@pytest.mark.parametrize("name", SIGNED_IN)
def test_it_ends_only_for_those_who_may(name: str, people: People, log: Log) -> None:
    actor, role = people.named(name), people.owner.roles.get()
    assert actor is not None
    if name in {"head", "manager"}:
        with log.one("end_role"):
            end_role(role=role, last=TODAY, actor=actor, at=AT)
        assert Holding.of(people.owner, TODAY).has(RoleName.OFFICER, people.agency.pk)
        assert not Holding.of(people.owner, TODAY + timedelta(days=1)).agencies
    else:
        with log.none(), pytest.raises(NotAllowed):
            end_role(role=role, last=TODAY, actor=actor, at=AT)


def test_it_leaves_what_has_passed(people: People) -> None:
    role = people.owner.roles.get()
    end_role(role=role, last=SINCE, actor=people.head, at=AT)
    role.refresh_from_db()
    assert role.until == TODAY - timedelta(days=1)


def test_it_takes_back_a_role_of_today_whole(people: People, log: Log) -> None:
    role = grant_role(
        person=people.former, agency=people.agency, role=RoleName.OFFICER, start=TODAY, actor=people.head, at=AT
    )
    with log.one("end_role"):
        end_role(role=role, last=TODAY - timedelta(days=1), actor=people.head, at=AT)
    assert not Role.objects.filter(pk=role.pk).exists()


def test_it_ends_no_role_twice(people: People, log: Log) -> None:
    with log.none(), pytest.raises(NotHeld):
        end_role(role=people.former.roles.get(), last=TODAY, actor=people.manager, at=AT)


def test_it_keeps_a_manager(people: People, log: Log) -> None:
    role = people.manager.roles.get()
    with log.none(), pytest.raises(LastManager):
        end_role(role=role, last=TODAY, actor=people.manager, at=AT)
    second = a_second_manager(people)
    end_role(role=role, last=TODAY - timedelta(days=1), actor=people.manager, at=AT)
    with pytest.raises(LastManager):
        end_role(role=second.roles.get(), last=TODAY, actor=second, at=AT)


def test_it_does_not_count_a_manager_who_is_stopped(people: People) -> None:
    second = a_second_manager(people)
    deactivate_person(person=second, reason="nghỉ hưu", actor=people.manager, at=AT)
    with pytest.raises(LastManager):
        end_role(role=people.manager.roles.get(), last=TODAY, actor=people.manager, at=AT)


def test_a_manager_elsewhere_becomes_none_here(people: People) -> None:
    other = Person.objects.create_user("elsewhere@example.vn", name="Quản Trị Khác")
    Role.objects.create(person=other, agency=people.other, role=RoleName.MANAGER, start=SINCE)
    assert set(grantable(Holding.of(other, TODAY), people.organiser.pk)) == {RoleName.OFFICER, RoleName.HEAD}


def a_second_manager(people: People) -> Person:
    second = Person.objects.create_user("second@example.vn", name="Quản Trị Hai")
    Role.objects.create(person=second, agency=people.organiser, role=RoleName.MANAGER, start=SINCE)
    return second
