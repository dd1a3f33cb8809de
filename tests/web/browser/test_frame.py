import pytest
from playwright.sync_api import expect

from tests.people import People
from tests.web.browser.conftest import OpenPage
from tests.web.browser.looking import Look, assert_good, assert_no_sideways_scroll

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]


def test_its_account_menu_is_good_open_and_shut(open_page: OpenPage, look: Look, people: People) -> None:
    page = open_page("/ui/form/", look, people.manager)
    menu = page.locator("details.account")
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    assert_good(page)
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()
    menu.locator("summary").click()
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_it_tells_htmx_what_the_content_policy_allows(open_page: OpenPage) -> None:
    page = open_page("/ui/form/")
    told = page.evaluate("[htmx.config.includeIndicatorStyles, htmx.config.allowEval, htmx.config.selfRequestsOnly]")
    assert told == [False, False, True]


def test_it_sends_the_token_of_the_cookie_as_it_is_now(open_page: OpenPage) -> None:
    page = open_page("/ui/form/", quiet=False)
    page.context.add_cookies([{"name": "csrftoken", "value": "of-this-moment", "url": page.url}])
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.evaluate("void htmx.ajax('POST', '/ui/form/', {target: '#main'})")
    assert sent.value.headers["x-csrftoken"] == "of-this-moment"


def test_it_says_when_saving_failed(open_page: OpenPage) -> None:
    page = open_page("/ui/form/", quiet=False)
    page.route("**/saved/", lambda route: route.fulfill(status=500))
    page.evaluate("void htmx.ajax('POST', '/saved/', {target: '#main'})")
    expect(page.locator("#request-failed")).to_be_visible()
    page.unroute("**/saved/")
    page.route("**/saved/", lambda route: route.fulfill(status=401))
    page.evaluate("void htmx.ajax('POST', '/saved/', {target: '#main'})")
    expect(page.locator("#session-ended")).to_be_visible()
    page.unroute("**/saved/")
    page.route("**/saved/", lambda route: route.fulfill(status=422, body="<p id='refused'>422</p>"))
    page.evaluate("void htmx.ajax('POST', '/saved/', {target: '#main'})")
    expect(page.locator("#refused")).to_be_visible()
    assert_no_sideways_scroll(page)
