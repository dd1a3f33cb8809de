import pytest
from playwright.sync_api import expect

from tests.web.browser.conftest import OpenPage
from tests.web.browser.looking import LOOKS, Look, assert_good

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]

PATHS = ["/ui/", "/ui/ranking/", "/ui/form/", "/en/ui/", "/en/ui/ranking/", "/en/ui/form/"]


@pytest.mark.parametrize("path", PATHS)
def test_it_is_accessible_and_keeps_to_the_policy(open_page: OpenPage, look: Look, path: str) -> None:
    assert_good(open_page(path, look))


def test_it_leads_past_the_menus_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/ui/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_it_switches_to_the_same_page_in_the_other_language(open_page: OpenPage) -> None:
    page = open_page("/ui/ranking/?tim=cu+jut")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/ui/ranking/?tim=cu+jut")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("searchbox")).to_have_value("cu jut")


def test_it_turns_rows_into_cards_on_a_phone(open_page: OpenPage) -> None:
    wide = open_page("/ui/ranking/", LOOKS[2]).locator("tbody tr").first
    narrow = open_page("/ui/ranking/", LOOKS[0]).locator("tbody tr").first
    assert wide.evaluate("row => getComputedStyle(row).display") == "table-row"
    assert narrow.evaluate("row => getComputedStyle(row).display") == "flex"


def test_it_says_the_ruler_in_words(open_page: OpenPage) -> None:
    page = open_page("/ui/ranking/")
    expect(page.get_by_role("img").first).to_have_accessible_name(
        "43,80 trên 50 điểm, thước bắt đầu từ 30, Mức II, thiếu 1,20 điểm để đạt Mức I"
    )


def test_its_labels_never_touch(open_page: OpenPage, look: Look) -> None:
    page = open_page("/ui/", look)
    touching = page.evaluate("""() => {
      const found = [];
      for (const ruler of document.querySelectorAll("svg.ruler")) {
        const texts = [...ruler.querySelectorAll("text")].filter((text) => getComputedStyle(text).display !== "none");
        const boxes = texts.map((text) => text.getBoundingClientRect());
        const whole = ruler.getBoundingClientRect();
        boxes.forEach((one, index) => {
          if (one.left < whole.left - 1 || one.right > whole.right + 1) found.push(`off: ${texts[index].textContent}`);
          for (const [place, other] of boxes.entries()) {
            const apart = one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
            if (place > index && !apart) found.push(`${texts[index].textContent} and ${texts[place].textContent}`);
          }
        });
      }
      return found;
    }""")
    assert touching == []


def test_it_works_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/ui/ranking/", scripts=False)
    page.get_by_role("searchbox").fill("cư jút")
    page.get_by_role("button", name="Tìm").click()
    page.wait_for_url("**/ui/ranking/?tim=*")
