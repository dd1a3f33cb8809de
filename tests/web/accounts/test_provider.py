"""Signing in through an OpenID Connect provider: a small one of the tests' own, answering in this process."""

import secrets
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import dumps
from threading import Thread
from typing import Final
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import Settings

from tests.people import People
from thuocdo.web.accounts.models import Person

LOGIN: Final = "/tai-khoan/ngoai/oidc/"
CLIENT_ID: Final = "thuocdo"
KEY: Final = "the provider of the tests signs with this key, which nobody checks over a direct connection"


class Provider:
    """Says of everybody what `claims` says; keeps the codes it has given."""

    def __init__(self) -> None:
        self.claims: dict[str, object] = {}
        self.challenges: dict[str, str] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(provider.userinfo() if self.path == "/userinfo" else provider.configuration())

            def do_POST(self) -> None:
                sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.answer(provider.token(sent["code"][0], sent.get("code_verifier", [""])[0]))

            def answer(self, body: dict[str, object]) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(dumps(body).encode())

            def log_message(self, *_args: object) -> None:
                """Nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def configuration(self) -> dict[str, object]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def userinfo(self) -> dict[str, object]:
        return dict(self.claims)

    def authorize(self, address: str) -> str:
        """What the provider's page would send the browser back with."""
        asked = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT_ID
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        self.challenges[code] = asked["code_challenge"]
        return f"{urlsplit(asked['redirect_uri']).path}?code={code}&state={asked['state']}"

    def token(self, code: str, verifier: str) -> dict[str, object]:
        assert self.challenges.pop(code)
        assert verifier
        claims = {"iss": self.url, "aud": CLIENT_ID, "exp": 4_102_444_800, "iat": 1, **self.claims}
        return {"access_token": "token", "token_type": "Bearer", "id_token": jwt.encode(claims, KEY, "HS256")}


@pytest.fixture
def provider(settings: Settings, db: None) -> Iterator[Provider]:
    made = Provider()
    thread = Thread(target=made.server.serve_forever)
    thread.start()
    app = {
        "provider_id": "oidc",
        "name": "SSO của tỉnh",
        "client_id": CLIENT_ID,
        "secret": "a secret",
        "settings": {"server_url": made.url, "oauth_pkce_enabled": True},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    cache.clear()
    yield made
    made.server.shutdown()
    thread.join()
    made.server.server_close()


def through(client: Client, provider: Provider, **claims: object) -> tuple[int, str]:
    """Press the button, go there, come back."""
    provider.claims = claims
    sent = client.post(LOGIN)
    assert sent.status_code == 302
    assert sent.headers["Location"].startswith(provider.url)
    back = client.get(provider.authorize(sent.headers["Location"]))
    return back.status_code, back.headers.get("Location", "") or back.content.decode()


def test_the_page_of_signing_in_offers_it(provider: Provider, client: Client) -> None:
    page = client.get("/tai-khoan/dang-nhap/").content.decode()
    assert "Đăng nhập qua SSO của tỉnh" in page
    assert f'action="{LOGIN}' in page


def test_whoever_has_an_account_is_let_in_by_the_verified_address(
    provider: Provider, people: People, mailoutbox: list[EmailMessage]
) -> None:
    client = Client()
    said = {"sub": "17", "email": "Owner@example.vn", "email_verified": True}
    assert through(client, provider, **said) == (302, "/viec-cua-toi/")
    assert client.get("/tai-khoan/").context["request"].user == people.owner
    assert SocialAccount.objects.get().user == people.owner
    assert through(Client(), provider, **{**said, "email": "moved@example.vn"}) == (302, "/viec-cua-toi/")


def test_an_address_nobody_has_verified_lets_nobody_in(provider: Provider, people: People) -> None:
    status, text = through(Client(), provider, sub="17", email="owner@example.vn", email_verified=False)
    assert status == 200
    assert "Chưa có tài khoản ở đây" in text
    assert not SocialAccount.objects.exists()


def test_whoever_has_no_account_gets_none(provider: Provider, people: People) -> None:
    before = Person.objects.count()
    status, text = through(Client(), provider, sub="18", email="unknown@example.vn", email_verified=True)
    assert status == 200
    assert "Chưa có tài khoản ở đây" in text
    assert Person.objects.count() == before
    assert not EmailAddress.objects.filter(email="unknown@example.vn").exists()


def test_a_stopped_account_stays_out(provider: Provider, people: People) -> None:
    Person.objects.filter(pk=people.owner.pk).update(is_active=False)
    client = Client()
    through(client, provider, sub="17", email="owner@example.vn", email_verified=True)
    assert client.get("/tai-khoan/").status_code == 302


def test_an_answer_nobody_asked_for_is_refused(provider: Provider, people: People) -> None:
    answer = Client().get(f"{LOGIN}ve/?code=abc&state=made-up")
    assert answer.status_code == 401
    assert "không trả lời được" in answer.content.decode()


def test_without_a_provider_there_is_no_button(client: Client, db: None) -> None:
    assert "Đăng nhập qua" not in client.get("/tai-khoan/dang-nhap/").content.decode()
    assert client.post(LOGIN).status_code == 404
