"""Nothing typed is lost: two officers at once, a lost connection, an ended session, a closed page."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tests.people import People
from tests.web.browser.conftest import OpenPage, sign_in
from tests.web.browser.looking import assert_good
from tests.web.browser.test_form import address, claimed, fill_ratio
from tests.web.submissions.form_round import running
from thuocdo.web.submissions.models import Answer

pytestmark = pytest.mark.browser
SOON = 15_000  # within so many milliseconds one sees what another has changed


def saved(page: Page) -> None:
    expect(page.locator("#tc-TL [data-outcome]")).to_contain_text("đã lưu")


def drafts(page: Page) -> int:
    found = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('thuocdo:nhap:')).length")
    assert isinstance(found, int)
    return found


def test_each_sees_what_the_other_changed(open_page: OpenPage, people: People) -> None:
    submission = running(people)
    mine = open_page(address(submission, "nhom/A/"), person=people.owner)
    theirs = open_page(address(submission, "nhom/A/"), person=people.colleague)
    mine.locator("#tc-LC").get_by_label("Phó Chủ tịch").check()
    expect(mine.locator("#tc-LC [data-outcome]")).to_contain_text("đã lưu")
    expect(theirs.locator("#tc-LC").get_by_label("Phó Chủ tịch")).to_be_checked(timeout=SOON)
    expect(theirs.locator("#tc-LC [data-outcome]")).to_contain_text("Nguyễn Thị An")
    expect(theirs.locator("#ben")).to_contain_text("1 / 4")


def test_what_is_being_edited_is_left_alone_and_a_note_tells(open_page: OpenPage, people: People) -> None:
    submission = running(people)
    mine = open_page(address(submission, "nhom/A/"), person=people.owner)
    theirs = open_page(address(submission, "nhom/A/"), person=people.colleague)
    theirs.locator("#tc-TL").get_by_label("Số máy tính").focus()
    fill_ratio(mine, "38", "41")
    saved(mine)
    theirs.evaluate("htmx.trigger('#thay-doi', 'xem')")
    expect(theirs.locator("#tc-TL [data-note]")).to_contain_text("Nguyễn Thị An vừa sửa tiêu chí này")
    expect(theirs.locator("#tc-TL").get_by_label("Số máy tính")).to_have_value("")


def claimed_of(criterion: str) -> str:
    return Answer.objects.get(criterion=criterion).claimed


def in_conflict(open_page: OpenPage, people: People) -> tuple[Page, str]:
    """A page whose officer typed 40 where another had saved 41 in the meantime."""
    submission = running(people)
    mine = open_page(address(submission, "nhom/A/"), person=people.owner)
    theirs = open_page(address(submission, "nhom/A/"), person=people.colleague, quiet=False)
    fill_ratio(mine, "38", "41")
    saved(mine)
    fill_ratio(theirs, "38", "40")
    box = theirs.locator("#tc-TL .settle")
    expect(box).to_contain_text("Nguyễn Thị An đã lưu số liệu khác")
    expect(box).to_contain_text("38 / 40")
    expect(box).to_contain_text("38 / 41")
    return theirs, claimed(submission, "TL")


def test_a_conflict_shows_both_and_mine_is_kept_by_one_click(open_page: OpenPage, people: People) -> None:
    page, stored = in_conflict(open_page, people)
    assert stored == '{"a":"38","b":"41"}'
    assert_good(page)
    fill_ratio(page, "37", "40")
    expect(page.locator("#tc-TL .settle")).to_contain_text("37 / 40")
    assert claimed_of("TL") == stored
    fill_ratio(page, "38", "40")
    expect(page.locator("#tc-TL .settle")).to_contain_text("38 / 40")
    page.get_by_role("button", name="Giữ số liệu của tôi").click()
    expect(page.locator("#tc-TL .settle")).to_be_empty()
    saved(page)
    assert claimed_of("TL") == '{"a":"38","b":"40"}'
    assert drafts(page) == 0


def test_a_conflict_shows_both_and_the_other_s_is_taken_by_one_click(open_page: OpenPage, people: People) -> None:
    page, stored = in_conflict(open_page, people)
    page.get_by_role("link", name="Lấy số liệu đã lưu").click()
    expect(page.locator("#tc-TL").get_by_label("Số cán bộ")).to_have_value("41")
    expect(page.locator("#tc-TL .settle")).to_be_empty()
    assert claimed_of("TL") == stored
    assert drafts(page) == 0
    fill_ratio(page, "39", "41")
    saved(page)
    expect(page.locator("#tc-TL [data-outcome]")).to_contain_text("9,51")


TYPE_AT_ONCE = """() => document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
    const input = document.querySelector("#tc-TL input[name=a]");
    input.value = "39";
    for (const name of ["input", "change"]) input.dispatchEvent(new Event(name, {bubbles: true}));
}, 0), {once: true})"""


def test_what_is_typed_at_once_into_a_form_that_was_renewed_is_saved(open_page: OpenPage, people: People) -> None:
    page, _stored = in_conflict(open_page, people)
    page.evaluate(TYPE_AT_ONCE)
    page.get_by_role("link", name="Lấy số liệu đã lưu").click()
    expect(page.locator("#tc-TL [data-outcome]")).to_contain_text("9,51")
    assert drafts(page) == 0


def test_a_lost_connection_loses_nothing(open_page: OpenPage, people: People) -> None:
    submission = running(people)
    page = open_page(address(submission, "nhom/A/"), person=people.owner, quiet=False)
    page.context.set_offline(True)
    fill_ratio(page, "38", "41")
    expect(page.locator("#tc-TL [data-unsaved]")).to_be_visible()
    assert drafts(page) == 1
    page.context.set_offline(False)
    saved(page)
    expect(page.locator("#tc-TL [data-unsaved]")).to_be_hidden()
    assert claimed(submission, "TL") == '{"a":"38","b":"41"}'
    assert drafts(page) == 0


def test_a_closed_page_offers_what_was_not_saved(open_page: OpenPage, people: People) -> None:
    submission = running(people)
    page = open_page(address(submission, "nhom/A/"), person=people.owner, quiet=False)
    page.context.set_offline(True)
    fill_ratio(page, "38", "41")
    expect(page.locator("#tc-TL [data-unsaved]")).to_be_visible()
    context = page.context
    page.close(run_before_unload=False)
    again = context.new_page()
    again.wait_for_timeout(500)  # a page that is not gone yet would save as soon as it could
    context.set_offline(False)
    again.goto(address(submission))
    expect(again.locator("#ban-nhap")).to_contain_text("mà chưa lưu được")
    again.locator("#ban-nhap").get_by_role("link", name="1. Hạ tầng").click()
    expect(again.locator("#tc-TL")).to_be_in_viewport()
    expect(again.locator("#tc-TL").get_by_label("Số máy tính")).to_have_value("")
    expect(again.locator("#tc-TL .draft")).to_contain_text("38; 41")
    again.get_by_role("button", name="Dùng lại số liệu này").click()
    saved(again)
    assert claimed(submission, "TL") == '{"a":"38","b":"41"}'
    assert drafts(again) == 0
    again.goto(address(submission))
    expect(again.locator("#ban-nhap")).to_be_hidden()


def test_a_draft_of_an_old_version_never_overwrites(open_page: OpenPage, people: People) -> None:
    submission = running(people)
    page = open_page(address(submission, "nhom/A/"), person=people.owner, quiet=False)
    page.context.set_offline(True)
    fill_ratio(page, "38", "40")
    expect(page.locator("#tc-TL [data-unsaved]")).to_be_visible()
    context = page.context
    page.close(run_before_unload=False)
    context.set_offline(False)
    fill_ratio(open_page(address(submission, "nhom/A/"), person=people.colleague), "38", "41")
    again = context.new_page()
    again.wait_for_timeout(500)
    again.goto(address(submission, "nhom/A/"))
    expect(again.locator("#tc-TL").get_by_label("Số cán bộ")).to_have_value("41")
    again.get_by_role("button", name="Dùng lại số liệu này").click()
    expect(again.locator("#tc-TL .settle")).to_contain_text("Trần Văn Bình đã lưu số liệu khác")
    assert claimed(submission, "TL") == '{"a":"38","b":"41"}'


def test_an_ended_session_offers_sign_in_beside_the_page(open_page: OpenPage, people: People) -> None:
    submission = running(people)
    page = open_page(address(submission, "nhom/A/"), person=people.owner, quiet=False)
    Session.objects.all().delete()
    fill_ratio(page, "38", "41")
    notice = page.get_by_role("link", name="Đăng nhập ở trang mới, rồi lưu lại")
    expect(notice).to_be_visible()
    expect(page.locator("#tc-TL [data-unsaved]")).to_be_visible()
    assert not Answer.objects.exists()
    with page.context.expect_page() as opened:
        notice.click()
    beside = opened.value
    beside.get_by_label("Thư điện tử").fill(people.owner.email)
    beside.get_by_label("Mật khẩu", exact=True).fill("mat-khau-chi-de-kiem-thu")
    beside.get_by_role("button", name="Đăng nhập", exact=True).click()
    beside.wait_for_url("**/viec-cua-toi/")
    beside.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(page)
    expect(notice).to_be_hidden()
    assert claimed(submission, "TL") == '{"a":"38","b":"41"}'


def test_signing_out_takes_the_drafts_away(open_page: OpenPage, people: People) -> None:
    submission = running(people)
    page = open_page(address(submission, "nhom/A/"), person=people.owner, quiet=False)
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/luu/", lambda route: route.abort())
    fill_ratio(page, "38", "41")
    expect(page.locator("#tc-TL [data-unsaved]")).to_be_visible()
    assert drafts(page) == 1
    page.locator("details.account > summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(lambda url: "/phieu/" not in url)
    assert drafts(page) == 0
    sign_in(page.context, page.url.split("/tai-khoan")[0].rstrip("/"), people.owner)
    page.goto(address(submission, "nhom/A/"))
    expect(page.locator(".draft")).to_have_count(0)


def test_leaving_the_page_saves_first(open_page: OpenPage, people: People) -> None:
    submission = running(people)
    page = open_page(address(submission, "nhom/A/"), person=people.owner)
    card = page.locator("#tc-TL")
    card.get_by_label("Số máy tính").fill("38")
    card.get_by_label("Số cán bộ").fill("41")
    page.get_by_role("link", name="2. Kết quả").first.click()
    page.wait_for_url("**/nhom/B/")
    assert claimed(submission, "TL") == '{"a":"38","b":"41"}'
