"""Menus show each person the pages that open to them, and public pages ask nobody who they are."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.people import NAMES, People
from tests.web.conftest import Clients

pytestmark = pytest.mark.django_db
MENU = re.compile(r'<nav class="site-nav".*?</nav>', re.DOTALL)
LINK = re.compile(r'href="([^"]+)"[^>]*>([^<]+)<')


def entries(client: Client) -> list[tuple[str, str]]:
    """Address and label of each entry of the header, the public ones in their menu among them."""
    menu = MENU.search(client.get("/viec-cua-toi/").content.decode())
    return LINK.findall(menu.group()) if menu else []


@pytest.mark.parametrize("name", [name for name in NAMES if name != "nobody"])
def test_every_entry_that_is_shown_opens(name: str, people: People, clients: Clients) -> None:
    found = entries(clients(name))
    assert {url: clients(name).get(url).status_code for url, _label in found} == {url: 200 for url, _label in found}


def test_entries_follow_roles(people: People, clients: Clients) -> None:
    labels = {name: {label for _url, label in entries(clients(name))} for name in ("owner", "manager", "auditor")}
    assert "Nhật ký" in labels["auditor"]
    assert {"Đợt đánh giá", "Bộ tiêu chí"} <= labels["manager"]
    assert "Nhật ký" not in labels["manager"]
    assert labels["owner"].isdisjoint({"Đợt đánh giá", "Bộ tiêu chí", "Nhật ký"})
    assert all({"Việc của tôi", "Kết quả", "Phương pháp"} <= shown for shown in labels.values())


def test_a_public_page_asks_nobody_who_they_are(people: People, clients: Clients) -> None:
    client = clients("manager")
    with CaptureQueriesContext(connection) as asked:
        response = client.get("/")
    assert [one["sql"] for one in asked if "session" in one["sql"] or "accounts_" in one["sql"]] == []
    assert "at-work" not in response.content.decode()
