"""The ground the site's tests stand on."""

import pytest
from django.db import connection

from tests.people import NAMES, People
from tests.web.conftest import Clients
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person


@pytest.mark.django_db
def test_it_runs_on_the_database_it_says(database: str) -> None:
    assert connection.vendor == database
    assert Person.objects.count() == 0


def test_it_has_somebody_in_every_role(people: People) -> None:
    from datetime import date

    day = date(2026, 11, 22)
    held = {name: Holding.of(people.named(name), day).roles for name in NAMES}
    assert held["owner"] == held["colleague"] != held["stranger"]
    assert held["former"] == held["nobody"] == frozenset()
    assert {role for roles in held.values() for role, _ in roles} == {
        "officer",
        "head",
        "manager",
        "reviewer",
        "council",
        "approver",
        "auditor",
    }


@pytest.mark.parametrize("name", NAMES)
def test_it_signs_each_of_them_in(name: str, clients: Clients, people: People) -> None:
    assert (clients(name).session.get("_auth_user_id") is None) == (name == "nobody")
