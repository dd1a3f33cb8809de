"""The organiser's pages of rounds in a browser: readable in every look, and usable by keyboard and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.people import People
from tests.web.browser.conftest import OpenPage
from tests.web.browser.looking import Look, assert_good
from tests.web.results.published import AT, opened_round, prepared_round
from thuocdo.web.desk.models import Reminder
from thuocdo.web.rounds.assign_reviewer import assign_reviewer
from thuocdo.web.rounds.models import Assignment, Round, RoundState, Submission

pytestmark = pytest.mark.browser
# What the permission table does not make: a round before it is opened, and one that has reminded and assigned.
PREPARED = ["", "mo/", "sua/", "phan-cong/moi/"]
OPEN = ["", "nguoi-tham-dinh/", "nhac/", "phan-cong/"]


def assigned(people: People, round: Round) -> Assignment:
    return assign_reviewer(
        round=round, reviewer=people.reviewer, node="SS", block=None, agencies=(), actor=people.manager, at=AT
    )


def test_pages_of_a_prepared_round_read_well(open_page: OpenPage, look: Look, people: People) -> None:
    round = prepared_round(people)
    for path in PREPARED:
        assert_good(open_page(f"/dot-danh-gia/{round.slug}/{path}", look, people.manager))


def test_pages_of_an_open_round_read_well(open_page: OpenPage, look: Look, people: People) -> None:
    round = opened_round(people)
    assigned(people, round)
    reminded = Submission.objects.get(agency=people.other)
    Reminder.objects.create(submission=reminded, asked_at=AT, asked_by=people.manager, letters=2, sent=1)
    for path in OPEN:
        assert_good(open_page(f"/dot-danh-gia/{round.slug}/{path}", look, people.manager))


def test_the_list_and_a_new_round_read_well(open_page: OpenPage, look: Look, people: People) -> None:
    prepared_round(people)
    assert_good(open_page("/dot-danh-gia/", look, people.manager))
    assert_good(open_page("/dot-danh-gia/moi/", look, people.manager))
    assert_good(open_page("/en/dot-danh-gia/moi/", look, people.manager))


def test_ending_an_assignment_reads_well(open_page: OpenPage, look: Look, people: People) -> None:
    round = opened_round(people)
    rule = assigned(people, round)
    assert_good(open_page(f"/dot-danh-gia/{round.slug}/phan-cong/{rule.pk}/ket-thuc/", look, people.manager))


def test_what_is_wrong_with_an_exception_reads_well(open_page: OpenPage, look: Look, people: People) -> None:
    page = open_page(f"/dot-danh-gia/{prepared_round(people).slug}/mo/", look, people.manager, quiet=False)
    page.get_by_label("Đơn vị").first.fill("Xã Không Có")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Mở đợt đánh giá cho 2 đơn vị").click()
    expect(page.get_by_text("Không có đơn vị «Xã Không Có» trong đợt này.")).to_be_visible()
    assert_good(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_round_is_opened_by_keyboard_alone(open_page: OpenPage, people: People, scripts: bool) -> None:  # noqa: FBT001
    round = prepared_round(people)
    page = open_page(f"/dot-danh-gia/{round.slug}/", person=people.manager, scripts=scripts)
    page.get_by_role("link", name="Mở đợt đánh giá").press("Enter")
    page.get_by_label("Đơn vị").first.press_sequentially("25126")
    page.keyboard.press("Tab")
    page.keyboard.type("Mới thành lập")
    page.get_by_role("checkbox").press("Space")
    page.get_by_role("button", name="Mở đợt đánh giá cho 2 đơn vị").press("Enter")
    expect(page.get_by_text("Đợt đánh giá đã mở")).to_be_visible()
    assert Round.objects.get().state == RoundState.OPEN
    assert Submission.objects.get(agency=people.other).not_evaluated == "Mới thành lập"


def test_a_reminder_is_seen_before_it_is_sent(open_page: OpenPage, people: People) -> None:
    round = opened_round(people)
    page = open_page(f"/dot-danh-gia/{round.slug}/nhac/", person=people.manager)
    page.get_by_role("link", name="Xem thư và người nhận").first.click()
    page.get_by_label("Lời nhắn thêm").fill("Xin gửi sớm.")
    page.get_by_role("button", name="Xem lại thư").click()
    expect(page.locator("pre.letter")).to_contain_text("Xin gửi sớm.")
    assert not Reminder.objects.exists()
    page.get_by_role("button", name="Gửi thư nhắc 2 đơn vị").click()
    expect(page.get_by_text("Đang gửi 5 thư đến 2 đơn vị.")).to_be_visible()
    expect(page.locator("#sent tbody tr")).to_have_count(1)
    assert Reminder.objects.count() == 2
