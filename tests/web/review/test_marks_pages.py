"""The organiser's criteria by hand and from a table: saved together or not at all, what is wrong said beside it."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.people import People
from tests.web.conftest import Clients, Log
from tests.web.review.reviewed import under_review
from thuocdo.web.review import marks_pages
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.models import Answer

pytestmark = pytest.mark.django_db
SLUG = {"slug": "thu-2026"}


def typed(submission: Submission, text: str, was: str = "", seen: int = 0) -> dict[str, str]:
    key = submission.pk
    return {f"{key}-points": text, f"{key}-was": was, f"{key}-seen": str(seen)}


def marks() -> dict[str, str]:
    return dict(Answer.objects.filter(criterion="TC").values_list("submission__agency__code", "verified"))


def both(people: People) -> tuple[str, Submission, Submission]:
    mine = under_review(people)
    other = Submission.objects.get(round=mine.round, agency=people.other)
    return reverse("marks:criterion", kwargs=SLUG | {"block": people.block.slug, "id": "TC"}), mine, other


def test_a_page_is_saved_whole_or_not_at_all(people: People, clients: Clients, log: Log) -> None:
    address, mine, other = both(people)
    manager = clients("manager")
    with log.none():
        wrong = manager.post(address, typed(mine, "8,5") | typed(other, "11"))
    said = wrong.content.decode()
    assert (wrong.status_code, marks()) == (422, {})
    assert 'value="8,5"' in said
    assert f'id="loi-o-{other.pk}-points"' in said
    assert f'id="loi-o-{mine.pk}-points"' not in said
    with log.one("enter_marks"):
        manager.post(address, typed(mine, "8,5") | typed(other, "10"))
    assert marks() == {people.agency.code: '{"points":"8.5"}', people.other.code: '{"points":"10"}'}
    assert 'value="8,5"' in manager.get(address).content.decode()
    assert 'value="8,5"' not in clients("council").get(address).content.decode()


def test_what_somebody_else_entered_is_not_overwritten_unseen(people: People, clients: Clients, log: Log) -> None:
    address, mine, other = both(people)
    manager = clients("manager")
    manager.post(address, typed(mine, "8"))
    untouched = typed(mine, "") | typed(other, "7")
    manager.post(address, untouched)
    assert marks() == {people.agency.code: '{"points":"8"}', people.other.code: '{"points":"7"}'}
    with log.none():
        late = manager.post(address, typed(mine, "9"))
    assert (late.status_code, "Người khác vừa nhập «8»" in late.content.decode()) == (422, True)
    seen = Answer.objects.get(submission=mine, criterion="TC").version
    manager.post(address, typed(mine, "9", was='{"points":"8"}', seen=seen))
    assert marks()[people.agency.code] == '{"points":"9"}'


def send(client: Client, text: str) -> Any:
    file = SimpleUploadedFile("diem.csv", text.encode(), content_type="text/csv")
    return client.post(reverse("marks:import", kwargs=SLUG), {"tep": file})


def token(answer: Any) -> str:
    found = re.search(r'name="bang" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def test_a_table_is_shown_before_it_is_entered(people: People, clients: Clients, log: Log) -> None:
    both(people)
    manager = clients("manager")
    rows = f"{people.agency.code};Phường Xuân Hương;8,5\n{people.other.code};Xã Đạ Huoai;\n"
    table = "Mã đơn vị;Đơn vị;TC: Tổ chức chấm\n" + rows
    with log.none():
        shown = send(manager, table)
    assert "Bảng dùng được" in shown.content.decode()
    with log.one("enter_marks"):
        manager.post(reverse("marks:import", kwargs=SLUG), {"bang": token(shown)})
    assert marks() == {people.agency.code: '{"points":"8.5"}'}
    assert "Không có gì để nhập" in send(manager, table).content.decode()
    with log.none():
        again = manager.post(reverse("marks:import", kwargs=SLUG), {"bang": token(shown)})
    assert again.status_code == 409


def test_bad_cells_are_named_by_row_and_column(people: People, clients: Clients, log: Log) -> None:
    both(people)
    with log.none():
        said = send(
            clients("manager"),
            f"Mã đơn vị;TC;TL;Ghi chú\n{people.agency.code};12;1;x\nkhong-co;5;;\n{people.agency.code};5;;\n",
        ).content.decode()
    assert said.count('data-label="Điều cần sửa"') == 3
    assert "Không có đơn vị nào của đợt này mang mã ấy" in said
    assert "Mã đã có ở hàng 2" in said
    assert "«TL»" in said
    assert "Xác nhận nhập" not in said


def test_the_template_reads_back(people: People, clients: Clients) -> None:
    both(people)
    manager = clients("manager")
    file = manager.get(reverse("marks:template", kwargs=SLUG | {"form": "csv"})).content.decode("utf-8-sig")
    assert file.splitlines()[0] == "Mã đơn vị,Đơn vị,TC: Tổ chức chấm"
    filled = file.replace('Phường Xuân Hương - Đà Lạt,""', 'Phường Xuân Hương - Đà Lạt,"8,5"')
    assert "Bảng dùng được" in send(manager, filled).content.decode()


def test_criteria_are_listed_block_by_block_where_there_are_many(
    people: People, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_review(people)
    manager, address = clients("manager"), reverse("marks:marks", kwargs=SLUG)
    assert 'name="khoi"' not in manager.get(address).content.decode()
    monkeypatch.setattr(marks_pages, "BLOCKS", 0)
    page = manager.get(address, {"khoi": people.block.slug}).content.decode()
    assert f'<option value="{people.block.slug}" selected>' in page
    assert "Tổ chức chấm" in page


@pytest.mark.parametrize("blocks", [4, 0], ids=["shown together", "one at a time"])
def test_what_is_left_is_told_for_all_blocks(
    blocks: int, people: People, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marks_pages, "BLOCKS", blocks)
    address, mine, other = both(people)
    manager, page = clients("manager"), reverse("marks:marks", kwargs=SLUG)
    assert "Còn 2 ô chưa nhập" in manager.get(page).content.decode()
    manager.post(address, typed(mine, "8,5"))
    assert "Còn 1 ô chưa nhập" in manager.get(page).content.decode()
    Answer.objects.filter(submission=other, criterion="CK").update(verified='{"a":"1"}')
    assert "Còn 1 ô chưa nhập" in manager.get(page).content.decode()
    manager.post(address, typed(other, "7"))
    assert "Đã nhập đủ." in manager.get(page).content.decode()
