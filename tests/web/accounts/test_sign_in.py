"""Signing in with a password: throttled, telling nothing about who has an account, in a session of its own."""

from typing import Final

import pytest
from allauth.usersessions.models import UserSession
from django.conf import LazySettings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.people import PASSWORD, People
from tests.web.conftest import Clients

SIGN_IN: Final = "/tai-khoan/dang-nhap/"
PART: Final = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _no_attempts_yet(db: None) -> None:
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD, **headers: str) -> tuple[int, str]:
    answer = client.post(SIGN_IN, {"login": email, "password": password}, headers=headers)
    return answer.status_code, answer.content.decode()


def test_it_signs_in_by_email_whatever_its_capitals(people: People, client: Client) -> None:
    answer = client.post(SIGN_IN, {"login": " Owner@Example.VN", "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/viec-cua-toi/")


def test_it_counts_attempts_in_the_database(people: People, settings: LazySettings) -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")
    assert settings.CACHES["default"]["LOCATION"] in connection.introspection.table_names()


def test_five_wrong_passwords_close_the_door_for_that_address_from_anywhere(people: People) -> None:
    for number in range(5):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")
        assert "không đúng" in sign_in(client, people.owner.email, "sai-mat-khau")[1]
    status, text = sign_in(Client(REMOTE_ADDR="203.0.113.77"), people.owner.email)
    assert status == 200
    assert "quá nhiều lần" in text
    assert sign_in(Client(REMOTE_ADDR="203.0.113.77"), people.colleague.email)[0] == 302


def test_guessing_at_many_addresses_from_one_place_is_throttled_too(people: People) -> None:
    client = Client(REMOTE_ADDR="198.51.100.9")
    for number in range(10):
        sign_in(client, f"ai{number}@example.vn", "sai-mat-khau")
    assert "quá nhiều lần" in sign_in(client, people.owner.email)[1]


def test_people_behind_a_proxy_are_told_apart_only_if_it_is_trusted(people: People, settings: LazySettings) -> None:
    def guess(address: str) -> str:
        client = Client(REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": address})
        text = ""
        for number in range(11):
            text = sign_in(client, f"{address}-{number}@example.vn", "sai-mat-khau")[1]
        return text

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert "quá nhiều lần" in guess("203.0.113.1")
    assert (
        "quá nhiều lần"
        not in sign_in(
            Client(REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "203.0.113.2"}), "x@example.vn", "sai-mat-khau"
        )[1]
    )
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    cache.clear()
    guess("203.0.113.1")
    assert "quá nhiều lần" in guess("203.0.113.2")


def told_apart(first: str, second: str) -> list[tuple[str, str]]:
    """The lines in which two pages differ, their tokens apart."""
    lines = zip(first.splitlines(), second.splitlines(), strict=True)
    return [(one, other) for one, other in lines if one != other and "csrfmiddlewaretoken" not in one]


def test_an_unknown_address_gets_the_answer_of_a_wrong_password(people: People) -> None:
    known = sign_in(Client(), "owner@example.vn", "sai-mat-khau")
    unknown = sign_in(Client(), "nobod@example.vn", "sai-mat-khau")
    assert known[0] == unknown[0] == 200
    assert told_apart(known[1], unknown[1].replace("nobod@", "owner@")) == []


def test_a_stopped_account_says_so_only_to_its_password(people: People) -> None:
    type(people.owner).objects.filter(pk=people.owner.pk).update(is_active=False)
    assert "không đúng" in sign_in(Client(), "owner@example.vn", "sai-mat-khau")[1]
    assert sign_in(Client(), "owner@example.vn")[0] == 302


def test_a_forgotten_password_is_asked_for_alike_by_everybody(people: People, mailoutbox: list[EmailMessage]) -> None:
    address = reverse("account_reset_password")
    answers = [Client().post(address, {"email": email}) for email in ("owner@example.vn", "nobody@example.vn")]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, reverse("account_reset_password_done"))
    }
    assert [message.to for message in mailoutbox] == [["owner@example.vn"]]


def test_the_link_of_a_forgotten_password_works_once(people: People, mailoutbox: list[EmailMessage]) -> None:
    client = Client()
    sign_in(other := Client(), "owner@example.vn")
    client.post(reverse("account_reset_password"), {"email": "owner@example.vn"})
    body = str(mailoutbox[0].body)
    link = next(line for line in body.splitlines() if line.startswith("http"))
    assert "Đặt lại mật khẩu" in mailoutbox[0].subject
    page = client.get(link, follow=True)
    form = {"password1": "mot-cau-khac-hoan-toan", "password2": "mot-cau-khac-hoan-toan"}
    assert client.post(page.request["PATH_INFO"], form).status_code == 302
    assert "không còn dùng được" in Client().get(link, follow=True).content.decode()
    assert other.get("/tai-khoan/").status_code == 302, "the sessions of the old password have ended"
    assert sign_in(Client(), "owner@example.vn")[0] == 200
    assert sign_in(Client(), "owner@example.vn", "mot-cau-khac-hoan-toan")[0] == 302
    assert "Mật khẩu đã đặt lại" in mailoutbox[-1].subject


def test_a_session_from_before_signing_in_is_not_the_one_after(people: People) -> None:
    client = Client()
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key or ""
    client.cookies["sessionid"] = planted
    token = client.cookies["csrftoken"].value
    sign_in(client, "owner@example.vn")
    assert client.cookies["sessionid"].value != planted
    assert client.cookies["csrftoken"].value != token
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert thief.get("/tai-khoan/").status_code == 302


def test_the_cookie_is_for_one_browser_session_and_no_script(people: People, client: Client) -> None:
    sign_in(client, "owner@example.vn")
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]


def test_sessions_are_listed_and_the_others_ended(people: People) -> None:
    here, there = Client(), Client()
    sign_in(there, "owner@example.vn", **{"User-Agent": "Firefox on another machine"})
    sign_in(here, "owner@example.vn")
    page = here.get(reverse("usersessions_list")).content.decode()
    assert "Firefox on another machine" in page
    here.post(reverse("usersessions_list"))
    assert UserSession.objects.filter(user=people.owner).count() == 1
    assert there.get("/tai-khoan/").status_code == 302
    assert here.get("/tai-khoan/").status_code == 200


def test_changing_the_password_ends_the_other_sessions(people: People, mailoutbox: list[EmailMessage]) -> None:
    here, there = Client(), Client()
    sign_in(there, "owner@example.vn")
    sign_in(here, "owner@example.vn")
    new = "mot-cau-khac-hoan-toan"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), form).status_code == 302
    assert there.get("/tai-khoan/").status_code == 302
    assert here.get("/tai-khoan/").status_code == 200
    assert "Mật khẩu đã đổi" in mailoutbox[0].subject


@pytest.mark.parametrize("password", ["ngan", "1234567890", "password123", "owner@example.vn"])
def test_a_weak_password_is_refused_in_vietnamese(password: str, people: People, clients: Clients) -> None:
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = clients("owner").post(reverse("account_change_password"), form)
    assert answer.status_code == 200
    wrong = " ".join(answer.context["form"].errors["password1"])
    assert "ật khẩu" in wrong
    assert "password" not in wrong.lower()


def test_signing_out_is_never_by_opening_a_page(people: People, clients: Clients) -> None:
    client = clients("owner")
    client.get(reverse("account_logout"))
    assert client.get("/tai-khoan/").status_code == 200
    assert client.post(reverse("account_logout")).headers["Location"] == "/"
    assert client.get("/tai-khoan/").status_code == 302


def test_it_sends_people_back_where_they_came_from_but_not_elsewhere(people: People) -> None:
    form = {"login": "owner@example.vn", "password": PASSWORD}
    assert Client().post(SIGN_IN, {**form, "next": "/nguoi-dung/"}).headers["Location"] == "/nguoi-dung/"
    assert Client().post(SIGN_IN, {**form, "next": "https://evil.example/"}).headers["Location"] == "/viec-cua-toi/"


@pytest.mark.parametrize("path", ["/tai-khoan/phien/", "/tai-khoan/", "/nguoi-dung/", "/en/tai-khoan/hai-buoc/"])
def test_a_part_of_a_page_is_told_that_the_session_has_ended(path: str, db: None, client: Client) -> None:
    whole, part = client.get(path), client.get(path, headers=PART)
    assert whole.status_code == 302
    assert part.status_code == 401
    assert part.content.decode().count("<") < 8, "a sentence, not the page of signing in"
    assert reverse("account_login") in part.content.decode().replace("/en/", "/")


@pytest.mark.parametrize(
    "path",
    [SIGN_IN, "/tai-khoan/", "/tai-khoan/hai-buoc/", "/tai-khoan/phien/", "/nguoi-dung/", "/tai-khoan/mat-khau/quen/"],
)
def test_pages_of_accounts_are_kept_nowhere(path: str, people: People, clients: Clients) -> None:
    for name in ("owner", "nobody"):
        assert clients(name).get(path).headers["Cache-Control"] == "no-store, private"


def test_public_pages_know_nothing_of_sessions(people: People, clients: Clients) -> None:
    answer = clients("owner").get("/")
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "no-store" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_request_login_code", "socialaccount_signup"]
)
def test_there_is_no_way_in_but_an_invitation(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)
