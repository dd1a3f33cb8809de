"""The organiser's board: by agency, by criterion and by reviewer, and the table to take away."""

import csv
import io
import itertools
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests.people import SINCE, People, make_agency
from tests.web.conftest import Clients
from tests.web.results.published import AT, opened_round
from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.agencies.models import Agency, Block, BlockMember
from thuocdo.web.desk import board_criteria
from thuocdo.web.desk.board_counts import counts_of
from thuocdo.web.desk.board_criteria import lines_of
from thuocdo.web.desk.models import Reminder
from thuocdo.web.desk.reviewer_load import Load, reviewer_loads
from thuocdo.web.rounds.assign_reviewer import assign_reviewer
from thuocdo.web.rounds.assigned import coverage_of
from thuocdo.web.rounds.models import Round, RoundBlock, RoundState, Submission
from thuocdo.web.submissions.models import Answer, AnswerState

pytestmark = pytest.mark.django_db
QUERIES = 12


MOMENTS = itertools.count()


def later() -> datetime:
    """A moment that no counts are kept for yet."""
    return AT + timedelta(minutes=next(MOMENTS))


def answer(people: People, agency: Agency, criterion: str, state: AnswerState = AnswerState.CLAIMED) -> None:
    Answer.objects.create(
        submission=Submission.objects.get(agency=agency),
        criterion=criterion,
        state=state,
        saved_at=AT,
        saved_by=people.owner,
    )


def figures(round: Round) -> dict[str, tuple[int, int, int]]:
    of = round.blocks.select_related("set_version").get()
    return {
        line.id: (line.agencies, line.answered, line.verified) for line in lines_of([of], counts_of(round, later()))
    }


def loads(round: Round) -> dict[int, tuple[int, int, int, int]]:
    found = reviewer_loads(round, coverage_of(round, AT), counts_of(round, later()))
    return {key: (one.covered, one.answered, one.verified, len(one.criteria)) for key, one in found.items()}


def assign(people: People, round: Round, *agencies: Agency, node: str = "") -> None:
    assign_reviewer(
        round=round, reviewer=people.reviewer, node=node, block=None, agencies=agencies, actor=people.manager, at=AT
    )


def test_it_counts_answers_by_criterion(people: People) -> None:
    round = opened_round(people)
    answer(people, people.agency, "SS")
    answer(people, people.other, "SS", AnswerState.VERIFIED)
    answer(people, people.other, "KQ", AnswerState.OPEN)
    assert figures(round) == {"SS": (2, 2, 1), "KQ": (2, 0, 0)}
    Submission.objects.filter(agency=people.other).update(not_evaluated="Mới lập")
    assert figures(round) == {"SS": (1, 1, 0), "KQ": (1, 0, 0)}


def test_counts_are_kept_for_ten_seconds(people: People) -> None:
    round, moment = opened_round(people), later()
    assert counts_of(round, moment).answered == {}
    answer(people, people.agency, "SS")
    assert counts_of(round, moment + timedelta(seconds=9)).answered == {}
    assert set(counts_of(round, moment + timedelta(seconds=10)).answered.values()) == {1}


def test_it_counts_what_reviewers_have(people: People) -> None:
    round = opened_round(people)
    answer(people, people.agency, "SS", AnswerState.VERIFIED)
    answer(people, people.other, "SS", AnswerState.CLAIMED)
    answer(people, people.other, "KQ", AnswerState.SETTLED)
    assert loads(round) == {}
    assign(people, round, people.other, node="KQ")
    assert loads(round) == {people.reviewer.pk: (1, 1, 1, 1)}
    assign(people, round, node="SS")
    assert loads(round) == {people.reviewer.pk: (3, 3, 2, 2)}
    assign(people, round)
    assert loads(round) == {people.reviewer.pk: (4, 3, 2, 2)}


def test_the_reviewers_own_agency_is_not_theirs_to_count(people: People) -> None:
    round = opened_round(people)
    answer(people, people.other, "SS", AnswerState.VERIFIED)
    answer(people, people.agency, "SS", AnswerState.CLAIMED)
    Role.objects.create(person=people.reviewer, agency=people.other, role=RoleName.OFFICER, start=SINCE)
    assign(people, round, node="SS")
    assign(people, round, people.other, people.agency, node="KQ")
    assert loads(round) == {people.reviewer.pk: (2, 1, 0, 2)}
    assert Load().covered == 0


def test_the_reviewers_page_names_those_without_work(people: People, clients: Clients) -> None:
    round = opened_round(people)
    page = clients("manager").get(f"/dot-danh-gia/{round.slug}/nguoi-tham-dinh/").content.decode()
    assert "1 người thẩm định chưa được giao phần nào." in page


def test_the_table_to_take_away_is_excel_or_csv(people: People, clients: Clients) -> None:
    round = opened_round(people)
    Submission.objects.filter(agency=people.other).update(name="=1+1", not_evaluated="Mới lập")
    excel = clients("manager").get(f"/dot-danh-gia/{round.slug}/bang/")
    assert excel["Content-Disposition"] == 'attachment; filename="thu-2026-tien-do.xlsx"'
    sheet = load_workbook(io.BytesIO(excel.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:2] == ("Mã", "Đơn vị")
    assert [row[1] for row in rows[1:]] == ["Phường Xuân Hương - Đà Lạt", "'=1+1"]
    assert rows[1][4:6] == (0, 2)
    text = clients("manager").get(f"/dot-danh-gia/{round.slug}/bang/?dang=csv").content.decode("utf-8-sig")
    assert [row[1] for row in csv.reader(io.StringIO(text))] == [row[1] for row in rows]


def test_the_board_says_what_comes_next(people: People, clients: Clients) -> None:
    round = opened_round(people)
    address = f"/dot-danh-gia/{round.slug}/"
    assert "Khép phần tự đánh giá" in clients("manager").get(address).content.decode()
    assert "khep/" not in clients("reviewer").get(address).content.decode()
    Round.objects.update(
        submit_before=datetime(2099, 1, 1, tzinfo=UTC),
        explain_before=datetime(2099, 2, 1, tzinfo=UTC),
        settle_before=datetime(2099, 3, 1, tzinfo=UTC),
    )
    page = clients("manager").get(address).content.decode()
    assert "Phiếu tự khóa lúc" in page
    assert "khep/" not in page
    Round.objects.update(state=RoundState.PREPARED)
    assert f'href="{address}mo/"' in clients("manager").get(address).content.decode()


def test_the_board_says_when_an_agency_was_reminded(people: People, clients: Clients) -> None:
    round = opened_round(people)
    submission = Submission.objects.get(agency=people.other)
    for days in (0, 2):
        at = AT + timedelta(days=days)
        Reminder.objects.create(submission=submission, asked_at=at, asked_by=people.manager, letters=1)
    page = clients("manager").get(f"/dot-danh-gia/{round.slug}/").content.decode()
    assert page.count("03/03/2026") == 1
    assert "01/03/2026</time></small>" not in page
    assert "03/03/2026" in clients("auditor").get(f"/dot-danh-gia/{round.slug}/nhac/").content.decode()


def test_reminding_by_page_shows_the_letter_first_and_sends_when_asked(people: People, clients: Clients) -> None:
    round = opened_round(people)
    address = f"/dot-danh-gia/{round.slug}/nhac/gui/?don_vi={people.agency.code}"
    page = clients("manager").post(address, {"note": "Xin gửi sớm.", "viec": "xem"}).content.decode()
    assert "Kính gửi Nguyễn Thị An" in page
    assert "Xin gửi sớm." in page
    assert not Reminder.objects.exists()
    assert clients("manager").post(address, {"viec": "gui"}).status_code == 302
    assert Reminder.objects.get().submission.agency == people.agency
    again = clients("manager").post(address, {"viec": "gui"})
    assert again.status_code == 422
    assert "để yên" in again.content.decode()
    assert clients("manager").post(address, {"viec": "gui", "again": "on"}).status_code == 302
    assert Reminder.objects.count() == 2


def test_an_unreachable_agency_is_listed(people: People, clients: Clients) -> None:
    round = opened_round(people)
    Role.objects.filter(agency=people.other).delete()
    page = clients("manager").get(f"/dot-danh-gia/{round.slug}/nhac/gui/").content.decode()
    assert "1 đơn vị không có người nhận" in page
    alone = clients("manager").get(f"/dot-danh-gia/{round.slug}/nhac/gui/?don_vi={people.other.code}").content.decode()
    assert "Không có ai để gửi thư" in alone
    assert clients("manager").get(f"/dot-danh-gia/{round.slug}/nhac/gui/?don_vi=khong-co").status_code == 404


def test_pages_ask_the_database_the_same_however_many_agencies(
    people: People, clients: Clients, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        agency = make_agency(f"x{number}", f"Xã {number}", "xa")
        BlockMember.objects.create(agency=agency, block=people.block, start=SINCE)
    round = opened_round(people)
    for submission in Submission.objects.all():
        answer(people, submission.agency, "SS")
    assign(people, round, people.agency)
    client = clients("manager")
    for page in ("", "tieu-chi/", "nguoi-tham-dinh/", "nhac/", "nhac/gui/"):
        with django_assert_max_num_queries(QUERIES):  # type: ignore[operator]
            assert client.get(f"/dot-danh-gia/{round.slug}/{page}").status_code == 200


def test_blocks_with_one_set_share_a_table_until_one_is_asked_for(
    people: People, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = opened_round(people)
    of = round.blocks.select_related("set_version", "block").get()
    block = Block.objects.create(slug="khoi-hai", name="Khối thứ hai", order=9)
    RoundBlock.objects.create(round=round, block=block, set_version=of.set_version)
    Submission.objects.filter(agency=people.other).update(block=block)
    answer(people, people.other, "SS")
    both = list(round.blocks.select_related("set_version").order_by("block__order"))
    counts = counts_of(round, later())
    assert {line.id: (line.agencies, line.answered) for line in lines_of(both, counts)} == {"SS": (2, 1), "KQ": (2, 0)}
    monkeypatch.setattr(board_criteria, "counts_of", lambda _round, _now: counts)
    address = f"/dot-danh-gia/{round.slug}/tieu-chi/"
    page = clients("manager").get(address).content.decode()
    assert page.count("<table") == 1
    assert "0 / 2" in page
    alone = clients("manager").get(f"{address}?khoi=khoi-hai").content.decode()
    assert f"<h2>{block.name}</h2>" in alone
    assert "1 / 1" in alone


def test_those_reminded_lately_are_counted_apart(people: People, clients: Clients) -> None:
    round = opened_round(people)
    submission = Submission.objects.get(agency=people.other)
    Reminder.objects.create(submission=submission, asked_at=timezone.now(), asked_by=people.manager, letters=1)
    context = clients("manager").get(f"/dot-danh-gia/{round.slug}/nhac/gui/").context
    assert (context["agencies"], context["lately"], context["unreached"], context["more"]) == (1, 1, 0, 0)
    assert context["letters"] == len(context["shown"][0].readers)
    assert [each.lately for each in context["shown"]] == [False, True]


def test_closing_counts_those_late_apart_from_those_given_time(people: People, clients: Clients) -> None:
    round = opened_round(people)
    Submission.objects.filter(agency=people.other).update(extended_until=datetime(2099, 1, 1, tzinfo=UTC))
    context = clients("manager").get(f"/dot-danh-gia/{round.slug}/khep/").context
    assert context["counts"] == {"agencies": 2, "late": 1, "extended": 1}
    assert [row.agency_id for row in context["late"]] == [people.agency.pk]
    assert [row.agency_id for row in context["extended"]] == [people.other.pk]
