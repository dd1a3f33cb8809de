"""Check yourself: the same points as every result, a sentence for each wrong input, and nothing kept."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import People
from tests.web.results.published import SET, opened_round
from thuocdo.web.publication.typed_figures import LARGEST

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
        (("lon.csv", "a" * (LARGEST + 1)), 422, "Tệp quá lớn"),
    ],
)
def test_a_file_has_one_row_of_the_sets_columns(people: People, sent: tuple[str, str], status: int, said: str) -> None:
    found, html = posted(people, {"tep": file(*sent)})
    assert (found, said in html) == (status, True)


def test_a_set_that_is_not_public_cannot_be_checked_by(people: People) -> None:
    assert Client().get(URL).status_code == 404
    assert Client().post(URL).status_code == 404
