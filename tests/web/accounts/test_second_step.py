"""The second step of signing in: an app's codes, recovery codes, passkeys as far as they go without a browser."""

from typing import Final

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from tests.people import PASSWORD, People

SIGN_IN: Final = "/tai-khoan/dang-nhap/"
STEP: Final = "/tai-khoan/hai-buoc/ma/"


@pytest.fixture(autouse=True)
def _no_attempts_yet(db: None) -> None:
    cache.clear()


def sign_in(client: Client) -> str:
    answer = client.post(SIGN_IN, {"login": "owner@example.vn", "password": PASSWORD})
    assert answer.status_code == 302
    return answer.headers["Location"]


def code_of(secret: str) -> str:
    code: str = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    return code


def confirm(client: Client, address: str) -> None:
    """Such a page asks for the password again."""
    asked = client.get(address)
    assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert client.get(asked.headers["Location"]).status_code == 200
    form = {"password": PASSWORD, "next": address}
    assert client.post(reverse("account_reauthenticate"), form).headers["Location"] == address


def with_app(client: Client) -> str:
    """Sign in and begin to use an app; gives its secret."""
    sign_in(client)
    address = reverse("mfa_activate_totp")
    confirm(client, address)
    page = client.get(address)
    secret: str = page.context["form"].secret
    assert "<svg" in page.content.decode()
    assert "data:image" not in page.content.decode()
    assert client.post(address, {"code": "000000"}).status_code == 200
    assert client.post(address, {"code": code_of(secret)}).status_code == 302
    return secret


@pytest.mark.django_db(transaction=True)  # the letter leaves when the transaction is through
def test_an_app_becomes_the_second_step(people: People, mailoutbox: list[EmailMessage]) -> None:
    secret = with_app(Client())
    assert "ứng dụng xác thực" in mailoutbox[0].subject
    client = Client()
    assert sign_in(client) == STEP
    assert client.get("/tai-khoan/").status_code == 302, "the password alone opens nothing"
    wrong = client.post(STEP, {"code": "000000"})
    assert wrong.status_code == 200
    assert "Mã không đúng" in wrong.content.decode()
    cache.clear()  # the app's code of this half minute has been used already
    assert client.post(STEP, {"code": code_of(secret)}).headers["Location"] == "/viec-cua-toi/"
    assert client.get("/tai-khoan/").status_code == 200


def test_a_code_is_not_taken_twice(people: People) -> None:
    secret = with_app(Client())
    code = code_of(secret)
    first, second = Client(), Client()
    sign_in(first)
    sign_in(second)
    cache.clear()
    assert first.post(STEP, {"code": code}).status_code == 302
    assert second.post(STEP, {"code": code}).status_code == 200


def test_guessing_codes_is_throttled(people: People) -> None:
    with_app(Client())
    client = Client()
    sign_in(client)
    texts = [client.post(STEP, {"code": f"{number:06}"}).content.decode() for number in range(7)]
    assert "quá nhiều lần" in texts[-1]


def test_a_recovery_code_stands_in_for_the_app_once(people: People) -> None:
    client = Client()
    with_app(client)
    page = client.get(reverse("mfa_view_recovery_codes"))
    codes = page.context["unused_codes"]
    assert len(codes) == 10
    assert client.get(reverse("mfa_download_recovery_codes")).content.decode().split() == codes
    first, second = Client(), Client()
    sign_in(first)
    assert first.post(STEP, {"code": codes[0]}).status_code == 302
    sign_in(second)
    assert second.post(STEP, {"code": codes[0]}).status_code == 200
    assert len(client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]) == 9


def test_new_recovery_codes_take_the_place_of_the_old(people: People) -> None:
    client = Client()
    with_app(client)
    old = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200
    assert client.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    other = Client()
    sign_in(other)
    assert other.post(STEP, {"code": old[0]}).status_code == 200


def test_the_app_is_given_up_after_signing_in_anew(people: People) -> None:
    client = Client()
    with_app(client)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    confirm(client, reverse("mfa_deactivate_totp"))
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(type="totp").exists()
    assert sign_in(Client()) == "/viec-cua-toi/"


def test_pages_of_the_second_step_read_in_both_languages(people: People) -> None:
    client = Client()
    with_app(client)
    for name in ("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_add_webauthn"):
        for path in (reverse(name), f"/en{reverse(name)}"):
            assert client.get(path).status_code == 200, path
    other = Client()
    sign_in(other)
    assert "Use a passkey" in other.get(f"/en{STEP}").content.decode()
