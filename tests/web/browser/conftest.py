"""Pages in a browser: `open_page("/ui/", look, person)` opens one as a person sees it, and complaints fail the test.

    @pytest.mark.browser
    def test_it_is_readable(open_page: OpenPage, look: Look, people: People) -> None:
        page = open_page("/viec-cua-toi/", look, people.owner)
        assert_good(page)

`look` makes the test run at 360 px, dark, and at 1280 px, light: test_every_page.py looks at all pages the other way round. Every module here says `pytestmark = pytest.mark.browser`.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from scripts.system_programs import chromium
from tests.web.browser.looking import LOOKS, WATCH_POLICY, Heard, Look
from thuocdo.web.accounts.models import Person

# Playwright keeps an event loop in this thread, so Django takes every query for one inside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    program = chromium()
    assert program, (
        "Chromium not found (Debian: apt-get install chromium libatomic1; else: playwright install chromium)"
    )
    return {"executable_path": program, "args": ["--no-sandbox"] if os.geteuid() == 0 else []}


@pytest.fixture(params=(LOOKS[1], LOOKS[2]), ids=str)
def look(request: pytest.FixtureRequest) -> Look:
    found = request.param
    assert isinstance(found, Look)
    return found


@pytest.fixture
def demo(settings: Settings) -> None:
    """The site as in `thuocdo demo`: with the page /ui/."""
    settings.DEMO = True


@pytest.fixture
def open_page(live_server: LiveServer, browser: Browser) -> Iterator[OpenPage]:
    """Opens pages of the running site, each in a browser of its own; `quiet=False` where complaints are expected."""
    contexts: list[BrowserContext] = []
    heard: list[Heard] = []

    def opened(
        path: str, look: Look = LOOKS[2], person: Person | None = None, *, quiet: bool = True, scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": look.width, "height": 900},
            color_scheme=look.scheme,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.add_init_script(WATCH_POLICY)
        if person is not None:
            sign_in(context, live_server.url, person)
        page = context.new_page()
        if quiet:
            heard.append(Heard())
            heard[-1].listen(page)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [told for one in heard for told in one.console] == []


def sign_in(context: BrowserContext, url: str, person: Person) -> None:
    """Give a browser the session of a person, without the sign-in page."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])
