"""The list of versions, a version's page, and the comparison of two."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.people import People
from tests.web.conftest import Clients
from tests.web.sets.permissions import SMALL, imported
from tests.web.sets.test_import_set import TEXT, brought
from thuocdo import library
from thuocdo.web.sets.compare import pieces


def page(clients: Clients, path: str, name: str = "manager") -> str:
    answer = clients(name).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_list_is_searched_without_diacritics_and_by_use(clients: Clients, people: People) -> None:
    imported(people, shown=True)
    brought(people, TEXT)
    assert SMALL in page(clients, "/bo-tieu-chi/?tim=dak+nong")
    assert SMALL not in page(clients, "/bo-tieu-chi/?tinh-trang=chua-dung")
    assert "/bo-tieu-chi/nho/1/" in page(clients, "/bo-tieu-chi/?tinh-trang=chua-dung")


def test_only_managers_are_offered_the_import(clients: Clients, people: People) -> None:
    assert "/bo-tieu-chi/nhap/" in page(clients, "/bo-tieu-chi/")
    assert "/bo-tieu-chi/nhap/" not in page(clients, "/bo-tieu-chi/", "auditor")


def test_the_list_asks_the_database_the_same_whatever_it_shows(
    clients: Clients, people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(2, 8):
        brought(people, TEXT.replace("max: 2", f"max: {number}"))
    clients("manager")
    with django_assert_max_num_queries(8):
        page(clients, "/bo-tieu-chi/")


def test_a_version_tells_what_it_holds_and_what_the_checker_finds(
    clients: Clients, people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    version = imported(people)
    clients("manager")
    with django_assert_max_num_queries(8):
        shown = page(clients, f"/bo-tieu-chi/{SMALL}/1/")
    assert version.digest in shown
    assert "TD609" in shown
    assert f"/bo-tieu-chi/{SMALL}/1/phuong-phap/" in shown
    assert "Chưa công khai" in shown


def test_its_text_is_handed_out_as_it_was_imported(clients: Clients, people: People) -> None:
    imported(people)
    answer = clients("auditor").get(f"/bo-tieu-chi/{SMALL}/1/set.yaml")
    path = library.path_of(SMALL)
    assert path is not None
    assert answer.content == path.read_bytes()
    assert answer.headers["Content-Type"] == "text/yaml; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SMALL}-v1.yaml"'
    assert clients("auditor").get(f"/bo-tieu-chi/{SMALL}/1/secret.yaml").status_code == 404


def test_two_versions_are_compared_in_words(clients: Clients, people: People) -> None:
    brought(people, TEXT)
    brought(people, TEXT.replace("name: Máy tính", "name: Máy vi tính"))
    shown = page(clients, "/bo-tieu-chi/nho/so-sanh/")
    assert "Máy <ins>vi</ins> tính" in " ".join(shown.split())
    assert "nói như nhau" in page(clients, "/bo-tieu-chi/nho/so-sanh/?truoc=1&sau=1")
    assert clients("manager").get("/bo-tieu-chi/nho/so-sanh/?truoc=1&sau=9").status_code == 404
    assert clients("manager").get("/bo-tieu-chi/khong-co/so-sanh/").status_code == 404


@pytest.mark.parametrize(
    "before, after, gone, come",
    [("từ 85 điểm", "từ 80 điểm", ["85"], ["80"]), ("", "có", [], ["có"]), ("a b", "a b", [], [])],
)
def test_it_marks_only_the_words_that_differ(before: str, after: str, gone: list[str], come: list[str]) -> None:
    found = pieces(before, after)
    assert [[piece.words for piece in side if piece.differs] for side in found] == [gone, come]
