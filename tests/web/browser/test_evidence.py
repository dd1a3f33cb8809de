"""Evidence in the browser: dropped and picked files, progress, refusals, a lost connection, and everything without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect
from pytest_django import Settings

from tests.people import People
from tests.web.browser.conftest import OpenPage
from tests.web.browser.looking import LOOKS, Look, assert_good
from tests.web.files.corpus import BAD, docx, jpeg, pdf
from tests.web.submissions.evidence_permissions import with_document
from tests.web.submissions.form_round import running, submitted
from thuocdo.web.submissions.models import Evidence

pytestmark = pytest.mark.browser
FORM = "/phieu/thu-2026/24778/nhom/A/"
DOCUMENTS = "/phieu/thu-2026/24778/tai-lieu/"
DROP = """([part, names]) => {
  const data = new DataTransfer();
  for (const [name, text] of names) data.items.add(new File([text], name));
  for (const type of ["dragover", "drop"])
    document.querySelector(part).dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(autouse=True)
def storage(settings: Settings, tmp_path: Path) -> None:
    here = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": here}


def payload(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "", "buffer": content}


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_its_pages_are_good(open_page: OpenPage, look: Look, people: People, prefix: str) -> None:
    document = with_document(running(people), people)
    page = open_page(f"{prefix}{FORM}", look, people.owner)
    page.locator("#tai-lieu-TL summary").first.click()
    page.locator("#tai-lieu-CK .evidence-more > summary").click()
    assert_good(page)
    for path in (DOCUMENTS, f"{DOCUMENTS}{document.pk}/"):
        assert_good(open_page(f"{prefix}{path}", look, people.owner))


def test_it_can_be_read_by_the_organiser(open_page: OpenPage, look: Look, people: People) -> None:
    with_document(submitted(people), people)
    page = open_page(FORM, look, people.reviewer)
    expect(page.locator("#tai-lieu-TL")).to_contain_text("Kế hoạch.pdf")
    expect(page.locator("#tai-lieu-TL form")).to_have_count(0)
    assert_good(page)


def test_a_document_is_described_and_used_again(open_page: OpenPage, people: People) -> None:
    running(people)
    page = open_page(FORM, LOOKS[2], people.owner)
    page.locator("#tep-TL").set_input_files([payload("Biên bản.pdf", pdf()), payload("ảnh.jpg", jpeg())])
    rows = page.locator("#tai-lieu-TL [data-document]")
    expect(rows).to_have_count(2)
    first = rows.first
    first.get_by_label("Số, ký hiệu").fill("12/BB-UBND")
    first.get_by_label("Ngày ban hành").fill("2/11/2025")
    first.get_by_label("Trang").fill("3-4")
    first.get_by_label("Trang").blur()
    expect(first.locator("summary")).to_have_text("Số 12/BB-UBND, ngày 02/11/2025, trang 3-4")
    expect(first).to_contain_text("không thuộc năm đánh giá 2026")
    first.get_by_label("Ngày ban hành").fill("2/11/2026")
    first.get_by_label("Ngày ban hành").blur()
    expect(first).not_to_contain_text("không thuộc năm đánh giá 2026")
    page.locator("#tai-lieu-CK .evidence-more > summary").click()
    page.locator("#tai-lieu-CK .reuse > summary").click()
    page.get_by_label("Tài liệu đã có, cho CK").select_option(label="Biên bản.pdf · Số 12/BB-UBND, ngày 02/11/2026")
    page.locator("#tai-lieu-CK").get_by_role("button", name="Dùng", exact=True).click()
    used = page.locator("#tai-lieu-CK [data-document]")
    expect(used).to_have_count(1)
    assert_good(page)
    used.get_by_role("button", name="Thôi dùng ở CK").click()
    expect(used).to_have_count(0)
    page.reload()
    expect(page.locator("#tai-lieu-TL [data-document]")).to_have_count(2)


def test_dropped_files_are_taken_and_bad_ones_named(open_page: OpenPage, people: People) -> None:
    running(people)
    page = open_page(FORM, LOOKS[0], people.owner, quiet=False)
    page.evaluate(DROP, ["#tai-lieu-LC", [["ghi-chu.txt", "Ghi chú"], ["trang.txt", "<html>"], ["la.exe", "MZ"]]])
    expect(page.locator("#tai-lieu-LC [data-document]")).to_have_count(1)
    refused = page.locator("#tai-lieu-LC .upload.failed")
    expect(refused).to_have_count(2)
    expect(refused.first).to_contain_text("lẫn nội dung")
    expect(refused.last).to_contain_text("Không nhận loại tệp này")
    refused.last.get_by_role("button", name="Bỏ").click()
    expect(refused).to_have_count(1)
    assert_good(page)
    page.evaluate(DROP, ["h1", [["lac.txt", "Ghi chú"]]])  # beside every criterion: nothing happens, the page stays
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert Evidence.objects.count() == 1


def test_a_file_that_is_too_big_is_not_even_sent(open_page: OpenPage, people: People, settings: Settings) -> None:
    settings.FILE_LIMIT = 2000
    running(people)
    page = open_page(FORM, LOOKS[2], people.owner)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#tep-TL").set_input_files(payload("lon.txt", b"x" * 2001))
    expect(page.locator("#tai-lieu-TL .upload")).to_contain_text("Tệp lớn hơn 2 kB")
    assert [url for url in asked if "them" in url] == []


def test_a_lost_connection_keeps_the_file_to_be_sent_again(open_page: OpenPage, people: People) -> None:
    running(people)
    page = open_page(FORM, LOOKS[2], people.owner, quiet=False)
    page.context.set_offline(True)
    page.locator("#tep-TL").set_input_files(payload("a.docx", docx()))
    line = page.locator("#tai-lieu-TL .upload")
    expect(line).to_contain_text("Chưa gửi được")
    page.context.set_offline(False)
    line.get_by_role("button", name="Gửi lại").click()
    expect(page.locator("#tai-lieu-TL [data-document]")).to_have_count(1)
    page.context.clear_cookies()
    page.locator("#tep-TL").set_input_files(payload("b.pdf", pdf()))
    expect(line).to_contain_text("Phiên đăng nhập đã hết")
    expect(page.locator("#session-ended")).to_be_visible()


def test_everything_works_without_javascript(open_page: OpenPage, people: People) -> None:
    running(people)
    page = open_page(FORM, LOOKS[0], people.owner, scripts=False)
    page.locator("#tep-TL").set_input_files([payload("a.pdf", pdf()), payload("macro.docx", BAD["macro.docx"][1])])
    page.locator("#tai-lieu-TL").get_by_role("button", name="Đính kèm", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("macro.docx: Tệp này có macro.")
    row = page.locator("#tai-lieu-TL [data-document]")
    expect(row).to_have_count(1)
    row.locator("summary").click()
    row.get_by_label("Số, ký hiệu").fill("7/QĐ")
    row.get_by_role("button", name="Lưu").click()
    expect(row.locator("summary")).to_have_text("Số 7/QĐ")
    row.locator("summary").click()
    row.get_by_role("link", name="Thay tệp hoặc gỡ khỏi phiếu").click()
    page.get_by_label("Tệp mới").set_input_files(payload("b.docx", docx()))
    page.get_by_role("button", name="Thay tệp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("b.docx")
    expect(page.get_by_text("Số 7/QĐ")).to_be_visible()
    page.locator("details.more > summary").click()
    page.get_by_role("button", name="Gỡ tài liệu này").click()
    expect(page.get_by_role("heading", name="Đã thay hoặc đã gỡ")).to_be_visible()
    assert Evidence.objects.count() == 2
