"""The log's page and the pages of errors, in a browser."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from tests.people import People
from tests.web.browser.conftest import OpenPage
from tests.web.browser.looking import Look, assert_good
from thuocdo.web.audit.record import record

pytestmark = pytest.mark.browser
AT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)


def test_the_log_is_good_to_read(open_page: OpenPage, look: Look, people: People) -> None:
    with transaction.atomic():
        for number in range(120):
            record(
                act="rename_agency",
                actor=people.manager.email,
                at=AT,
                subject=f"agency:{people.agency.code}",
                agency=people.agency.code,
                round="2026-xa" if number % 2 else "",
                before={"name": "Phường Xuân Hương"},
                after={"name": "Phường Xuân Hương - Đà Lạt", "start": "2025-07-01"},
                reason="Nghị quyết 1671/NQ-UBTVQH15",
            )
    page = open_page("/nhat-ky/", look, people.auditor)
    page.locator("summary").nth(3).click()
    assert_good(page)
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"log-{look}.png")


def test_a_wrong_address_is_good_to_read(open_page: OpenPage, look: Look) -> None:
    page = open_page("/khong-co/", look, quiet=False)
    assert_good(page)
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"404-{look}.png")
