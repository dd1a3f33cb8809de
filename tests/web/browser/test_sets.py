"""Pages of criteria sets: the method page for everybody, import and comparison for a manager."""

import pytest
from playwright.sync_api import expect

from tests.people import People
from tests.web.browser.conftest import OpenPage
from tests.web.browser.looking import LOOKS, Look, assert_good
from tests.web.sets.permissions import imported
from tests.web.sets.test_import_set import TEXT, brought

pytestmark = pytest.mark.browser
SAMPLE = "mau-2026-xa"


@pytest.mark.parametrize("look", LOOKS[::3], ids=str)
def test_a_long_method_can_be_read_by_everybody(open_page: OpenPage, look: Look, people: People) -> None:
    imported(people, SAMPLE, shown=True)
    assert_good(open_page(f"/phuong-phap/{SAMPLE}/1/", look))


@pytest.mark.parametrize("look", LOOKS[::3], ids=str)
def test_two_versions_can_be_read(open_page: OpenPage, look: Look, people: People) -> None:
    brought(people, TEXT)
    brought(people, TEXT.replace("max: 2", "max: 3"))
    for path in ("", "nho/2/", "nho/so-sanh/"):
        assert_good(open_page(f"/bo-tieu-chi/{path}", look, people.manager))


def test_the_contents_lead_to_a_criterion(open_page: OpenPage, people: People) -> None:
    imported(people, SAMPLE, shown=True)
    page = open_page(f"/phuong-phap/{SAMPLE}/1/")
    page.get_by_role("navigation", name="Mục lục").get_by_role("link", name="Giao dịch").click()
    expect(page.get_by_role("heading", name="GD Giao dịch")).to_be_in_viewport()
    page.get_by_role("link", name="Phường", exact=False).first.click()
    page.wait_for_url("**/?loai=phuong")


def test_a_file_is_checked_and_then_imported(open_page: OpenPage, people: People) -> None:
    for look in LOOKS[::2]:
        page = open_page("/bo-tieu-chi/nhap/", look, people.manager)
        text = TEXT.replace("id: nho", f"id: nho-{look.width}").encode()
        page.get_by_label("Tệp bộ tiêu chí").set_input_files({"name": "nho.yaml", "mimeType": "", "buffer": text})
        page.get_by_role("button", name="Kiểm tra", exact=True).click()
        expect(page.get_by_text("dùng được")).to_be_visible()
        page.get_by_role("button", name="Nhập bộ tiêu chí này").click()
        page.wait_for_url(f"**/bo-tieu-chi/nho-{look.width}/1/")
        expect(page.get_by_text("Đã nhập «Bộ tiêu chí nhỏ», phiên bản 1.")).to_be_visible()
        assert_good(page)
