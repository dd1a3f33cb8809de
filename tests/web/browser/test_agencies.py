"""The pages of agencies in a browser: readable at every width and in both schemes, and usable by keyboard alone."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.people import People
from tests.web.browser.conftest import OpenPage
from tests.web.browser.looking import (
    Look,
    assert_accessible,
    assert_good,
    assert_no_csp_violation,
    assert_no_sideways_scroll,
)
from tests.web.results.published import opened_round
from thuocdo.web.agencies.enter import Newcomer
from thuocdo.web.agencies.models import Agency
from thuocdo.web.directory.rename_agency import rename_agency
from thuocdo.web.directory.succeed_agencies import succeed_agencies

pytestmark = pytest.mark.browser

# What an address alone does not show: searched, with a day, ended.
PAGES = [
    "/don-vi/?ngay=31/03/2026&tim=xuan",
    "/don-vi/?ngay=31/02/2026",
    "/don-vi/?tim=khong-co-don-vi-nao",
    "/don-vi/ma/24778/",
    "/don-vi/ma/moi-1/",
]
AT = datetime(2026, 3, 1, 2, tzinfo=UTC)
BAD = "Mã;Tên;Khối\nmới;;khong co\nmoi-2;Xã Hai;\n"
GOOD = "Mã;Tên;Từ ngày\nmoi-7;Xã Bảy;\n24778;Phường Xuân Hương;01/05/2027\n"


@pytest.fixture
def lived(people: People) -> People:
    """The agency has a round and a name behind it, and will be carried on by another."""
    who = {"organiser": people.organiser, "actor": people.manager, "at": AT}
    opened_round(people)
    rename_agency(agency=people.agency, name="Phường Xuân Hương", start=date(2026, 4, 1), **who)  # type: ignore[arg-type]
    succeed_agencies(
        predecessors=[people.agency],
        successors=[Newcomer("moi-1", "Phường Đà Lạt", "phuong", people.block, date(2030, 1, 1))],
        day=date(2030, 1, 1),
        basis="Nghị quyết 1 (thử)",
        **who,  # type: ignore[arg-type]
    )
    return people


def test_pages_of_agencies_read_well(open_page: OpenPage, look: Look, lived: People) -> None:
    for path in PAGES:
        assert_good(open_page(path, look, lived.manager))


def test_an_agencys_own_people_can_read_its_page(open_page: OpenPage, look: Look, lived: People) -> None:
    assert_good(open_page("/don-vi/ma/24778/", look, lived.owner))


def assert_answer_good(page: Page) -> None:
    """As `assert_good`, for what answers a form."""
    assert_no_csp_violation(page)
    assert_no_sideways_scroll(page)
    assert_accessible(page)


@pytest.mark.parametrize("content", [BAD, GOOD], ids=["bad", "good"])
def test_a_checked_table_reads_well(
    open_page: OpenPage, look: Look, people: People, content: str, tmp_path: Path
) -> None:
    file = tmp_path / "bang.csv"
    file.write_text(content, encoding="utf-8")
    page = open_page("/don-vi/nhap/", look, people.manager)
    page.get_by_label("Tệp danh sách đơn vị").set_input_files(file)
    page.get_by_role("button", name="Kiểm tra bảng").click()
    expect(page.get_by_role("heading", name="Kiểm tra bảng đơn vị")).to_be_visible()
    assert_answer_good(page)


@pytest.mark.parametrize("scripts", ["scripts", "no scripts"])
def test_a_table_is_imported_with_and_without_scripts(
    open_page: OpenPage, people: People, scripts: str, tmp_path: Path
) -> None:
    file = tmp_path / "bang.csv"
    file.write_text(GOOD, encoding="utf-8")
    page = open_page("/don-vi/nhap/", person=people.manager, scripts=scripts == "scripts")
    page.get_by_label("Tệp danh sách đơn vị").set_input_files(file)
    page.get_by_role("button", name="Kiểm tra bảng").click()
    expect(page.get_by_text("Phường Xuân Hương - Đà Lạt → Phường Xuân Hương")).to_be_visible()
    assert not Agency.objects.filter(code="moi-7").exists()
    page.get_by_role("button", name="Xác nhận nhập").click()
    expect(page.get_by_text("Đã nhập 1 đơn vị mới. 1 đơn vị được sửa.")).to_be_visible()
    expect(page.get_by_role("link", name="Xã Bảy")).to_be_visible()


def test_merging_is_asked_about_first_and_works_by_keyboard(open_page: OpenPage, look: Look, people: People) -> None:
    page = open_page("/don-vi/sap-nhap/?don-vi=24778", look, people.manager)
    page.get_by_label("Đơn vị được sáp nhập").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("\nxa da huoai")
    for typed in ("moi-1; Phường Chung", "", "", "01/04/2027", "Nghị quyết 1 (thử)"):
        page.keyboard.press("Tab")
        if typed:
            page.keyboard.press("Control+A")
            page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Phường Chung (moi-1) được lập")).to_be_visible()
    assert_answer_good(page)
    page.get_by_role("button", name="Sửa lại").press("Enter")
    expect(page.get_by_label("Căn cứ")).to_have_value("Nghị quyết 1 (thử)")
    page.get_by_label("Căn cứ").press("Enter")
    page.get_by_role("button", name="Sáp nhập").press("Enter")
    expect(page.get_by_text("Đã ghi.")).to_be_visible()
    assert Agency.objects.get(code="moi-1").predecessions.count() == 2


def test_the_list_leads_to_the_import(open_page: OpenPage, look: Look, people: People) -> None:
    page = open_page("/don-vi/", look, people.manager)
    page.get_by_role("link", name="Nhập từ bảng").click()
    expect(page.get_by_role("heading", name="Nhập đơn vị từ bảng")).to_be_visible()
