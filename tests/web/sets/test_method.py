"""The method page: everything one needs to compute by hand, for everybody, without an account."""

import re
from fractions import Fraction

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from tests.people import People
from tests.web.conftest import Clients
from tests.web.sets.permissions import SMALL, imported
from thuocdo import library
from thuocdo.definition.load import check_set, load_set
from thuocdo.definition.measures import KINDS
from thuocdo.definition.resolved import kinds_of
from thuocdo.web.sets.method_parts import Method, differing_kinds, method_of

SAMPLE = "mau-2026-xa"


def method(id: str = SAMPLE, kind: str | None = "xa") -> Method:
    checked = check_set(id)
    assert checked.set is not None
    return method_of(checked.set, kind, checked.cases)


def shown(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("id", library.ids())
def test_every_set_of_the_library_can_be_told(id: str) -> None:
    criteria_set = load_set(id)
    for kind in kinds_of(criteria_set):
        for language in ("vi", "en"):
            with translation.override(language):
                told = method_of(criteria_set, kind, ())
            assert told.criteria == sum(part.is_leaf for part in told.parts) or not told.parts
            assert all(part.rule or part.rungs for part in told.parts if part.is_leaf)


def test_examples_come_from_the_cases_and_add_up() -> None:
    examples = {part.id: part.example for part in method().parts if part.example}
    assert examples["HT1"].arithmetic == "38 ÷ 40 × 2 = 1,9"
    assert examples["HT2"].arithmetic == "(200 ÷ 25) ÷ 10 × 2 = 1,6"
    assert ("Cao nhất", "10") in examples["HT2"].given
    shown_kinds = {
        part.node.measure.kind for part in method().parts if part.node.measure is not None and part.example is not None
    }
    assert shown_kinds == set(KINDS) - {"yes_no", "choice"}


def test_rungs_are_in_points() -> None:
    by_id = {part.id: part for part in method().parts}
    assert [(rung.words, str(rung.points)) for rung in by_id["MT1"].rungs] == [
        ("đến 0", "1.5"),
        ("trên 0 đến 15", "0.75"),
        ("còn lại", "0"),
    ]
    assert sum(Fraction(rung.points) for rung in by_id["HT4"].rungs) == Fraction("2.5")


def test_levels_show_every_condition_in_percent_and_points() -> None:
    (table,) = method().levels
    lines = {column.id: asked for column, asked in table.lines}
    best = lines["HT"][0]
    assert best is not None
    assert (best.words, best.points) == ("từ 70%", "12,6 điểm")
    assert lines["SS"][:2] == (None, None)
    assert [str(limit.at) for limit in table.limits] == ["85", "70", "50"]


def test_kinds_are_offered_only_where_they_differ() -> None:
    assert differing_kinds(load_set(SAMPLE)) == ("xa", "phuong", "dac-khu")
    assert differing_kinds(load_set(SMALL)) == ()


def test_it_is_public_once_a_round_uses_it(people: People) -> None:
    imported(people)
    assert Client().get(f"/phuong-phap/{SMALL}/1/").status_code == 404
    assert SMALL not in shown("/phuong-phap/")


def test_it_says_all_of_it(people: People) -> None:
    imported(people, SAMPLE, shown=True)
    page = shown(f"/phuong-phap/{SAMPLE}/1/")
    for said in (
        "Mỗi phép chia được làm tròn ngay đến 2 chữ số thập phân",
        "từ 01/01/2026 đến 31/12/2026",
        "trước ngày 15/12 của năm đánh giá",
        "Báo cáo nộp chậm",
        "12,6 điểm",
        "38 ÷ 40 × 2 = 1,9",
        "cơ quan chủ trì",
        "chỉ được tính khi «GD1» có điểm",
        "quy đổi về thang 100 điểm",
        "Giá trị cao nhất được lấy trong các đơn vị cùng khối",
        "Không dùng để công bố".lower(),
    ):
        assert said in page, said
    anchors = set(re.findall(r'id="(tc-[^"]+)"', page))
    assert set(re.findall(r'href="#(tc-[^"]+)"', page)) <= anchors
    assert len(anchors) == page.count('id="tc-')


def test_another_kind_has_its_own_criteria(people: People) -> None:
    imported(people, SAMPLE, shown=True)
    assert 'id="tc-HD8"' not in shown(f"/phuong-phap/{SAMPLE}/1/?loai=xa")
    assert 'id="tc-HD8"' in shown(f"/phuong-phap/{SAMPLE}/1/?loai=phuong")
    assert 'id="tc-HD8"' not in shown(f"/phuong-phap/{SAMPLE}/1/?loai=khong-co")


def test_the_english_page_marks_what_is_vietnamese(people: People) -> None:
    imported(people, SAMPLE, shown=True)
    page = shown(f"/en/phuong-phap/{SAMPLE}/1/")
    assert "Staff with an adequate computer" in page
    assert "An exact half is rounded away from zero" in page
    assert '<p class="help" lang="vi">' in page


@pytest.mark.parametrize("path", ["/phuong-phap/", f"/phuong-phap/{SMALL}/1/", f"/phuong-phap/{SMALL}/1/set.yaml"])
def test_everybody_gets_the_same_and_may_keep_it(
    path: str, clients: Clients, people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    imported(people, shown=True)
    with django_assert_max_num_queries(3):
        answer = Client().get(path)
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    assert clients("manager").get(path).content == answer.content
    again = Client().get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_preview_says_that_it_is_one(clients: Clients, people: People) -> None:
    imported(people)
    page = clients("manager").get(f"/bo-tieu-chi/{SMALL}/1/phuong-phap/").content.decode()
    assert "Bản xem trước" in page
    assert "no-store" in clients("manager").get(f"/bo-tieu-chi/{SMALL}/1/phuong-phap/").headers["Cache-Control"]


def test_what_is_kept_is_kept_apart(people: People) -> None:
    """By kind, language and version: nobody gets the text of another."""
    for id in (SAMPLE, SMALL):
        imported(people, id, shown=True)
    addresses = [
        f"{prefix}/phuong-phap/{path}"
        for prefix in ("", "/en")
        for path in (f"{SAMPLE}/1/", f"{SAMPLE}/1/?loai=phuong", f"{SAMPLE}/1/?loai=dac-khu", f"{SMALL}/1/")
    ]
    first = [shown(address) for address in addresses]
    assert len(set(first)) == len(addresses)
    assert [shown(address) for address in addresses] == first
