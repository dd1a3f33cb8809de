"""The self-assessment form as officers and heads use it: fill in, hand over, read, submit, withdraw."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.people import People
from tests.web.browser.conftest import OpenPage
from tests.web.browser.looking import LOOKS, Look, assert_good
from tests.web.submissions.form_round import library_round, running, submitted, with_head
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.submissions.models import Answer

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ONE_OF_EACH_WIDTH = LOOKS[::2]


def address(submission: Submission, rest: str = "") -> str:
    return f"/phieu/{submission.round.slug}/{submission.agency.code}/{rest}"


def state_of(submission: Submission) -> str:
    return Submission.objects.values_list("state", flat=True).get(pk=submission.pk)


def claimed(submission: Submission, criterion: str) -> str:
    return Answer.objects.values_list("claimed", flat=True).get(submission=submission, criterion=criterion)


def fill_ratio(page: Page, a: str, b: str) -> None:
    """Type the two figures of criterion TL and leave the field."""
    card = page.locator("#tc-TL")
    card.get_by_label("Số máy tính").fill(a)
    card.get_by_label("Số cán bộ").fill(b)
    card.get_by_label("Số cán bộ").blur()


def test_every_page_of_a_draft_is_good(open_page: OpenPage, look: Look, people: People) -> None:
    submission = running(people)
    for rest in ("", "nhom/A/", "nhom/B/", "nhom/CT/", "kiem-tra/", "toan-van/"):
        assert_good(open_page(address(submission, rest), look, people.owner))


def test_every_page_of_the_head_is_good(open_page: OpenPage, look: Look, people: People) -> None:
    submission = with_head(people)
    for rest in ("", "nhom/A/", "toan-van/", "nop/", "tra-lai/"):
        assert_good(open_page(address(submission, rest), look, people.head))


def test_every_page_after_submitting_is_good(open_page: OpenPage, look: Look, people: People) -> None:
    submission = submitted(people)
    for rest in ("", "nhom/A/", "toan-van/", "rut/", "bien-nhan/1/"):
        assert_good(open_page(address(submission, rest), look, people.head))


def test_a_form_of_a_whole_set_is_good(open_page: OpenPage, look: Look, people: People) -> None:
    submission = library_round(people)
    for group in ("HT", "GD", "TR"):
        assert_good(open_page(address(submission, f"nhom/{group}/"), look, people.owner))


def test_it_can_be_read_in_english(open_page: OpenPage, people: People) -> None:
    submission = running(people)
    page = open_page("/en" + address(submission, "nhom/A/"), person=people.owner)
    assert_good(page)
    expect(page.get_by_role("link", name="Check before submitting")).to_be_visible()


@pytest.mark.parametrize("look", ONE_OF_EACH_WIDTH, ids=str)
def test_points_total_and_progress_follow_what_is_typed(open_page: OpenPage, look: Look, people: People) -> None:
    submission = running(people)
    page = open_page(address(submission, "nhom/A/"), look, people.owner)
    fill_ratio(page, "38", "41")
    card = page.locator("#tc-TL")
    expect(card.locator("[data-outcome]")).to_contain_text("đã lưu")
    expect(card.locator("[data-outcome]")).to_contain_text("9,27 / 10 điểm")
    expect(page.locator("#bang-diem")).to_contain_text("9,27")
    expect(page.locator("#ben")).to_contain_text("1 / 4")
    assert claimed(submission, "TL") == '{"a":"38","b":"41"}'
    page.locator("#tc-LC").get_by_label("Phó Chủ tịch").check()
    expect(page.locator("#bang-diem")).to_contain_text("14,27")
    page.locator("#tc-DM").get_by_label("Máy quét").check()
    page.locator("#tc-DM").get_by_label("Camera").check()
    expect(page.locator("#tc-DM [data-outcome]")).to_contain_text("6 / 10 điểm")
    page.locator("#tc-CK").get_by_label("Không áp dụng cho đơn vị").check()
    page.locator("#tc-CK").get_by_label("Lý do không áp dụng").fill("Không có cam kết nào phải ký")
    page.locator("#tc-CK").get_by_label("Lý do không áp dụng").blur()
    expect(page.locator("#tc-CK [data-outcome]")).to_contain_text("không áp dụng")
    expect(page.locator("#ben")).to_contain_text("4 / 4")
    expect(page.locator("#bang-diem")).to_contain_text("trên 80 điểm")
    page.reload()
    expect(page.locator("#tc-TL").get_by_label("Số máy tính")).to_have_value("38")
    expect(page.locator("#tc-CK").get_by_label("Lý do không áp dụng")).to_have_value("Không có cam kết nào phải ký")


def test_what_cannot_be_read_is_said_beside_the_field(open_page: OpenPage, people: People) -> None:
    submission = running(people)
    page = open_page(address(submission, "nhom/A/"), person=people.owner, quiet=False)
    fill_ratio(page, "1.234", "41")
    card = page.locator("#tc-TL")
    expect(card.locator("#loi-o-TL-a")).to_contain_text("đọc được hai cách")
    expect(card.get_by_label("Số máy tính")).to_have_attribute("aria-invalid", "true")
    expect(card.get_by_label("Số máy tính")).to_have_value("1.234")
    assert_good(page)
    fill_ratio(page, "1234", "4100")
    expect(card.locator("[data-outcome]")).to_contain_text("đã lưu")
    expect(card.locator("#loi-o-TL-a")).to_be_empty()
    assert card.get_by_label("Số máy tính").get_attribute("aria-invalid") is None


def test_the_organiser_s_criterion_is_shown_and_not_asked(open_page: OpenPage, people: People) -> None:
    page = open_page(address(running(people), "nhom/B/"), person=people.owner)
    card = page.locator("#tc-TC")
    expect(card).to_contain_text("đơn vị không phải kê khai")
    assert card.locator("input").count() == 0


@pytest.mark.parametrize("look", ONE_OF_EACH_WIDTH, ids=str)
def test_an_officer_fills_in_and_the_head_submits(open_page: OpenPage, look: Look, people: People) -> None:
    submission = running(people)
    officer = open_page("/viec-cua-toi/", look, people.owner)
    officer.get_by_role("link", name="Kê khai tự đánh giá").click()
    officer.get_by_role("link", name=re.compile("Bắt đầu kê khai")).click()
    fill_ratio(officer, "38", "41")
    expect(officer.locator("#tc-TL [data-outcome]")).to_contain_text("đã lưu")
    officer.get_by_role("link", name="Kiểm tra trước khi trình").click()
    officer.get_by_role("link", name=re.compile("Số ứng dụng")).click()
    officer.wait_for_url("**/nhom/B/#tc-SL")
    officer.go_back()
    officer.get_by_label("Lời nhắn cho thủ trưởng").fill("Còn thiếu nhóm B, xin ý kiến")
    officer.get_by_role("button", name="Trình thủ trưởng").click()
    expect(officer.get_by_text("Đã trình thủ trưởng.")).to_be_visible()
    assert state_of(submission) == SubmissionState.WITH_HEAD

    head = open_page("/viec-cua-toi/", look, people.head)
    head.get_by_role("link", name="Đọc và nộp phiếu tự đánh giá").click()
    expect(head.get_by_text("Còn thiếu nhóm B, xin ý kiến")).to_be_visible()
    expect(head.get_by_text("38 / 41")).to_be_visible()
    head.get_by_role("link", name="Trả lại để sửa").first.click()
    head.get_by_label("Cần sửa gì").fill("Bổ sung nhóm B")
    head.get_by_role("button", name="Trả lại").click()
    assert state_of(submission) == SubmissionState.DRAFTING
    officer.goto(address(submission, "kiem-tra/"))
    expect(officer.get_by_text("Bổ sung nhóm B")).to_be_visible()
    officer.get_by_role("button", name="Trình thủ trưởng").click()
    expect(officer.get_by_text("Đã trình thủ trưởng.")).to_be_visible()
    head.goto(address(submission, "toan-van/"))
    head.get_by_role("link", name="Nộp phiếu").first.click()
    expect(head.get_by_text("Từ lúc đó không ai trong đơn vị sửa được nữa", exact=False)).to_be_visible()
    head.get_by_role("button", name="Nộp phiếu").click()
    expect(head.get_by_role("heading", name="Biên nhận lần nộp 1")).to_be_visible()
    with head.expect_download() as saved:
        head.get_by_role("link", name="Tải tệp biên nhận").click()
    assert saved.value.suggested_filename == f"bien-nhan-{submission.round.slug}-{submission.agency.code}-1.json"
    assert state_of(submission) == SubmissionState.SUBMITTED

    officer.goto(address(submission, "nhom/A/"))
    expect(officer.get_by_text("Phiếu đã nộp lúc", exact=False)).to_be_visible()
    assert officer.locator("#phieu input").count() == 0
    head.goto(address(submission))
    head.get_by_role("link", name="Rút phiếu về").click()
    head.get_by_label("Lý do rút").fill("Nhầm số máy tính")
    head.get_by_role("button", name="Rút phiếu về").click()
    expect(head.get_by_text("Đã rút phiếu về", exact=False)).to_be_visible()
    assert state_of(submission) == SubmissionState.DRAFTING


def test_the_keyboard_is_enough(open_page: OpenPage, people: People) -> None:
    submission = running(people)
    page = open_page(address(submission, "nhom/A/"), person=people.owner)

    def tab_to(name: str) -> None:
        for _ in range(80):
            page.keyboard.press("Tab")
            if (
                page.evaluate("document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText")
                == name
            ):
                return
        pytest.fail(f"«{name}» is not reached by the keyboard")

    tab_to("Số máy tính")
    page.keyboard.type("38")
    tab_to("Số cán bộ")
    page.keyboard.type("41")
    tab_to("Có")
    page.keyboard.press("Space")
    expect(page.locator("#tc-CK [data-outcome]")).to_contain_text("10 / 10 điểm")
    expect(page.locator("#tc-TL [data-outcome]")).to_contain_text("9,27 / 10 điểm")
    tab_to("Thuyết minh")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Theo sổ tài sản")
    tab_to("Kiểm tra trước khi trình")
    expect(page.locator("#tc-CK [data-outcome]")).to_contain_text("đã lưu")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kiem-tra/")
    assert Answer.objects.get(submission=submission, criterion="CK").explanation == "Theo sổ tài sản"
    tab_to("Trình thủ trưởng")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã trình thủ trưởng.")).to_be_visible()


@pytest.mark.parametrize("look", ONE_OF_EACH_WIDTH, ids=str)
def test_everything_works_by_buttons_without_scripts(open_page: OpenPage, look: Look, people: People) -> None:
    submission = running(people)
    page = open_page(address(submission, "nhom/A/"), look, people.owner, scripts=False, quiet=False)
    card = page.locator("#tc-TL")
    card.get_by_label("Số máy tính").fill("nhiều")
    card.get_by_role("button", name="Lưu").click()
    expect(page.locator("#loi-o-TL-a")).to_contain_text("hãy nhập một số")
    card.get_by_label("Số máy tính").fill("38")
    card.get_by_label("Số cán bộ").fill("41")
    card.get_by_role("button", name="Lưu").click()
    expect(card.locator(".outcome")).to_contain_text("9,27 / 10 điểm")

    other = open_page(address(submission, "nhom/A/"), look, people.colleague, scripts=False, quiet=False)
    other.locator("#tc-TL").get_by_label("Số cán bộ").fill("40")
    card.get_by_label("Số cán bộ").fill("39")
    card.get_by_role("button", name="Lưu").click()
    other.locator("#tc-TL").get_by_role("button", name="Lưu").click()
    expect(other.locator("#tc-TL")).to_contain_text("Nguyễn Thị An đã lưu số liệu khác")
    other.get_by_role("button", name="Giữ số liệu của tôi").click()
    expect(other.locator("#tc-TL").get_by_label("Số cán bộ")).to_have_value("40")
    assert claimed(submission, "TL") == '{"a":"38","b":"40"}'
    other.goto(address(submission, "kiem-tra/"))
    other.get_by_role("button", name="Trình thủ trưởng").click()
    assert state_of(submission) == SubmissionState.WITH_HEAD
