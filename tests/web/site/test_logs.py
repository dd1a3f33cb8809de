"""The program's log: a line of JSON for every request, and nobody's name in it."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from tests.people import People
from tests.web.conftest import Clients
from thuocdo.web.site import urls as site
from thuocdo.web.site.logs import JsonLines


def personal(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.user))


def fail(_request: HttpRequest, token: str = "") -> HttpResponse:
    raise RuntimeError("not like this")


def secret(_request: HttpRequest, token: str) -> HttpResponse:
    return HttpResponse(token)


urlpatterns = [
    path("personal/", personal),
    path("fail/", fail),
    path("invitation/<str:token>/", secret),
    *site.urlpatterns,
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_every_request_is_one_line(stream: io.StringIO, client: Client) -> None:
    answer = client.get("/healthz?name=An")
    (line,) = lines(stream)
    assert line["request"] == answer.headers["X-Request-Id"]
    assert (line["level"], line["message"], line["path"], line["status"]) == ("INFO", "GET 200", "/healthz", 200)
    assert isinstance(line["ms"], int)
    assert "person" not in line
    assert "An" not in stream.getvalue()


def test_it_names_a_person_by_their_row_only(stream: io.StringIO, clients: Clients, people: People) -> None:
    clients("owner").get("/personal/")
    assert lines(stream)[-1]["person"] == people.owner.pk
    assert people.owner.email not in stream.getvalue()
    assert people.owner.name not in stream.getvalue()


def test_a_page_for_everybody_does_not_look_at_the_session(
    stream: io.StringIO, clients: Clients, people: People
) -> None:
    clients("owner").get("/healthz")
    assert "person" not in lines(stream)[-1]


def test_a_secret_in_an_address_is_left_out(stream: io.StringIO, client: Client) -> None:
    client.get("/invitation/only-one-may-know/")
    assert lines(stream)[-1]["path"] == "/invitation/***/"


def test_a_fault_brings_its_traceback_under_the_same_number(stream: io.StringIO) -> None:
    Client(raise_request_exception=False).get("/fail/")
    fault, request = lines(stream)
    assert "RuntimeError: not like this" in fault["traceback"]
    assert fault["request"] == request["request"]
    assert (request["level"], request["status"]) == ("ERROR", 500)


def test_a_wrong_address_is_one_line(stream: io.StringIO, client: Client) -> None:
    client.get("/khong-co/")
    assert [line["status"] for line in lines(stream)] == [404]
