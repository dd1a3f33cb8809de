"""The log's page: auditors find what was done, by whom and when."""

import re
from datetime import UTC, datetime, timedelta
from html import escape

import pytest
from django.db import transaction

from tests.people import People
from tests.web.conftest import Clients
from tests.web.test_acts import ACTS
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.record import record
from thuocdo.web.desk.act_words import WORDS
from thuocdo.web.files.sizes import size_words

AT = datetime(2026, 11, 21, 16, 59, 59, tzinfo=UTC)  # one second before midnight in Vietnam


@pytest.fixture(autouse=True)
def entries(people: People) -> None:
    with transaction.atomic():
        record(
            act="rename_agency",
            actor=people.manager.email,
            at=AT,
            subject="agency:24778",
            agency="24778",
            before={"name": "Thị xã"},
            after={"name": "Thành phố <Gia Nghĩa>"},
            reason="Nghị quyết 835",
        )
        for number in range(150):
            at = AT + timedelta(seconds=1 + number)
            record(act="open_round", actor="an@example.vn", at=at, subject=f"r:{number}", round="2026")


def numbers(clients: Clients, query: str) -> list[int]:
    page = clients("auditor").get(f"/nhat-ky/{query}").content.decode()
    return [int(number) for number in re.findall(r'<td class="number"[^>]*>(\d+)<', page)]


def test_it_shows_a_hundred_newest_first(clients: Clients) -> None:
    assert numbers(clients, "") == list(range(151, 51, -1))
    assert numbers(clients, "?trang=2") == list(range(51, 0, -1))


@pytest.mark.parametrize(
    "query, found",
    [
        ("?viec=rename_agency", [1]),
        ("?don_vi=24778", [1]),
        ("?nguoi=MANAGER@example.vn", [1]),
        ("?ngay=21/11/2026", [1]),
        ("?ngay=22/11/2026&trang=2", list(range(51, 1, -1))),
        ("?viec=rename_agency&ngay=22/11/2026", []),
    ],
)
def test_it_finds(query: str, found: list[int], clients: Clients) -> None:
    assert numbers(clients, query) == found


def test_it_says_what_was_changed_and_why(clients: Clients) -> None:
    page = clients("auditor").get("/nhat-ky/?viec=rename_agency").content.decode()
    assert "Đổi tên đơn vị" in page
    assert "Phường Xuân Hương - Đà Lạt" in page
    assert "<del>Thị xã</del> → Thành phố &lt;Gia Nghĩa&gt;" in page
    assert "Nghị quyết 835" in page


@pytest.mark.parametrize("nested", [False, True], ids=["many values", "one long value"])
def test_a_long_entry_is_whole_on_a_page_of_its_own(nested: bool, clients: Clients) -> None:  # noqa: FBT001 (a parameter)
    marks = {f"mau-{number}": "10" for number in range(500)}
    after = {"marks": marks} if nested else marks
    with transaction.atomic():
        at = AT + timedelta(days=1)
        entry = record(act="enter_marks", actor="an@example.vn", at=at, subject="r:1", after=after)
    page = clients("auditor").get("/nhat-ky/").content.decode()
    assert "mau-1" in page
    assert "mau-499" not in page
    assert f'href="?so={entry.number}"' in page
    assert page.count("xem toàn bộ") == 1
    alone = clients("auditor").get(f"/nhat-ky/?so={entry.number}").content.decode()
    assert "mau-499" in alone
    assert "xem toàn bộ" not in alone
    assert numbers(clients, f"?so={entry.number}") == [entry.number]


@pytest.mark.parametrize(
    "reason",
    ["", 'Công văn <số 5>, "reason":"không phải lý do" \\ ', "Đồng ý. " * 1000, "Ý" * 9990],
    ids=["none", "with quotes", "longer than the part that is read", "cut within a letter"],
)
def test_of_a_very_long_entry_the_list_says_why_and_how_long_it_is(reason: str, clients: Clients) -> None:
    marks = {f"mau-{number}": "mười" for number in range(2000)}
    with transaction.atomic():
        entry = record(
            act="enter_marks",
            actor="an@example.vn",
            at=AT + timedelta(days=1),
            subject="r:1",
            before={"reason": "trước"},
            after={"marks": marks, "reason": "sau"},
            reason=reason,
        )
    page = clients("auditor").get("/nhat-ky/").content.decode()
    size = size_words(len(entry.text.encode()))
    link = f'<p><a href="?so={entry.number}">Nội dung dài {size}: xem toàn bộ mục này</a></p>'
    told = f"<p>Lý do: {escape(reason)}</p>" if reason else ""
    assert f"<summary>r:1</summary>\n{told}{link}" in page
    assert "mau-" not in page
    alone = clients("auditor").get(f"/nhat-ky/?so={entry.number}").content.decode()
    assert told in alone
    assert "<p>reason: <del>trước</del> → sau</p>" in alone
    assert "mau-1999" in alone


def test_it_asks_the_database_the_same_whatever_it_shows(
    clients: Clients, django_assert_max_num_queries: object
) -> None:
    clients("auditor")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        numbers(clients, "")


def test_it_offers_the_acts_that_the_log_tells_of(clients: Clients) -> None:
    page = clients("auditor").get("/nhat-ky/").content.decode()
    acts = re.search(r'<select name="viec".*?</select>', page, re.DOTALL)
    assert acts is not None
    found = re.findall(r'<option value="(\w*)"', acts[0])
    assert found == ["", *sorted(LogEntry.objects.values_list("act", flat=True).distinct())]
    assert {"open_round", "rename_agency"} <= set(found)


def test_a_wrong_day_is_said(clients: Clients) -> None:
    page = clients("auditor").get("/nhat-ky/?ngay=31/02/2026").content.decode()
    assert "Hãy nhập một ngày có thật" in page


def test_every_act_has_words() -> None:
    assert sorted({act.path.stem for act in ACTS} - WORDS.keys()) == []
