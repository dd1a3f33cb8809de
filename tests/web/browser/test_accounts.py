"""Passkeys, as a browser makes and uses them."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import CDPSession, Page, expect
from pytest_django import Settings

from tests.people import PASSWORD, People
from tests.web.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


@pytest.fixture
def authenticator(settings: Settings) -> dict[str, object]:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    cache.clear()
    return {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }


def plug_in(page: Page, options: dict[str, object]) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def test_a_passkey_stands_for_the_password(
    open_page: OpenPage, people: People, authenticator: dict[str, object]
) -> None:
    page = open_page("/tai-khoan/dang-nhap/")
    plug_in(page, authenticator)
    page.get_by_label("Thư điện tử").fill("owner@example.vn")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url("**/viec-cua-toi/")
    page.goto(re.sub(r"(//[^/]+).*", r"\1/tai-khoan/", page.url))
    page.get_by_role("link", name="Xem các khóa").click()
    page.get_by_role("link", name="Thêm khóa").click()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Thêm khóa").click()
    expect(page.get_by_text("Đã thêm khóa truy cập.")).to_be_visible()
    page.goto(re.sub(r"(//[^/]+).*", r"\1/tai-khoan/dang-xuat/", page.url))
    page.get_by_role("main").get_by_role("button", name="Đăng xuất").click()
    page.goto(re.sub(r"(//[^/]+).*", r"\1/tai-khoan/dang-nhap/", page.url))
    page.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    page.wait_for_url("**/viec-cua-toi/")
    page.goto(re.sub(r"(//[^/]+).*", r"\1/tai-khoan/", page.url))
    expect(page.locator("main").get_by_text("owner@example.vn")).to_be_visible()
