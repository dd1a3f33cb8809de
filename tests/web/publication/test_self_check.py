"""Check yourself: the same points as every result, a sentence for each wrong input, and nothing kept."""

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people import People
from tests.web.results.published import SET, opened_round
from thuocdo.web.publication import self_check
from thuocdo.web.publication.typed_figures import LARGEST, UNPACKED

pytestmark = pytest.mark.django_db
URL = "/tu-kiem-tra/hai-phan/1/"


def posted(people: People, data: dict[str, object]) -> tuple[int, str]:
    opened_round(people)
    answer = Client(enforce_csrf_checks=True).post(URL, data)
    assert not answer.cookies
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.status_code, answer.content.decode()


def file(name: str, text: str) -> io.BytesIO:
    sent = io.BytesIO(text.encode())
    sent.name = name
    return sent


def test_figures_come_to_points_level_and_what_is_missing(people: People) -> None:
    assert "min: 45" in SET
    status, html = posted(people, {"SS:points": "41"})
    assert status == 200
    for said in ("41,00", "Mức II", "Thiếu 4 điểm để đạt Mức I.", "Còn thiếu 1 tiêu chí", 'href="#tc-KQ"'):
        assert said in html, said
    assert reverse("publication:self_check") in html


def test_each_wrong_input_is_named_and_stays_as_typed(people: People) -> None:
    status, html = posted(people, {"SS:points": "bốn mươi", "KQ:points": "1.234"})
    assert status == 422
    assert 'value="bốn mươi"' in html
    assert html.count('href="#tc-SS"') == 2  # what is wrong, and what is missing
    assert html.count('href="#tc-KQ"') == 2


@pytest.mark.parametrize(
    "sent, status, said",
    [
        (("mot.csv", "agency,SS\nXã A,46\n"), 200, "46,00"),
        (("hai.csv", "agency,SS\nXã A,46\nXã B,41\n"), 422, "Tệp có 2 hàng"),
        (("khac.csv", "agency,XX\nXã A,46\n"), 422, "không có cột nào"),
        (("mot.pdf", "%PDF"), 422, "Tệp phải là .csv"),
        (("mot.xlsx", "agency,SS"), 422, "không phải là bảng tính"),
        (("mot.csv", "agency,SS\nXã A,bốn mươi\n"), 422, "bốn mươi"),
        (("mot.csv", "agency,SS\nXã A,1.234\n"), 422, "1.234"),
        (("mot.csv", ""), 422, "mot.csv"),
        (("mot.csv", "agency,SS,SS\nXã A,1,2\n"), 422, "SS"),
        (("mot.csv", "agency,SS,KHAC\nXã A,46,1\n"), 200, "không được dùng: KHAC."),
        (("lon.csv", "a" * (LARGEST[".csv"] + 1)), 422, "Tệp quá lớn: tệp .csv của một đơn vị nhiều nhất 100 kB"),
    ],
)
def test_a_file_has_one_row_of_the_sets_columns(people: People, sent: tuple[str, str], status: int, said: str) -> None:
    found, html = posted(people, {"tep": file(*sent)})
    assert (found, said in html) == (status, True)


@pytest.mark.parametrize("sent", [("mot.csv", ""), ("mot.xlsx", "PK"), ("mot.ods", "x" * 100), ("mot.csv", "a\x00b")])
def test_no_answer_says_where_a_file_lay(people: People, sent: tuple[str, str]) -> None:
    status, html = posted(people, {"tep": file(*sent)})
    assert status == 422
    assert tempfile.gettempdir() not in html
    assert "so-lieu." not in html
    assert f"«{sent[0]}»" in html


def test_an_archive_that_unpacks_to_much_is_not_unpacked(people: People) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (UNPACKED + 1))
    sent = io.BytesIO(packed.getvalue())
    sent.name = "bom.xlsx"
    assert len(packed.getvalue()) < LARGEST[".xlsx"]
    status, html = posted(people, {"tep": sent})
    assert (status, "sau khi giải nén" in html) == (422, True)


@pytest.mark.parametrize("by", ["form", "file"])
def test_nothing_of_it_is_kept(
    people: People, by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """No row, no file, no line of the log: of a check only a count for the minute stays, under a digest."""
    opened_round(people)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before, files = rows(), stored()
    secret = "43,21"
    data: dict[str, object] = (
        {"SS:points": secret} if by == "form" else {"tep": file("bi-mat.csv", f'agency,SS\nXã A,"{secret}"\n')}
    )
    with caplog.at_level("DEBUG"), CaptureQueriesContext(connection) as asked:
        answer = Client(enforce_csrf_checks=True).post(URL, data)
    assert (answer.status_code, secret in answer.content.decode()) == (200, True)
    assert rows() == before
    assert list(tmp_path.iterdir()) == []
    assert stored() == files
    written = [query["sql"] for query in asked.captured_queries if not query["sql"].startswith("SELECT")]
    assert [sql for sql in written if "site_cache" not in sql and "SAVEPOINT" not in sql] == []
    told = "\n".join(
        [
            *written,
            *caplog.messages,
            *(str(vars(record)) for record in caplog.records if record.name != "django.db.backends"),
        ]
    )
    for figure in (secret, secret.replace(",", "."), "bi-mat", "127.0.0.1"):
        assert figure not in told


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def stored(folder: str = "") -> list[str]:
    """Every file that the site keeps."""
    if not default_storage.exists(folder or "."):
        return []
    folders, files = default_storage.listdir(folder)
    below = (path for each in folders for path in stored(f"{folder}{each}/"))
    return sorted([*(f"{folder}{each}" for each in files), *below])


def test_whoever_asks_too_often_waits_a_minute_and_loses_nothing(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_round(people)
    monkeypatch.setattr(self_check, "A_MINUTE", 2)
    visitor = Client(headers={"x-forwarded-for": "1.2.3.4"})
    answers = [visitor.post(URL, {"SS:points": "41"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "60"
    assert 'value="41"' in answers[-1].content.decode()
    assert visitor.get(URL).status_code == 200
    assert Client(REMOTE_ADDR="203.0.113.9").post(URL, {"SS:points": "41"}).status_code == 200
    assert (
        Client(headers={"x-forwarded-for": "5.6.7.8"}).post(URL).status_code == 429
    )  # nobody chooses their own address


def test_a_set_that_is_not_public_cannot_be_checked_by(people: People) -> None:
    assert Client().get(URL).status_code == 404
    assert Client().post(URL).status_code == 404
