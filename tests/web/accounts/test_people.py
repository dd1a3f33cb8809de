"""Accounts: stopped and restored, renamed, in a language; the pages that list them."""

from datetime import UTC, date, datetime
from typing import Final

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people import NAMES, PASSWORD, People, make_person
from tests.web.conftest import Clients, Log
from thuocdo.web.accounts.choose_language import choose_language
from thuocdo.web.accounts.deactivate_person import deactivate_person
from thuocdo.web.accounts.models import Language, Person, Role, RoleName
from thuocdo.web.accounts.reactivate_person import reactivate_person
from thuocdo.web.accounts.refusals import AlreadySo, LastManager, NameMissing
from thuocdo.web.accounts.rename_person import rename_person
from thuocdo.web.audit.refusal import NotAllowed

AT: Final = datetime(2026, 11, 22, 3, tzinfo=UTC)
SIGNED_IN: Final = [name for name in NAMES if name != "nobody"]


def sign_in(client: Client, login: str) -> None:
    answer = client.post(reverse("account_login"), {"login": f"{login}@example.vn", "password": PASSWORD})
    assert answer.status_code == 302


@pytest.mark.parametrize("name", SIGNED_IN)
def test_it_stops_and_restores_only_for_a_manager(name: str, people: People, log: Log) -> None:
    actor = people.named(name)
    assert actor is not None
    if name == "manager":
        with log.one("deactivate_person"):
            deactivate_person(person=people.owner, reason="chuyển công tác", actor=actor, at=AT)
        with log.none(), pytest.raises(AlreadySo):
            deactivate_person(person=people.owner, reason="", actor=actor, at=AT)
        with log.one("reactivate_person"):
            reactivate_person(person=people.owner, actor=actor, at=AT)
        with log.none(), pytest.raises(AlreadySo):
            reactivate_person(person=people.owner, actor=actor, at=AT)
        return
    with log.none(), pytest.raises(NotAllowed):
        deactivate_person(person=people.owner, reason="", actor=actor, at=AT)
    Person.objects.filter(pk=people.colleague.pk).update(is_active=False)
    with log.none(), pytest.raises(NotAllowed):
        reactivate_person(person=people.colleague, actor=actor, at=AT)


def test_nobody_stops_themselves(people: People) -> None:
    with pytest.raises(NotAllowed):
        deactivate_person(person=people.manager, reason="", actor=people.manager, at=AT)


def test_a_manager_stops_nobody_with_a_role_they_may_not_end(people: People) -> None:
    other = make_person("elsewhere", "Quản Trị Khác", (RoleName.MANAGER, people.other))
    with pytest.raises(NotAllowed):
        deactivate_person(person=other, reason="", actor=people.manager, at=AT)


def test_the_last_manager_is_not_stopped(people: People, log: Log) -> None:
    both = make_person(
        "both", "Quản Trị Hai Nơi", (RoleName.MANAGER, people.organiser), (RoleName.MANAGER, people.other)
    )
    make_person("there", "Quản Trị Kia", (RoleName.MANAGER, people.organiser), (RoleName.MANAGER, people.other))
    Role.objects.filter(person=both, agency=people.organiser).update(until=date(2026, 11, 22))
    Role.objects.filter(person__email="there@example.vn", agency=people.organiser).delete()
    with log.none(), pytest.raises(LastManager):
        deactivate_person(person=people.manager, reason="", actor=both, at=AT)


def test_stopping_an_account_ends_its_sessions_at_once(people: People, client: Client) -> None:
    sign_in(client, "owner")
    assert client.get(reverse("accounts:account")).status_code == 200
    assert UserSession.objects.filter(user=people.owner).count() == 1
    deactivate_person(person=people.owner, reason="", actor=people.manager, at=AT)
    assert not UserSession.objects.filter(user=people.owner).exists()
    assert client.get(reverse("accounts:account")).status_code == 302
    answer = client.post(reverse("account_login"), {"login": people.owner.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("account_inactive")


@pytest.mark.parametrize("name", SIGNED_IN)
def test_it_renames_only_oneself_or_for_a_manager(name: str, people: People, log: Log) -> None:
    actor = people.named(name)
    assert actor is not None
    if name in {"owner", "manager"}:
        with log.one("rename_person") as entries:
            rename_person(person=people.owner, name="Nguyễn  Thị Ân", actor=actor, at=AT)
        people.owner.refresh_from_db()
        assert (people.owner.name, people.owner.search_key) == ("Nguyễn Thị Ân", "nguyen thi an owner@example.vn")
        assert "Nguyễn Thị An" in entries[0].text
    else:
        with log.none(), pytest.raises(NotAllowed):
            rename_person(person=people.owner, name="Nguyễn Thị Ân", actor=actor, at=AT)


def test_a_name_says_something_new(people: People, log: Log) -> None:
    with log.none(), pytest.raises(NameMissing):
        rename_person(person=people.owner, name="  ", actor=people.owner, at=AT)
    with log.none(), pytest.raises(AlreadySo):
        rename_person(person=people.owner, name="Nguyễn Thị An", actor=people.owner, at=AT)


@pytest.mark.parametrize("name", SIGNED_IN)
def test_everybody_chooses_their_own_language(name: str, people: People, log: Log) -> None:
    actor = people.named(name)
    assert actor is not None
    if name == "owner":
        with log.one("choose_language"):
            choose_language(person=people.owner, language=Language.ENGLISH, actor=actor, at=AT)
        people.owner.refresh_from_db()
        assert people.owner.language == "en"
    else:
        with log.none(), pytest.raises(NotAllowed):
            choose_language(person=people.owner, language=Language.ENGLISH, actor=actor, at=AT)


def test_choosing_english_goes_on_in_english(people: People, clients: Clients) -> None:
    answer = clients("owner").post(reverse("accounts:language"), {"language": "en"})
    assert answer.headers["Location"] == "/en/tai-khoan/"


def test_people_stand_by_their_given_names(people: People, clients: Clients) -> None:
    page = clients("manager").get(reverse("accounts:people")).context["page"]
    names = [person.name.split()[-1] for person in page]
    assert names == ["An", "Bình", "Chính", "Dung", "Em", "Én", "Giang", "Hà", "K'Brếp", "Khuê", "Lâm"]


def test_it_finds_people_without_diacritics(people: People, clients: Clients) -> None:
    page = clients("manager").get(reverse("accounts:people"), {"tim": "tran binh"}).context["page"]
    assert [person.email for person in page] == ["colleague@example.vn"]


def test_officers_see_their_own_agency_only(people: People, clients: Clients) -> None:
    page = clients("owner").get(reverse("accounts:people")).context["page"]
    assert {person.email.split("@")[0] for person in page} == {"owner", "colleague", "head"}
    assert [person.email for person in clients("former").get(reverse("accounts:people")).context["page"]] == [
        "former@example.vn"
    ]


def test_a_manager_sees_which_agencies_have_nobody(people: People, clients: Clients) -> None:
    Role.objects.filter(agency=people.other).update(until=date(2025, 12, 31))
    page = clients("manager").get(reverse("accounts:agencies"), {"co": "chua"}).context["page"]
    assert [row.agency.code for row in page] == [people.other.code]


@pytest.mark.parametrize("route", ["accounts:people", "accounts:agency"])
def test_a_list_asks_no_more_of_the_database_for_more_people(route: str, people: People, clients: Clients) -> None:
    address = reverse(route, args=[people.agency.code] if route == "accounts:agency" else [])
    client = clients("manager")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    asked()
    before = asked()
    for number in range(20):
        make_person(f"more{number}", f"Thêm {number}", (RoleName.OFFICER, people.agency))
    assert asked() == before <= 12
