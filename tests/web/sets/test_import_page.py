"""The page for bringing in a set: a check keeps nothing, and what was checked is what is imported."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.people import People
from tests.web.conftest import Clients, Log
from tests.web.sets.permissions import SMALL
from tests.web.sets.test_import_set import TEXT, brought
from thuocdo import library
from thuocdo.web.sets.models import SetVersion

PAGE = "/bo-tieu-chi/nhap/"


def sent(clients: Clients, people: People, **data: Any) -> Any:
    return clients("manager").post(PAGE, {"viec": "kiem-tra", "co_quan": people.organiser.pk, **data})


def file(text: str | bytes, name: str = "nho.yaml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def hidden(page: str) -> dict[str, str]:
    """The fields of the form that imports what was checked."""
    form = page[page.index('name="noi_dung"') - 40 :]
    found = re.findall(r'name="(noi_dung|noi_dung_vi_du|ten|nguon)" value="([^"]*)"', form)
    return {name: unescape(value).replace("\n", "\r\n") for name, value in found}


def test_a_check_shows_everything_and_keeps_nothing(clients: Clients, people: People, log: Log) -> None:
    with log.none():
        answer = sent(clients, people, tep=file(TEXT.replace("yes_no", "yes_not")))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "chưa dùng được" in page
    assert "nho.yaml:5:" in page
    assert "<mark>yes_not</mark>" in page
    assert "Nhập bộ tiêu chí này" not in page


def test_what_was_checked_can_be_imported(clients: Clients, people: People) -> None:
    page = sent(clients, people, tep=file(TEXT)).content.decode()
    answer = sent(clients, people, **hidden(page) | {"viec": "nhap"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/bo-tieu-chi/nho/1/")
    version = SetVersion.objects.get()
    assert (version.content, version.origin) == (TEXT, "nho.yaml")


def test_a_set_of_the_library_comes_with_its_cases(clients: Clients, people: People) -> None:
    page = sent(clients, people, thu_vien=SMALL).content.decode()
    sent(clients, people, **hidden(page) | {"viec": "nhap"})
    version, path = SetVersion.objects.get(), library.path_of(SMALL)
    assert path is not None
    assert version.content == path.read_text(encoding="utf-8")
    assert version.cases == path.with_name("cases.yaml").read_text(encoding="utf-8")
    assert version.origin == f"library:{SMALL}"


def test_a_set_with_errors_is_not_imported(clients: Clients, people: People, log: Log) -> None:
    with log.none():
        answer = sent(clients, people, viec="nhap", tep=file(TEXT.replace("max: 2,", "")))
    assert answer.status_code == 422
    assert 'class="diagnostic error"' in answer.content.decode()


def test_a_content_that_is_there_is_linked(clients: Clients, people: People) -> None:
    brought(people, TEXT)
    answer = sent(clients, people, viec="nhap", tep=file(TEXT))
    assert answer.status_code == 409
    assert 'href="/bo-tieu-chi/nho/1/"' in answer.content.decode()


@pytest.mark.parametrize(
    "data, said",
    [
        ({}, "Hãy chọn một tệp"),
        ({"tep": b"\x00\x01", "thu_vien": ""}, "không phải văn bản UTF-8"),
        ({"tep": b"#" * 1_000_001}, "lớn hơn 1 MB"),
        ({"tep": b"id: x", "thu_vien": SMALL}, "không chọn cả hai"),
        ({"thu_vien": "khong-co"}, "khong-co"),
        ({"thu_vien": SMALL, "vi_du": b"\xff\xfea"}, "bảng mã UTF-16"),
    ],
)
def test_it_says_what_is_wrong_with_what_was_sent(
    data: dict[str, Any], said: str, clients: Clients, people: People, log: Log
) -> None:
    with log.none():
        files = {key: file(value) if isinstance(value, bytes) else value for key, value in data.items()}
        answer = sent(clients, people, **files)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_it_manages_for_its_own_organiser_only(clients: Clients, people: People, log: Log) -> None:
    with log.none():
        answer = clients("manager").post(PAGE, {"viec": "nhap", "co_quan": people.agency.pk, "thu_vien": SMALL})
    assert answer.status_code == 422
