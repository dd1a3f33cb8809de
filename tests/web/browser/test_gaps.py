"""Claimed against verified in a large round, in a browser: the page shows itself when the sums are there, and leaves alone what is typed."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.people import People
from tests.web.approval.computed import closed
from tests.web.browser.conftest import OpenPage
from tests.web.browser.looking import Look, assert_good
from tests.web.results.gap_figures import large, lowered
from thuocdo.web.jobs.models import Job, JobState
from thuocdo.web.jobs.perform import perform_job
from thuocdo.web.results.models import FRESH, GapsKept

pytestmark = pytest.mark.browser


def test_it_shows_itself_when_it_is_summed_up(open_page: OpenPage, look: Look, people: People) -> None:
    submission = lowered(large(closed(people)))
    page = open_page(f"/dot-danh-gia/{submission.round.slug}/chenh-lech/don-vi/", look, people.manager)
    sums = page.locator("#so-lieu")
    expect(sums.get_by_role("status")).to_contain_text("Đang tổng hợp lần đầu")
    assert_good(page)
    perform_job(Job.objects.get().pk, worker="w")
    expect(sums.locator("table")).to_be_visible()
    expect(sums).not_to_have_attribute("hx-get")
    assert_good(page)


def test_new_sums_take_the_place_of_old_ones(open_page: OpenPage, look: Look, people: People) -> None:
    submission = lowered(large(closed(people)))
    before = timezone.now() - 2 * FRESH
    GapsKept.objects.create(round=submission.round, at=before)
    page = open_page(f"/dot-danh-gia/{submission.round.slug}/chenh-lech/don-vi/", look, people.manager)
    status = page.locator("#so-lieu").get_by_role("status")
    expect(status).to_contain_text("Đang tổng hợp số mới")
    assert_good(page)
    page.locator("#tim").fill("xuan huong")
    perform_job(Job.objects.get(state=JobState.WAITING).pk, worker="w")
    expect(status).not_to_contain_text("Đang tổng hợp")
    expect(page.locator("#so-lieu table")).to_contain_text("Xuân Hương")
    expect(page.locator("#tim")).to_have_value("xuan huong")
    expect(page.locator("#tim")).to_be_focused()
    assert GapsKept.objects.filter(at__gt=before).exists()
