"""Every page that the permission table lets somebody see, in Chromium: readable by everybody, true to its policy, never too wide.

    360 px, light, Vietnamese          1280 px, dark, English

The browser asks this process, by the client of a person who is let in: nothing listens, and what `given` makes is undone. Downloads
and parts of pages are left out. Whoever adds an address adds a row; the page is then looked at here without another line.
"""

from collections.abc import Iterator
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.people import People
from tests.web.browser.looking import (
    WATCH_POLICY,
    Heard,
    Scheme,
    assert_accessible,
    assert_no_csp_violation,
    assert_no_sideways_scroll,
)
from tests.web.conftest import Clients
from tests.web.permissions import Row
from tests.web.test_headers import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SITE: Final = "http://localhost"


@dataclass(frozen=True, slots=True)
class Sight:
    """How a page is looked at."""

    width: int
    scheme: Scheme
    language: str


SIGHTS: Final = (Sight(360, "light", "vi"), Sight(1280, "dark", "en"))


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """One for all pages: opening a browser's window takes longer than looking at a page."""
    context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    context.set_default_timeout(5_000)
    context.add_init_script(WATCH_POLICY)
    yield context
    context.close()


def answer_by(client: Client, route: Route) -> None:
    """What the browser asks for, by a client of this process."""
    asked = urlsplit(route.request.url)
    if asked.path.startswith("/static/"):
        route.fulfill(path=finders.find(asked.path.removeprefix("/static/")) or "")
        return
    answer = client.get(f"{asked.path}?{asked.query}")
    body = b"".join(answer) if answer.streaming else answer.content
    route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=body)


def is_page(answer: Any) -> bool:
    """Whether it is a whole page: not a file to save, nor a part that a script puts into a page."""
    html: bool = answer.headers["Content-Type"].startswith("text/html")
    return html and answer.content.lstrip()[:9].lower() == b"<!doctype"


def addresses(row: Row, people: People) -> dict[str, str]:
    """The page's address in each language."""
    visit = row.given(people)
    query = f"?{urlencode(visit.data, doseq=True)}" if visit.data else ""
    found = {}
    for sight in SIGHTS:
        with translation.override(sight.language):
            found[sight.language] = reverse(row.route, kwargs=dict(visit.kwargs)) + query
    return found


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_it_is_good(row: Row, people: People, clients: Clients, window: BrowserContext) -> None:
    client = clients(next(name for name, status in row.statuses.items() if status == 200))
    address = addresses(row, people)
    answer = client.get(address["vi"])
    if answer.streaming:  # a file: read to its end, so that it is closed
        assert b"".join(answer)
        return
    if not is_page(answer):
        return
    page, heard, here = window.new_page(), Heard(), copy_context()
    heard.listen(page)
    page.route(
        "**/*", lambda route: here.copy().run(answer_by, client, route)
    )  # with this test's connection to the database
    try:
        for sight in SIGHTS:
            look_at(page, address[sight.language], sight)
    finally:
        page.close()
    assert heard.console == []


def look_at(page: Page, address: str, sight: Sight) -> None:
    page.set_viewport_size({"width": sight.width, "height": 900})
    page.emulate_media(color_scheme=sight.scheme)
    page.goto(SITE + address)
    assert_no_csp_violation(page)
    assert_no_sideways_scroll(page)
    assert_accessible(page)
