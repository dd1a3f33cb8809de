"""What reviewing refuses, as it is read: promised time that is not over, a colleague's explanation, one's own agency, who settles."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.people import SINCE, People
from tests.web.browser.conftest import OpenPage
from tests.web.browser.looking import LOOKS, Look, assert_good
from tests.web.review.reviewed import ask, explain, in_review_now, second_reviewer
from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.rounds.extend_deadline import extend_deadline
from thuocdo.web.rounds.models import Submission

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_promised_time_is_told_before_the_button(open_page: OpenPage, people: People, look: Look) -> None:
    submission = in_review_now(people)
    other = Submission.objects.get(round=submission.round, agency=people.other)
    now = timezone.now()
    extend_deadline(submission=other, until=now + timedelta(days=5), reason="Bão", actor=people.manager, at=now)
    page = open_page(f"/tham-dinh/{submission.round.slug}/chuyen-giai-trinh/", look, people.manager)
    assert_good(page)
    assert other.name in page.locator("main .strip.warning").inner_text()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_colleagues_explanation_is_shown_before_it_is_replaced(
    open_page: OpenPage, people: People, look: Look
) -> None:
    submission = in_review_now(people)
    finding = ask(submission, "TL", people.reviewer, at=timezone.now())
    page = open_page(
        f"/phieu/{submission.round.slug}/{people.agency.code}/giai-trinh/", look, people.colleague, quiet=False
    )
    explain(finding, people.owner, "Biên bản kiểm kê ghi 38 máy", at=timezone.now())
    page.fill(f"#giai-trinh-{finding.pk}", "Đã mua thêm hai máy")
    page.get_by_role("button", name="Gửi giải trình").click()
    assert_good(page)
    article = page.locator(f"#muc-{finding.pk}")
    assert "Biên bản kiểm kê ghi 38 máy" in article.inner_text()
    assert article.locator("textarea").input_value() == "Đã mua thêm hai máy"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_one_reads_why_another_decides(open_page: OpenPage, people: People, look: Look) -> None:
    submission = in_review_now(people)
    explain(ask(submission, "TL", people.reviewer, at=timezone.now()), people.owner, at=timezone.now())
    second_reviewer(people, submission)
    Role.objects.create(person=people.manager, agency=people.agency, role=RoleName.HEAD, start=SINCE)
    case = f"/tham-dinh/{submission.round.slug}/don-vi/{people.agency.code}/tieu-chi/TL/"
    page = open_page(case, look, people.reviewer)
    assert_good(page)
    assert "Người thẩm định khác" in page.locator("main").inner_text()
    marks = f"/dot-danh-gia/{submission.round.slug}/diem-chu-tri/{submission.block.slug}/TC/"
    page = open_page(marks, look, people.manager)
    assert_good(page)
    assert "người quản trị khác nhập" in page.locator("main").inner_text()
