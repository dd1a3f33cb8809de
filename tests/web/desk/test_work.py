"""«Việc của tôi»: what each role finds there, the nearest deadline first."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.people import People
from tests.web.conftest import Clients
from tests.web.submissions.form_round import on_time, running, set_calendar, submitted, with_head
from tests.web.submissions.sheets import fill_in, imported, opened
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.desk.work_items import Item, items_for
from thuocdo.web.rounds.models import Assignment, Round, RoundState

pytestmark = pytest.mark.django_db


def items(people: People, name: str) -> list[Item]:
    now = timezone.now()
    return items_for(Holding.at(people.named(name), now), now)


def told(people: People, name: str) -> list[tuple[str, bool]]:
    return [(item.what, item.mine) for item in items(people, name)]


def test_a_draft_is_the_officers_turn(people: People) -> None:
    running(people)
    assert told(people, "owner") == told(people, "colleague") == [("Kê khai tự đánh giá", True)]
    assert told(people, "head") == [("Cán bộ đang kê khai", False)]
    assert told(people, "former") == []


def test_what_is_filled_in_is_to_be_handed_over(people: People) -> None:
    fill_in(running(people), people.owner)
    assert told(people, "owner") == [("Kiểm tra và trình thủ trưởng", True)]


def test_what_was_handed_over_is_the_head_s_turn(people: People) -> None:
    submission = with_head(people)
    assert told(people, "head") == [("Đọc và nộp phiếu tự đánh giá", True)]
    assert told(people, "owner") == [("Chờ thủ trưởng duyệt và nộp", False)]
    assert items(people, "head")[0].url.endswith(f"/{submission.agency.code}/toan-van/")


def test_what_was_submitted_waits_for_nobody_in_the_agency(people: People) -> None:
    submitted(people)
    assert told(people, "owner") == told(people, "head") == [("Phiếu đã nộp", False)]
    assert items(people, "owner")[0].until is None


def test_what_is_too_late_is_said_to_be(people: People) -> None:
    now = timezone.now()
    set_calendar(running(people).round, now - timedelta(days=9), now - timedelta(hours=1))
    assert told(people, "owner") == [("Đã hết hạn, phiếu được khóa", False)]
    assert items(people, "owner")[0].late
    assert told(people, "manager") == [("Khép phần tự đánh giá: đã hết hạn nộp", True)]


def test_a_manager_watches_and_opens(people: People) -> None:
    round = running(people).round
    assert told(people, "manager") == [("Theo dõi các đơn vị kê khai", False)]
    assert (items(people, "manager")[0].done, items(people, "manager")[0].total) == (0, 2)
    Round.objects.filter(pk=round.pk).update(state=RoundState.PREPARED)
    assert told(people, "manager") == [("Mở đợt đánh giá đã chuẩn bị", True)]


def test_a_reviewer_finds_each_round_once(people: People) -> None:
    round = submitted(people).round
    for node in ("A", "B"):
        Assignment.objects.create(round=round, reviewer=people.reviewer, node=node)
    assert told(people, "reviewer") == [("Được phân công thẩm định; bắt đầu khi đợt khép", False)]
    Round.objects.update(state=RoundState.VERIFYING)
    assert told(people, "reviewer") == [("Thẩm định phần được phân công", True)]


def test_the_nearest_deadline_stands_first_whatever_the_role(people: People) -> None:
    version = imported(people)
    now = timezone.now()
    for number, days in enumerate((5, 2, 9)):
        submission = on_time(people, opened(people, version, slug=f"dot-{number}"))
        set_calendar(submission.round, now - timedelta(days=20), now + timedelta(days=days))
    Role.objects.create(person=people.owner, agency=people.organiser, role=RoleName.MANAGER, start=date(2026, 1, 1))
    found = items(people, "owner")
    assert [(item.until - now).days for item in found if item.until is not None] == [2, 2, 5, 5, 9, 9]
    assert {item.role for item in found} == {RoleName.OFFICER.label, RoleName.MANAGER.label}


def test_the_number_of_queries_does_not_follow_the_number_of_rounds(
    people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    version = imported(people)
    for number in range(4):
        on_time(people, opened(people, version, slug=f"dot-{number}"))
    holding = Holding.at(people.owner, timezone.now())
    with django_assert_max_num_queries(4):
        assert len(items_for(holding, timezone.now())) == 4


def test_nothing_to_do_says_so(people: People, clients: Clients) -> None:
    assert "Tài khoản này chưa có vai trò nào" in clients("former").get("/viec-cua-toi/").content.decode()
    assert "Không có việc nào chờ bạn" in clients("owner").get("/viec-cua-toi/").content.decode()


def test_an_auditor_finds_the_log(people: People, clients: Clients) -> None:
    shown = {name: 'href="/nhat-ky/"' in main_of(clients(name)) for name in ("auditor", "council")}
    assert shown == {"auditor": True, "council": False}


def main_of(client: Client) -> str:
    page = client.get("/viec-cua-toi/").content.decode()
    return page[page.index("<main") : page.index("</main>")]
