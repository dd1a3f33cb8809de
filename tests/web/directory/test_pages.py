"""The pages of the list of agencies: as of a day, searched, taken away, and one agency's own page."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.people import People
from tests.web.conftest import Clients
from tests.web.results.published import opened_round
from thuocdo.tables.read import read_table
from thuocdo.vietnamese.names import search_key, sort_key
from thuocdo.web.agencies.enter import Newcomer, new_agencies
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.directory.move_agency import Standing, move_agency
from thuocdo.web.directory.rename_agency import rename_agency
from thuocdo.web.directory.roster import read_roster
from thuocdo.web.directory.succeed_agencies import succeed_agencies

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 2, tzinfo=UTC)
DAY = date(2026, 4, 1)


def who(people: People) -> dict[str, object]:
    return {"organiser": people.organiser, "actor": people.manager, "at": AT}


def renamed(people: People) -> None:
    rename_agency(agency=people.agency, name="Phường Mới", start=DAY, **who(people))  # type: ignore[arg-type]


def merged(people: People) -> None:
    succeed_agencies(
        predecessors=[people.agency, people.other],
        successors=[Newcomer("moi-1", "Phường Chung", "phuong", people.block, DAY)],
        day=DAY,
        basis="Nghị quyết 1 (thử)",
        **who(people),  # type: ignore[arg-type]
    )


def names(clients: Clients, query: str, person: str = "manager") -> list[str]:
    page = clients(person).get(f"/don-vi/?{query}").context["page"]
    return [row.name for row in page]


def test_the_list_names_agencies_as_of_the_day(people: People, clients: Clients) -> None:
    renamed(people)
    assert "Phường Mới" in names(clients, "ngay=01/04/2026")
    assert "Phường Mới" not in names(clients, "ngay=31/03/2026")
    assert "Phường Xuân Hương - Đà Lạt" in names(clients, "ngay=31/03/2026")
    assert names(clients, "ngay=30/06/2025") == []


def test_the_list_is_in_vietnamese_order_and_searched_without_diacritics(people: People, clients: Clients) -> None:
    new_agencies([Newcomer(f"n{at}", name, "xa", None, None) for at, name in enumerate(("Xã Ân", "Xã An", "Xã Bé"))])
    assert [name for name in names(clients, "tim=xa") if name.startswith("Xã")] == [
        "Xã An",
        "Xã Ân",
        "Xã Bé",
        "Xã Đạ Huoai",
    ]
    assert names(clients, "tim=da+huoai") == ["Xã Đạ Huoai"]


def test_the_list_is_filtered_by_block_and_kind_of_the_day(people: People, clients: Clients) -> None:
    block = Block.objects.create(slug="khac", name="Khối khác", order=2)
    move_agency(agency=people.agency, to=Standing(block, "phuong"), start=DAY, **who(people))  # type: ignore[arg-type]
    assert names(clients, "khoi=khac&ngay=01/04/2026") == ["Phường Xuân Hương - Đà Lạt"]
    assert names(clients, "khoi=khac&ngay=31/03/2026") == []
    assert names(clients, "loai=phuong&ngay=01/04/2026") == ["Phường Xuân Hương - Đà Lạt"]
    assert names(clients, "khoi=-&ngay=01/04/2026") == ["Sở Khoa học và Công nghệ"]


def test_ended_agencies_are_listed_by_their_last_names(people: People, clients: Clients) -> None:
    merged(people)
    assert names(clients, "con=da-het&ngay=01/04/2026") == ["Phường Xuân Hương - Đà Lạt", "Xã Đạ Huoai"]
    assert names(clients, "con=da-het&ngay=31/03/2026") == []


def test_what_is_no_day_is_said_and_the_list_is_todays(people: People, clients: Clients) -> None:
    answer = clients("manager").get("/don-vi/?ngay=31/02/2026")
    assert answer.context["asked"].day == timezone.localdate()
    assert "Hãy nhập một ngày có thật" in answer.content.decode()


def test_people_of_an_agency_see_their_own(people: People, clients: Clients) -> None:
    assert names(clients, "", "owner") == ["Phường Xuân Hương - Đà Lạt"]
    assert names(clients, "", "former") == []
    exported = clients("owner").get("/don-vi/bang/csv/").content.decode()
    assert "25126" not in exported


def test_an_empty_list_leads_to_the_import(people: People, clients: Clients) -> None:
    html = clients("manager").get("/don-vi/").content.decode()
    assert 'href="/don-vi/nhap/"' in html


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["", "/en"])
def test_what_is_taken_away_can_be_brought_back_unchanged(
    people: People, clients: Clients, form: str, language: str, tmp_path: Path
) -> None:
    renamed(people)
    answer = clients("manager").get(f"{language}/don-vi/bang/{form}/?ngay=01/05/2026")
    assert answer["Content-Disposition"] == f'attachment; filename="don-vi-2026-05-01.{form}"'
    path = tmp_path / f"bang.{form}"
    path.write_bytes(answer.content)
    found = read_roster(read_table(path))
    assert found.bad == ()
    assert {(entry.code, entry.name, entry.outcome) for entry in found.entries} == {
        ("24778", "Phường Mới", "unchanged"),
        ("25126", "Xã Đạ Huoai", "unchanged"),
        ("so-khcn", "Sở Khoa học và Công nghệ", "unchanged"),
    }


def test_no_file_of_another_form_is_made(people: People, clients: Clients) -> None:
    assert clients("manager").get("/don-vi/bang/pdf/").status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_is_a_table_that_can_be_imported(
    people: People, clients: Clients, form: str, tmp_path: Path
) -> None:
    path = tmp_path / f"mau.{form}"
    path.write_bytes(clients("manager").get(f"/don-vi/nhap/mau/{form}/").content)
    found = read_roster(read_table(path))
    assert (found.new, found.bad) == (2, ())
    assert found.entries[0].block == people.block


def test_a_page_says_what_an_agency_was_and_became(people: People, clients: Clients) -> None:
    renamed(people)
    opened_round(people)
    html = clients("reviewer").get("/don-vi/ma/24778/").content.decode()
    for said in ("Phường Mới", "Phường Xuân Hương - Đà Lạt", "31/03/2026", "Các xã, phường", "Đợt thử năm 2026"):
        assert said in html
    assert "«Phường Xuân Hương - Đà Lạt» → «Phường Mới», từ 01/04/2026" in html
    assert "/doi-ten/" not in html, "only managers change agencies"
    assert "/doi-ten/" in clients("manager").get("/don-vi/ma/24778/").content.decode()


def test_a_page_names_predecessors_and_successors_with_their_decision(people: People, clients: Clients) -> None:
    merged(people)
    gone = clients("manager").get("/don-vi/ma/24778/").content.decode()
    assert "Được kế tục bởi" in gone
    assert "Phường Chung" in gone
    assert "Nghị quyết 1 (thử)" in gone
    assert "Đã kết thúc; ngày cuối cùng là" in gone
    new = clients("manager").get("/don-vi/ma/moi-1/").content.decode()
    assert "Phường Xuân Hương - Đà Lạt" in new
    assert "Xã Đạ Huoai" in new
    assert "Sáp nhập, chia tách đơn vị" in new, "its history is in the log"


def test_own_people_see_no_log_and_no_links_elsewhere(people: People, clients: Clients) -> None:
    merged(people)
    html = clients("owner").get("/don-vi/ma/24778/").content.decode()
    assert "Phường Chung" in html
    assert "/don-vi/ma/moi-1/" not in html
    assert "manager@example.vn" not in html


def test_the_log_names_agencies_as_of_the_entry(people: People, clients: Clients) -> None:
    renamed(people)
    lines = clients("auditor").get("/nhat-ky/").context["lines"]
    assert [line.agency for line in lines] == ["Phường Xuân Hương - Đà Lạt"]


def thousands(people: People, count: int) -> None:
    new_agencies([Newcomer(f"n{n:05}", f"Xã Số {n}", "xa", people.block, date(2025, 7, 1)) for n in range(count)])


PAGES = ["/don-vi/", "/don-vi/?tim=so+12&khoi=xa&loai=xa&ngay=01/01/2026&trang=2", "/don-vi/ma/24778/", "/don-vi/khoi/"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_ask_the_same_few_queries_however_many_agencies_there_are(
    people: People, clients: Clients, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    renamed(people)
    opened_round(people)
    client = clients("manager")
    with django_assert_max_num_queries(12) as few:
        assert client.get(path).status_code == 200
    thousands(people, 3321)
    with django_assert_max_num_queries(12) as many:
        assert client.get(path).status_code == 200
    # The pages of a list count first and ask for rows only where there are some.
    assert len(many) <= len(few) + 1


def test_keys_of_imported_names_are_made(people: People) -> None:
    thousands(people, 1)
    name = Agency.objects.get(code="n00000").names.get()
    assert (name.sort_key, name.search_key) == (sort_key("Xã Số 0"), search_key("Xã Số 0"))
