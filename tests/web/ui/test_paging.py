from datetime import date

import pytest
from django.db.models import Q
from django.http import QueryDict
from django.template import Context, Template
from pytest_django import DjangoAssertNumQueries

from tests.people import People
from thuocdo.vietnamese import search_key, sort_key
from thuocdo.web.agencies.models import AgencyName
from thuocdo.web.ui.page_numbers import steps
from thuocdo.web.ui.paging import Choice, Column, Filter, Page, list_page

NAMES = ["Đạ Tẻh", "Đà Lạt", "Bảo Lộc", "Đức Trọng", "Đa Huoai", "Lạc Dương"]
COLUMNS = (Column("ten", "Đơn vị", ("sort_key",)), Column("den", "Đến", ("until",), largest_first=True, numeric=True))
FILTERS = (Filter("con", "Còn", "Tất cả", (Choice("co", "Có", Q(until__isnull=True)),)),)


@pytest.fixture
def names(people: People) -> None:
    AgencyName.objects.all().delete()
    for day, name in enumerate(NAMES, 1):
        AgencyName.objects.create(
            agency=people.agency,
            name=name,
            sort_key=sort_key(name),
            search_key=search_key(name),
            start=date(2026, 1, day),
            until=None if day == 1 else date(2026, 1, day),
        )


def page(query: str = "", size: int = 100) -> Page[AgencyName]:
    return list_page(AgencyName.objects.all(), QueryDict(query), columns=COLUMNS, filters=FILTERS, size=size)


@pytest.mark.usefixtures("names")
class TestAList:
    def test_it_sorts_as_a_vietnamese_dictionary(self) -> None:
        assert [row.name for row in page()] == ["Bảo Lộc", "Đa Huoai", "Đà Lạt", "Đạ Tẻh", "Đức Trọng", "Lạc Dương"]

    @pytest.mark.parametrize("words", ["da lat", "lat da", "ĐÀ LẠT", "đa+lạt", "  lat "])
    def test_it_finds_without_diacritics(self, words: str) -> None:
        assert [row.name for row in page(f"tim={words}")] == ["Đà Lạt"]

    def test_it_takes_no_sign_for_a_pattern(self) -> None:
        assert page("tim=%25").total == 0
        assert page("tim=_").total == 0

    def test_it_puts_rows_without_a_value_last_either_way(self) -> None:
        assert [row.name for row in page("xep=den")][::5] == ["Lạc Dương", "Đạ Tẻh"]
        assert [row.name for row in page("xep=-den")][::5] == ["Đà Lạt", "Đạ Tẻh"]

    def test_it_filters(self) -> None:
        assert [row.name for row in page("con=co")] == ["Đạ Tẻh"]

    @pytest.mark.parametrize("query", ["xep=khong", "trang=0", "trang=x", "trang=-1", "con=khong", "trang=²"])
    def test_it_takes_nonsense_as_not_said(self, query: str) -> None:
        assert [row.name for row in page(query)] == [row.name for row in page()]

    def test_it_asks_the_database_twice(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        with django_assert_num_queries(2):
            found = page("tim=l&trang=2", size=1)
        assert (found.total, found.number, found.first, found.last) == (3, 2, 2, 2)

    def test_it_ends_at_the_last_page(self) -> None:
        assert page("trang=99", size=4).number == 2

    def test_it_keeps_what_was_chosen_in_every_link(self) -> None:
        found = page("tim=l&con=co&xep=-ten&trang=2")
        assert found.address(trang=3) == "?tim=l&con=co&xep=-ten&trang=3"
        assert page().address() == "?"

    def test_it_says_in_its_headings_how_it_is_sorted(self) -> None:
        drawn = Template('{% load ui %}{% sortable page "ten" %}{% sortable page "den" %}').render(
            Context({"page": page()})
        )
        assert drawn == (
            '<th scope="col" aria-sort="ascending"><a href="?xep=-ten">Đơn vị</a></th>'
            '<th scope="col" class="number"><a href="?xep=den">Đến</a></th>'
        )

    def test_its_search_box_keeps_the_order(self) -> None:
        drawn = Template("{% load ui %}{% search_box page %}").render(Context({"page": page("xep=-ten&tim=<b>")}))
        assert '<input type="hidden" name="xep" value="-ten">' in drawn
        assert 'value="&lt;b&gt;"' in drawn


@pytest.mark.parametrize(
    "number, pages, shown",
    [(1, 1, [1]), (1, 2, [1, 2]), (3, 5, [1, 2, 3, 4, 5]), (1, 34, [1, 2, 0, 34]), (5, 34, [1, 0, 4, 5, 6, 0, 34])],
)
def test_it_shows_the_neighbours_and_the_ends(number: int, pages: int, shown: list[int]) -> None:
    assert [step.number for step in steps(number, pages)] == shown
