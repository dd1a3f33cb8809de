"""Reviewing in a browser: a dozen agencies by five criteria with keys alone; the agency's explanation; the screen at every width."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.people import People, make_agency
from tests.web.browser.conftest import OpenPage
from tests.web.browser.looking import LOOKS, Look, assert_good
from tests.web.review.reviewed import ask, in_review_now
from thuocdo.vietnamese.names import search_key, sort_key
from thuocdo.web.review.models import Outcome, Verification
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.submissions.models import Answer, AnswerState

pytestmark = pytest.mark.browser
AGENCIES, CRITERIA = 12, ("TL", "CK", "LC", "SL", "CD")


def crowded(people: People) -> Submission:
    """A dozen agencies under review, each with all it was asked."""
    first = in_review_now(people)
    answers = list(Answer.objects.filter(submission=first))
    for n in range(AGENCIES - 1):
        name = f"Xã Thử {n:02}"
        copy = Submission(
            round=first.round,
            agency=make_agency(f"x{n:02}", name, "xa"),
            block=first.block,
            set_version=first.set_version,
            kind=first.kind,
            name=name,
            sort_key=sort_key(name),
            search_key=search_key(name),
            state=SubmissionState.SUBMITTED,
            submitted_at=timezone.now() - timedelta(days=10),
            criteria_total=first.criteria_total,
        )
        copy.save()
        for answer in answers:
            answer.pk, answer.submission = None, copy
        Answer.objects.bulk_create(answers)
    return first


def begin(page: Page) -> None:
    page.keyboard.press("b")
    expect(page.locator(".case")).to_be_visible()


def choose(page: Page, number: int) -> None:
    """The reason so many lines down."""
    for _line in range(number):
        page.keyboard.press("ArrowDown")


def test_a_dozen_agencies_by_five_criteria_without_a_mouse(open_page: OpenPage, people: People) -> None:
    submission = crowded(people)
    page = open_page(f"/tham-dinh/{submission.round.slug}/tieu-chi/TL/", LOOKS[2], people.reviewer)
    for id in CRITERIA:
        page.goto(f"/tham-dinh/{submission.round.slug}/tieu-chi/{id}/")
        begin(page)
        for _agency in range(AGENCIES):
            with page.expect_navigation():
                page.keyboard.press("a")
        expect(page.locator("h1")).to_contain_text(id)
    found = Verification.objects.filter(outcome=Outcome.ACCEPTED, answer__criterion__in=CRITERIA)
    assert found.count() == AGENCIES * len(CRITERIA)


def test_keys_change_ask_go_on_and_take_back(open_page: OpenPage, people: People) -> None:
    submission = in_review_now(people)
    page = open_page(f"/tham-dinh/{submission.round.slug}/don-vi/{people.agency.code}/", LOOKS[2], people.reviewer)
    begin(page)
    page.keyboard.press("s")
    expect(page.locator("#o-TL-a")).to_be_focused()
    page.keyboard.type("36")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    choose(page, 3)
    page.keyboard.press("Tab")
    page.keyboard.type("Biên bản ghi 36")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    made = Verification.objects.get()
    assert (made.answer.criterion, made.value, made.reason) == ("TL", '{"a":"36","b":"41"}', "different")
    expect(page.locator(".just")).to_contain_text("điều chỉnh")
    with page.expect_navigation():
        page.keyboard.press("u")
    assert Verification.objects.get().undone_at is not None
    page.keyboard.press("h")
    expect(page.locator("#ly-do-hoi")).to_be_focused()
    choose(page, 2)
    page.keyboard.press("Tab")
    page.keyboard.type("Gửi thêm biên bản a, s, h")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    answer = Answer.objects.get(criterion="TL", submission=submission)
    assert answer.state == AnswerState.RETURNED
    before = page.url
    with page.expect_navigation():
        page.keyboard.press("n")
    with page.expect_navigation():
        page.keyboard.press("p")
    assert page.url == before.partition("&")[0]


def test_the_screen_and_the_explanation_at_every_width(open_page: OpenPage, look: Look, people: People) -> None:
    submission = in_review_now(people)
    ask(submission, "TL", people.reviewer, at=timezone.now())
    case = f"/tham-dinh/{submission.round.slug}/don-vi/{people.agency.code}/tieu-chi/CK/"
    page = open_page(case, look, people.reviewer)
    for way in page.locator("details.way summary").all():
        way.click()
        assert_good(page)
    told = open_page(f"/phieu/{submission.round.slug}/{people.agency.code}/giai-trinh/", look, people.owner)
    told.get_by_text("Sửa số liệu", exact=True).click()
    assert_good(told)
    told.locator("#o-TL-a").fill("37")
    told.get_by_label("Giải trình", exact=True).fill("Đã kiểm lại")
    told.get_by_role("button", name="Gửi giải trình").click()
    expect(told.locator(".saved").last).to_contain_text("đã gửi")
    assert Answer.objects.get(criterion="TL", submission=submission).claimed == '{"a":"37","b":"41"}'
