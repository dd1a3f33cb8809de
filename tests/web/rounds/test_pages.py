"""The organiser's pages of rounds: what they say before an act, and what they make of what somebody types."""

from datetime import UTC, datetime

import pytest

from tests.people import SINCE, People, make_agency
from tests.web.conftest import Clients
from tests.web.results.published import AT, opened_round, prepared_round
from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.agencies.models import Block, BlockMember
from thuocdo.web.rounds.assign_reviewer import assign_reviewer
from thuocdo.web.rounds.assigned import coverage_of
from thuocdo.web.rounds.coverage_table import block_coverage
from thuocdo.web.rounds.models import Assignment, Round, RoundState, Submission
from thuocdo.web.rounds.opening_preview import opening_preview
from thuocdo.web.rounds.taking_part import places_of
from thuocdo.web.sets.import_set import import_set
from thuocdo.web.sets.loaded import checked_text

pytestmark = pytest.mark.django_db
DATES = {
    "opens": "05/06/2026 08:00",
    "submit_before": "05/07/2026 17:00",
    "explain_before": "20/07/2026 17:00",
    "settle_before": "31/07/2026 17:00",
}
FOR_DISTRICTS = """
id: cap-huyen
name: Cấp huyện
applies_to: [huyen]
max: 100
criteria:
  - {id: A, name: Điểm, max: 100}
"""


def rows(*typed: tuple[str, str], **more: str) -> dict[str, str]:
    """The form of opening with these agencies and reasons."""
    data = {"ngoai-TOTAL_FORMS": str(len(typed)), "ngoai-INITIAL_FORMS": "0", **more}
    for at, (agency, reason) in enumerate(typed):
        data |= {f"ngoai-{at}-agency": agency, f"ngoai-{at}-reason": reason}
    return data


def test_a_new_round_takes_its_word_from_its_name(people: People, clients: Clients) -> None:
    version = prepared_round(people).blocks.get().set_version
    data = {"name": "Đợt Đánh giá năm 2027", "year": "2027", f"block_{people.block.pk}": str(version.pk), **DATES}
    data |= {"organiser": str(people.organiser.pk)}
    answer = clients("manager").post("/dot-danh-gia/moi/", data)
    assert answer.status_code == 302
    made = Round.objects.get(year=2027)
    assert made.slug == "dot-danh-gia-nam-2027"
    assert made.opens == datetime(2026, 6, 5, 1, tzinfo=UTC)
    again = clients("manager").post("/dot-danh-gia/moi/", data)
    assert again.status_code == 422
    assert "Đã có đợt đánh giá mang mã «dot-danh-gia-nam-2027»" in again.content.decode()


def test_a_new_round_begins_with_a_calendar(people: People, clients: Clients) -> None:
    prepared_round(people)
    page = clients("manager").get("/dot-danh-gia/moi/").content.decode()
    assert page.count(" 17:00") == 3
    assert " 08:00" in page


@pytest.mark.parametrize(
    "field, typed, said",
    [
        ("opens", "31/02/2026 08:00", "Hãy nhập một ngày có thật"),
        ("submit_before", "01/06/2026 08:00", "Mốc này phải sau «mở từ» (08:00 ngày 05/06/2026)."),
        ("settle_before", "06/07/2026", "Mốc này phải sau «giải trình trước»"),
    ],
)
def test_a_calendar_is_said_to_be_wrong_where_it_is(
    people: People, clients: Clients, field: str, typed: str, said: str
) -> None:
    round = prepared_round(people)
    block = {f"block_{people.block.pk}": str(round.blocks.get().set_version_id)}
    answer = clients("manager").post(f"/dot-danh-gia/{round.slug}/sua/", {"name": "x", **DATES, **block, field: typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_without_sets_a_round_says_what_to_do_first(clients: Clients) -> None:
    page = clients("manager").get("/dot-danh-gia/moi/").content.decode()
    assert "Chưa có bộ tiêu chí" in page
    assert "/bo-tieu-chi/nhap/" in page


def test_an_open_round_is_not_changed(people: People, clients: Clients) -> None:
    round = opened_round(people)
    assert clients("manager").get(f"/dot-danh-gia/{round.slug}/sua/").status_code == 302
    data = {"name": "Khác", **DATES, f"block_{people.block.pk}": str(round.blocks.get().set_version_id)}
    answer = clients("manager").post(f"/dot-danh-gia/{round.slug}/sua/", data)
    assert answer.status_code == 422
    assert Round.objects.get().name == round.name


def test_opening_asks_whether_one_has_looked(people: People, clients: Clients) -> None:
    round = prepared_round(people)
    answer = clients("manager").post(f"/dot-danh-gia/{round.slug}/mo/", rows(viec="mo"))
    assert answer.status_code == 422
    assert Round.objects.get().state == RoundState.PREPARED


@pytest.mark.parametrize("typed", ["25126", "xa da huoai", "Xã Đạ Huoai", "Xã Đạ Huoai (25126)"])
def test_opening_takes_reasons_by_code_or_name(people: People, clients: Clients, typed: str) -> None:
    round = prepared_round(people)
    answer = clients("manager").post(
        f"/dot-danh-gia/{round.slug}/mo/", rows((typed, " Mới thành lập "), ("", ""), seen="on", viec="mo")
    )
    assert answer.status_code == 302
    assert Submission.objects.get(agency=people.other).not_evaluated == "Mới thành lập"
    assert Submission.objects.get(agency=people.agency).not_evaluated == ""


@pytest.mark.parametrize(
    "typed, said",
    [
        ((("Xã Không Có", "lý do"),), "Không có đơn vị «Xã Không Có» trong đợt này."),
        ((("25126", ""),), "Không đánh giá một đơn vị thì phải nêu lý do."),
        ((("", "Mới thành lập"),), "Lý do này dành cho đơn vị nào?"),
        ((("25126", "a"), ("Xã Đạ Huoai", "b")), "Một đơn vị được ghi hai lần."),
    ],
)
def test_opening_says_what_is_wrong_with_an_exception(
    people: People, clients: Clients, typed: tuple[tuple[str, str], ...], said: str
) -> None:
    round = prepared_round(people)
    answer = clients("manager").post(f"/dot-danh-gia/{round.slug}/mo/", rows(*typed, seen="on", viec="mo"))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Submission.objects.exists()


def test_a_name_of_two_agencies_asks_for_the_code(people: People, clients: Clients) -> None:
    twin = make_agency("99999", "Xã Đạ Huoai", "xa", people.block)
    round = prepared_round(people)
    answer = clients("manager").post(
        f"/dot-danh-gia/{round.slug}/mo/", rows(("Xã Đạ Huoai", "lý do"), seen="on", viec="mo")
    )
    assert f"hãy ghi mã: 25126, {twin.code}" in answer.content.decode()


def test_more_rows_keep_what_was_typed(people: People, clients: Clients) -> None:
    round = prepared_round(people)
    page = clients("manager").post(f"/dot-danh-gia/{round.slug}/mo/", rows(("25126", "Mới lập"), viec="them"))
    assert page.status_code == 200
    assert 'value="Mới lập"' in page.content.decode()
    assert 'name="ngoai-3-agency"' in page.content.decode()


def test_the_preview_names_agencies_that_the_set_is_not_for(people: People, clients: Clients) -> None:
    round = prepared_round(people)
    content = FOR_DISTRICTS.strip() + "\n"
    version = import_set(
        checked=checked_text(content, "", "cap-huyen.yaml"),
        content=content,
        cases="",
        origin="test",
        organiser=people.organiser,
        actor=people.manager,
        at=AT,
    )
    round.blocks.update(set_version=version)
    preview = opening_preview(round, AT)
    assert not preview.ready
    assert [one.agency.code for one in preview.blocks[0].wrong] == [people.agency.code, people.other.code]
    page = clients("manager").get(f"/dot-danh-gia/{round.slug}/mo/").content.decode()
    assert "2 đơn vị của khối «Các xã, phường» thuộc loại mà bộ tiêu chí không dành cho:" in page
    assert "Mở đợt đánh giá cho" not in page


def test_the_preview_names_agencies_that_nobody_works_for(people: People) -> None:
    lonely = make_agency("88888", "Xã Chưa Có Ai", "xa", people.block)
    preview = opening_preview(prepared_round(people), AT)
    assert preview.without_people == 1
    assert [one.code for one in preview.unstaffed] == [lonely.code]
    assert preview.uncovered == 2
    assert preview.ready


def test_of_many_agencies_without_people_the_opening_says_how_many(
    people: People, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thuocdo.web.rounds.opening_preview.FEW_WITHOUT", 1)
    for code in ("88887", "88888"):
        make_agency(code, f"Xã {code}", "xa", people.block)
    round = prepared_round(people)
    page = clients("manager").get(f"/dot-danh-gia/{round.slug}/mo/").content.decode()
    assert '<p class="notice info">2 đơn vị chưa có cán bộ đầu mối hay thủ trưởng nào: chưa ai kê khai được.' in page
    assert "nguoi-dung/don-vi/?co=chua" in page
    assert "Xã 88888," not in page


def test_closing_says_who_is_late_and_who_has_more_time(people: People, clients: Clients) -> None:
    round = opened_round(people)
    Submission.objects.filter(agency=people.other).update(extended_until=datetime(2099, 1, 1, tzinfo=UTC))
    page = clients("manager").get(f"/dot-danh-gia/{round.slug}/khep/").content.decode()
    assert "1 đơn vị trễ hạn" in page
    assert "1 đơn vị còn gia hạn" in page


def assigned(people: People, round: Round, node: str, *codes: str) -> None:
    agencies = [each for each in (people.agency, people.other) if each.code in codes]
    assign_reviewer(
        round=round, reviewer=people.reviewer, node=node, block=None, agencies=agencies, actor=people.manager, at=AT
    )


def shown(round: Round) -> list[tuple[str, list[tuple[str, int, bool]], int]]:
    coverage = coverage_of(round, AT)
    table = block_coverage(round.blocks.select_related("set_version").get(), coverage, places_of(round, AT))
    return [
        (row.id, [("r", share.agencies, share.everybody) for share in row.outcome.shares], row.outcome.uncovered)
        for row in table.rows
        if row.outcome is not None
    ]


def test_the_table_says_who_covers_what_and_what_nobody_does(people: People) -> None:
    round = prepared_round(people)
    assert shown(round) == [("SS", [], 2), ("KQ", [], 2)]
    assigned(people, round, "SS")
    assigned(people, round, "KQ", people.other.code)
    assert shown(round) == [("SS", [("r", 2, True)], 0), ("KQ", [("r", 1, False)], 1)]


def test_the_table_counts_the_reviewers_own_agency_as_uncovered(people: People, clients: Clients) -> None:
    round = prepared_round(people)
    Role.objects.create(person=people.reviewer, agency=people.other, role=RoleName.OFFICER, start=SINCE)
    assigned(people, round, "")
    assert shown(round) == [("SS", [("r", 1, False)], 1), ("KQ", [("r", 1, False)], 1)]
    page = clients("manager").get(f"/dot-danh-gia/{round.slug}/phan-cong/").content.decode()
    assert "trừ Xã Đạ Huoai: người này có vai trò ở đó" in page
    assert "2 trong 2 tiêu chí còn đơn vị chưa có người thẩm định." in page


def test_assigning_by_page_warns_of_the_reviewers_own_agency(people: People, clients: Clients) -> None:
    round = opened_round(people)
    Role.objects.create(person=people.reviewer, agency=people.other, role=RoleName.HEAD, start=SINCE)
    data = {
        "reviewer": str(people.reviewer.pk),
        "node": "SS",
        "block": "",
        "agencies": "25126\nphuong xuan huong - da lat",
    }
    answer = clients("manager").post(f"/dot-danh-gia/{round.slug}/phan-cong/moi/", data, follow=True)
    assert "có vai trò ở Xã Đạ Huoai nên không thẩm định" in answer.content.decode()
    rule = Assignment.objects.get()
    assert (rule.node, rule.block, rule.agencies.count()) == ("SS", None, 2)


def test_assigning_by_page_names_every_line_it_cannot_read(people: People, clients: Clients) -> None:
    round = opened_round(people)
    data = {"reviewer": str(people.reviewer.pk), "agencies": "25126\nXã Một\nXã Hai"}
    answer = clients("manager").post(f"/dot-danh-gia/{round.slug}/phan-cong/moi/", data)
    assert answer.status_code == 422
    assert "«Xã Một»" in answer.content.decode()
    assert "«Xã Hai»" in answer.content.decode()


def test_a_sleeping_rule_is_said_to_be_one(people: People, clients: Clients) -> None:
    round = opened_round(people)
    assigned(people, round, "")
    Role.objects.filter(person=people.reviewer).delete()
    page = clients("manager").get(f"/dot-danh-gia/{round.slug}/phan-cong/").content.decode()
    assert "phân công không có tác dụng" in page
    assert "Chưa có người thẩm định" in page


def test_pages_ask_the_database_the_same_however_many_agencies(
    people: People, clients: Clients, django_assert_max_num_queries: object
) -> None:
    block = Block.objects.get()
    for number in range(30):
        agency = make_agency(f"x{number}", f"Xã {number}", "xa")
        BlockMember.objects.create(agency=agency, block=block, start=SINCE)
    round = prepared_round(people)
    assigned(people, round, "", people.agency.code)
    client = clients("manager")
    for page in ("mo/", "phan-cong/", "phan-cong/moi/", "sua/"):
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert client.get(f"/dot-danh-gia/{round.slug}/{page}").status_code == 200
