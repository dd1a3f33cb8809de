"""Renaming, moving, merging and splitting in the page: first said in words, then done; refusals stand beside their fields."""

from datetime import date

import pytest

from tests.people import People
from tests.web.conftest import Clients, Log
from thuocdo.web.agencies.enter import Newcomer, new_agencies
from thuocdo.web.agencies.models import Agency, Block, Succession
from thuocdo.web.agencies.naming import agencies_on, name_on

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)
RENAME, MOVE = "/don-vi/ma/24778/doi-ten/", "/don-vi/ma/24778/chuyen/"
MERGE, SPLIT = "/don-vi/sap-nhap/", "/don-vi/chia-tach/"


def test_renaming_says_what_will_happen_and_then_does_it(people: People, clients: Clients, log: Log) -> None:
    client, typed = clients("manager"), {"name": "Phường Mới", "start": "01/04/2026", "basis": "Nghị quyết 2"}
    with log.none():
        asked = client.post(RENAME, typed)
    assert asked.status_code == 200
    words = " ".join(asked.context["words"])
    assert "Từ ngày 01/04/2026, đơn vị 24778 mang tên «Phường Mới»" in words
    with log.one("rename_agency") as entries:
        done = client.post(RENAME, typed | {"xac-nhan": "1"})
    assert (done.status_code, done["Location"]) == (302, "/don-vi/ma/24778/")
    assert "Nghị quyết 2" in entries[0].text
    assert name_on(people.agency, DAY) == "Phường Mới"


def test_going_back_keeps_what_was_typed(people: People, clients: Clients) -> None:
    answer = clients("manager").post(RENAME, {"name": "Phường Mới", "start": "01/04/2026", "sua": "1"})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert 'value="Phường Mới"' in html
    assert 'value="01/04/2026"' in html


@pytest.mark.parametrize(
    "typed, field, said",
    [
        ({"name": "Phường Xuân Hương - Đà Lạt", "start": "01/04/2026"}, "name", "đã mang tên này"),
        ({"name": "Khác", "start": "01/07/2025"}, "start", "bắt đầu từ ngày này"),
        ({"name": "Khác", "start": "30/06/2025"}, "start", "không tồn tại"),
        ({"name": "Khác", "start": "31/04/2026"}, "start", "ngày có thật"),
    ],
)
def test_a_name_that_cannot_be_is_refused_beside_its_field(
    people: People, clients: Clients, log: Log, typed: dict[str, str], field: str, said: str
) -> None:
    with log.none():
        answer = clients("manager").post(RENAME, typed | {"xac-nhan": "1"})
    assert answer.status_code in {409, 422}
    assert said in answer.context["form"].errors[field][0]


def test_moving_says_from_where_to_where(people: People, clients: Clients, log: Log) -> None:
    block = Block.objects.create(slug="khac", name="Khối khác")
    client, typed = clients("manager"), {"block": str(block.pk), "kind": "phuong", "start": "01/04/2026", "basis": ""}
    words = " ".join(client.post(MOVE, typed).context["words"])
    assert "từ «Các xã, phường» thành «Khối khác»" in words
    assert "từ «xã» thành «phường»" in words
    with log.one("move_agency"):
        client.post(MOVE, typed | {"xac-nhan": "1"})
    now = next(each for each in agencies_on(DAY) if each.code == "24778")
    assert (now.block_id, now.kind) == (block.pk, "phuong")


def test_a_move_that_cannot_be_is_refused(people: People, clients: Clients, log: Log) -> None:
    with log.none():
        same = clients("manager").post(MOVE, {"block": str(people.block.pk), "kind": "xa", "start": "01/04/2026"})
        early = clients("manager").post(MOVE, {"block": "", "kind": "xa", "start": "01/07/2025"})
    assert (same.status_code, early.status_code) == (409, 409)
    assert "đã thuộc khối và loại này" in str(same.context["form"].non_field_errors())
    assert "bắt đầu từ ngày này" in early.context["form"].errors["start"][0]


def merging(**typed: str) -> dict[str, str]:
    found = {"before": "24778\nxa da huoai", "after": "moi-1; Phường Chung", "kind": "phuong", "day": "01/04/2026"}
    return found | {"basis": "Nghị quyết 1 (thử)"} | typed


def test_merging_names_who_ends_and_who_begins(people: People, clients: Clients, log: Log) -> None:
    client, typed = clients("manager"), merging(block=str(people.block.pk))
    with log.none():
        words = " ".join(client.post(MERGE, typed).context["words"])
    for said in (
        "Phường Xuân Hương - Đà Lạt (24778) kết thúc: ngày cuối cùng là 31/03/2026.",
        "Xã Đạ Huoai (25126) kết thúc",
        "Phường Chung (moi-1) được lập, ngày đầu tiên là 01/04/2026.",
        "5 người có vai trò",
    ):
        assert said in words
    with log.one("succeed_agencies"):
        assert client.post(MERGE, typed | {"xac-nhan": "1"}).status_code == 302
    new = Agency.objects.get(code="moi-1")
    assert Succession.objects.filter(successor=new, basis="Nghị quyết 1 (thử)").count() == 2
    assert {each.code for each in agencies_on(DAY)} == {"moi-1", "so-khcn"}


def test_one_agency_may_join_another_that_goes_on(people: People, clients: Clients) -> None:
    typed = merging(before="25126", after="Phường Xuân Hương - Đà Lạt (24778)")
    words = " ".join(clients("manager").post(MERGE, typed).context["words"])
    assert "Phường Xuân Hương - Đà Lạt (24778) tiếp tục" in words
    clients("manager").post(MERGE, typed | {"xac-nhan": "1"})
    assert {each.code for each in agencies_on(DAY)} == {"24778", "so-khcn"}


def test_splitting_makes_several_of_one(people: People, clients: Clients, log: Log) -> None:
    typed = merging(before="24778", after="moi-1; Phường Một\nmoi-2; Phường Hai", block="")
    with log.one("succeed_agencies"):
        clients("manager").post(SPLIT, typed | {"xac-nhan": "1"})
    assert {each.code for each in agencies_on(DAY)} == {"moi-1", "moi-2", "25126", "so-khcn"}


@pytest.mark.parametrize(
    "path, typed, field, said",
    [
        (MERGE, {"before": "khong co"}, "before", "Không có đơn vị «khong co»."),
        (MERGE, {"before": "xuan huong"}, "before", "Có phải: Phường Xuân Hương - Đà Lạt (24778)?"),
        (MERGE, {"before": "trung ten"}, "before", "hãy ghi mã: Trùng Tên (t1); Trùng Tên (t2)"),
        (MERGE, {"after": "mới; Tên"}, "after", "phải gồm chữ không dấu"),
        (MERGE, {"after": "moi-1;"}, "after", "cần một tên"),
        (MERGE, {"after": "Đơn vị chưa có"}, "after", "ghi «mã; tên»"),
        (MERGE, {"before": "24778", "after": "24778"}, "after", "Cần ít nhất một đơn vị"),
        (MERGE, {"after": "da-het; Tên"}, "after", "Mã đã được dùng"),
        (MERGE, {"day": "01/07/2025"}, "day", "Không còn là đơn vị đang hoạt động"),
        (SPLIT, {"before": "24778"}, "after", "ít nhất hai đơn vị"),
        (SPLIT, {"after": "a; A\nb; B"}, "before", "Chia tách từng đơn vị một"),
        (SPLIT, {"before": "24778", "after": "a; A\na; B"}, "after", "ghi hai lần"),
    ],
)
def test_what_cannot_succeed_is_refused_beside_its_field(
    people: People, clients: Clients, log: Log, path: str, typed: dict[str, str], field: str, said: str
) -> None:
    new_agencies([Newcomer(code, "Trùng Tên", "xa", None, None) for code in ("t1", "t2")])
    Agency.objects.create(code="da-het", until=date(2025, 1, 1))
    with log.none():
        answer = clients("manager").post(path, merging(**typed) | {"xac-nhan": "1"})
    assert answer.status_code in {409, 422}
    assert any(said in error for error in answer.context["form"].errors[field]), answer.context["form"].errors


def test_the_form_begins_with_the_agency_one_came_from(people: People, clients: Clients) -> None:
    form = clients("manager").get(f"{MERGE}?don-vi=24778").context["form"]
    assert form.initial["before"] == "Phường Xuân Hương - Đà Lạt (24778)"
    assert (form.initial["kind"], form.initial["block"]) == ("xa", people.block)


def test_blocks_are_made_and_changed_in_the_page(people: People, clients: Clients, log: Log) -> None:
    client = clients("manager")
    with log.one("make_block"):
        client.post("/don-vi/khoi/moi/", {"slug": "so", "name": "Sở, ban, ngành", "order": "20"})
    with log.one("change_block"):
        client.post("/don-vi/khoi/ma/so/", {"name": "Sở và ngành", "order": "0"})
    assert [block.name for block in client.get("/don-vi/khoi/").context["blocks"]] == ["Sở và ngành", "Các xã, phường"]
    with log.none():
        taken = client.post("/don-vi/khoi/moi/", {"slug": "so", "name": "Khác", "order": "1"})
        named = client.post("/don-vi/khoi/moi/", {"slug": "so-2", "name": "so va nganh", "order": "1"})
    assert "Mã khối này đã có." in taken.context["form"].errors["slug"]
    assert "Đã có khối mang tên này." in named.context["form"].errors["name"]
