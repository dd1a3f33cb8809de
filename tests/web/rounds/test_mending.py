"""Mistakes can be mended: an agency left out by mistake, one written down wrongly, one of a kind its set is not for."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.people import SINCE, People, make_agency
from tests.web.conftest import Clients
from tests.web.results.published import AT, CALENDAR, opened_round, prepared_round
from thuocdo.web.agencies.enter import give_block
from thuocdo.web.agencies.models import Agency, AgencyKind, Block, Succession
from thuocdo.web.agencies.naming import name_on
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.directory.refusals import ChangedLater, CodeTaken, NameMissing
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.results.frame import frame_of
from thuocdo.web.rounds.correct_agency import Entered, NothingCorrected, RestedOn, correct_agency, entered
from thuocdo.web.rounds.exclude_agency import ResultStands, exclude_agency
from thuocdo.web.rounds.include_agency import EvaluatedAlready, SetNotMeant, include_agency
from thuocdo.web.rounds.models import Round, RoundState, Submission, SubmissionState
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.prepare_round import RoundPlan, prepare_round
from thuocdo.web.rounds.refusals import Incomplete, ReasonMissing
from thuocdo.web.sets.import_set import import_set
from thuocdo.web.sets.loaded import checked_text

pytestmark = pytest.mark.django_db
NOT_MANAGERS = ("owner", "colleague", "stranger", "head", "reviewer", "council", "approver", "auditor", "former")
OF_KINDS = """
id: hai-loai
name: Hai loại
applies_to: [{kinds}]
max: 100
criteria:
  - {{id: A, name: Điểm, max: 100}}
"""


def of(people: People, round: Round) -> Submission:
    return Submission.objects.select_related("round", "agency").get(round=round, agency=people.agency)


def said() -> dict[str, Any]:
    """What the last entry of the log says."""
    found: dict[str, Any] = json.loads(LogEntry.objects.order_by("-number")[0].text)
    return found


def round_for_kinds(people: People, kinds: str) -> Round:
    """A prepared round whose set is for some kinds; the people's agencies are communes."""
    content = OF_KINDS.format(kinds=kinds).strip() + "\n"
    checked = checked_text(content, "", "hai-loai.yaml")
    version = import_set(
        checked=checked,
        content=content,
        cases="",
        origin="test",
        organiser=people.organiser,
        actor=people.manager,
        at=AT,
    )
    plan = RoundPlan("loai-2026", "Đợt theo loại", 2026, CALENDAR, {people.block: version})
    return prepare_round(plan=plan, organiser=people.organiser, actor=people.manager, at=AT)


def left_out(people: People) -> Submission:
    """The people's agency, listed without being evaluated after it had submitted."""
    submission = of(people, opened_round(people))
    Submission.objects.filter(pk=submission.pk).update(
        state=SubmissionState.SUBMITTED, criteria_answered=2, claimed_points=140, submitted_at=AT
    )
    return exclude_agency(submission=submission, reason="Nhầm tên", actor=people.manager, at=AT)


def test_an_agency_left_out_by_mistake_is_evaluated_again_as_it_was(people: People) -> None:
    submission = left_out(people)
    include_agency(submission=submission, reason=" Loại nhầm ", actor=people.manager, at=AT)
    again = of(people, submission.round)
    assert again.not_evaluated == ""
    assert (again.state, again.criteria_answered, again.claimed_points) == ("submitted", 2, 140)
    assert (said()["act"], said()["before"], said()["after"], said()["reason"]) == (
        "include_agency",
        {"not_evaluated": "Nhầm tên"},
        {"not_evaluated": ""},
        "Loại nhầm",
    )
    with pytest.raises(EvaluatedAlready):
        include_agency(submission=submission, reason="x", actor=people.manager, at=AT)


def test_including_needs_a_reason_and_a_result_that_does_not_stand(people: People) -> None:
    submission, count = left_out(people), LogEntry.objects.count()
    with pytest.raises(ReasonMissing):
        include_agency(submission=submission, reason="  ", actor=people.manager, at=AT)
    for state in (RoundState.COMPUTED, RoundState.WITH_APPROVER, RoundState.APPROVED, RoundState.PUBLISHED):
        Round.objects.update(state=state)
        with pytest.raises(ResultStands):
            include_agency(submission=submission, reason="x", actor=people.manager, at=AT)
        with pytest.raises(ResultStands):
            exclude_agency(submission=submission, reason="x", actor=people.manager, at=AT)
    assert LogEntry.objects.count() == count


@pytest.mark.parametrize("name", NOT_MANAGERS)
def test_mending_is_for_managers_of_the_organiser(people: People, name: str) -> None:
    actor = people.named(name)
    assert actor is not None
    submission = left_out(people)
    count, was = LogEntry.objects.count(), entered(people.other)
    with pytest.raises(NotAllowed):
        include_agency(submission=submission, reason="x", actor=actor, at=AT)
    with pytest.raises(NotAllowed):
        correct_agency(
            agency=people.other,
            to=replace(was, name="Xã khác"),
            reason="x",
            organiser=people.organiser,
            actor=actor,
            at=AT,
        )
    assert (LogEntry.objects.count(), entered(people.other)) == (count, was)


def test_including_by_page_asks_first_and_the_board_offers_it(people: People, clients: Clients) -> None:
    submission, client = left_out(people), clients("manager")
    address = f"/dot-danh-gia/{submission.round.slug}/{people.agency.code}/danh-gia-lai/"
    assert address in client.get(f"/dot-danh-gia/{submission.round.slug}/").content.decode()
    asked = client.get(address).content.decode()
    assert "Nhầm tên" in asked
    assert "đã nộp" in asked
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Loại nhầm"}).status_code == 302
    assert of(people, submission.round).not_evaluated == ""
    assert client.post(address, {"reason": "Loại nhầm"}).status_code == 422


def test_opening_goes_on_with_an_agency_of_a_foreign_kind_that_is_not_evaluated(people: People) -> None:
    make_agency("so-lac", "Sở lạc khối", "so", people.block)
    round = round_for_kinds(people, "xa, phuong")
    with pytest.raises(Incomplete) as refused:
        open_round(round=round, not_evaluated={}, actor=people.manager, at=AT)
    assert refused.value.problems == ("Sở lạc khối (so-lac): loại «so»",)
    open_round(round=round, not_evaluated={"so-lac": "Không phải xã"}, actor=people.manager, at=AT)
    listed = Submission.objects.select_related("round", "agency").get(agency__code="so-lac")
    assert (listed.not_evaluated, listed.kind, listed.criteria_total) == ("Không phải xã", "", 0)
    table = frame_of(round, round.blocks.get().set_version)
    assert table.frame.filter(table.frame["code"] == "so-lac")["state"].to_list() == ["excluded"]
    with pytest.raises(SetNotMeant):
        include_agency(submission=listed, reason="x", actor=people.manager, at=AT)
    Round.objects.update(state=RoundState.VERIFYING)
    (result,) = compute_results(round=round, actor=people.manager, at=AT)
    standing = result.standings.get(submission=listed)
    assert (standing.points, standing.rank, standing.state) == (None, None, "excluded")


def test_the_page_of_opening_names_the_agency_and_the_ways_out(people: People, clients: Clients) -> None:
    make_agency("so-lac", "Sở lạc khối", "so", people.block)
    round, client = round_for_kinds(people, "xa, phuong"), clients("manager")
    address = f"/dot-danh-gia/{round.slug}/mo/"
    page = client.get(address).content.decode()
    assert "Sở lạc khối (so-lac): sở." in page
    for way in ("/don-vi/ma/so-lac/chuyen/", "/don-vi/ma/so-lac/sua/", f"/dot-danh-gia/{round.slug}/sua/"):
        assert way in page
    assert 'value="Sở lạc khối (so-lac)"' in page
    data = {"ngoai-TOTAL_FORMS": "1", "ngoai-INITIAL_FORMS": "1", "seen": "on", "viec": "mo"}
    typed = {"ngoai-0-agency": "Sở lạc khối (so-lac)", "ngoai-0-reason": ""}
    assert client.post(address, data | typed).status_code == 422
    empty = client.post(address, data | {"ngoai-0-agency": "", "ngoai-0-reason": ""})
    assert empty.status_code == 422
    assert "<li>Sở lạc khối (so-lac): loại «so»</li>" in empty.content.decode()
    assert client.post(address, data | typed | {"ngoai-0-reason": "Không phải xã"}).status_code == 302
    assert Submission.objects.get(agency__code="so-lac").not_evaluated == "Không phải xã"


def correct(people: People, agency: Agency, reason: str = "Ghi nhầm khi nhập", **other: Any) -> Agency:
    to = replace(entered(agency), **other)
    return correct_agency(agency=agency, to=to, reason=reason, organiser=people.organiser, actor=people.manager, at=AT)


def test_a_wrong_fact_of_the_first_day_becomes_as_if_never_written(people: People) -> None:
    hills = Block.objects.create(slug="doi", name="Vùng đồi", order=2)
    correct(people, people.other, code="25127", name="  Xã  Đạ Huoai 2 ", kind="phuong", block=hills, start=None)
    kept = Agency.objects.get(pk=people.other.pk)
    assert entered(kept) == Entered("25127", "Xã Đạ Huoai 2", "phuong", hills, None)
    assert [rows.count() for rows in (kept.names, kept.kinds, kept.blocks)] == [1, 1, 1]
    assert kept.names.get().search_key == "xa da huoai 2"
    assert said()["before"] == {
        "code": "25126",
        "name": "Xã Đạ Huoai",
        "kind": "xa",
        "block": "xa",
        "start": SINCE.isoformat(),
    }
    assert said()["after"]["code"] == "25127"
    assert said()["agency"] == "25127"


def test_a_correction_leaves_later_changes_alone(people: People) -> None:
    hills = Block.objects.create(slug="doi", name="Vùng đồi", order=2)
    give_block(people.other, hills, date(2026, 1, 1))
    correct(people, people.other, block=None)
    assert list(people.other.blocks.values_list("block__slug", "start")) == [("doi", date(2026, 1, 1))]
    correct(people, people.other, block=people.block)
    rows = people.other.blocks.order_by("start").values_list("block__slug", "start", "until")
    assert list(rows) == [("xa", SINCE, date(2025, 12, 31)), ("doi", date(2026, 1, 1), None)]
    with pytest.raises(ChangedLater):
        correct(people, people.other, start=date(2026, 6, 1))


def test_a_corrected_name_reaches_rounds_under_way_but_no_result(people: People) -> None:
    round = opened_round(people)
    correct(people, people.agency, name="Phường Xuân Hương")
    assert of(people, round).name == "Phường Xuân Hương"
    assert said()["after"]["submissions"] == 1
    Round.objects.update(state=RoundState.COMPUTED)
    correct(people, people.agency, name="Phường Lâm Viên")
    assert of(people, round).name == "Phường Xuân Hương"
    assert name_on(people.agency, date(2026, 3, 1)) == "Phường Lâm Viên"


@pytest.mark.parametrize(
    "other, refusal",
    [
        ({"name": " "}, NameMissing),
        ({}, NothingCorrected),
        ({"code": "24778"}, CodeTaken),
    ],
)
def test_it_refuses_what_cannot_have_been(people: People, other: dict[str, str], refusal: type[Refused]) -> None:
    count = LogEntry.objects.count()
    with pytest.raises(refusal):
        correct(people, people.other, **other)
    assert LogEntry.objects.count() == count


def test_a_correction_has_a_reason(people: People) -> None:
    with pytest.raises(ReasonMissing):
        correct(people, people.other, reason=" ", name="Khác")
    assert entered(people.other).name == "Xã Đạ Huoai"


def test_what_an_opened_round_rests_on_is_not_corrected(people: People) -> None:
    round = open_round(round=round_for_kinds(people, "xa, phuong"), not_evaluated={}, actor=people.manager, at=AT)
    for other in ({"kind": "phuong"}, {"block": None}, {"code": "x"}, {"start": date(2026, 2, 1)}):
        with pytest.raises(RestedOn):
            correct(people, people.agency, **other)
    exclude_agency(submission=of(people, round), reason="Sai loại", actor=people.manager, at=AT)
    correct(people, people.agency, kind="phuong")
    assert AgencyKind.objects.get(agency=people.agency).kind == "phuong"
    with pytest.raises(RestedOn):
        correct(people, people.agency, code="x")


def test_a_kind_that_the_set_does_not_look_at_is_corrected(people: People) -> None:
    opened_round(people)
    correct(people, people.agency, kind="phuong")
    assert entered(people.agency).kind == "phuong"


def test_the_first_day_of_a_merged_agency_is_the_mergers(people: People) -> None:
    Succession.objects.create(predecessor=people.other, successor=people.agency, day=SINCE)
    with pytest.raises(RestedOn):
        correct(people, people.agency, start=None)
    correct(people, people.agency, name="Phường Xuân Hương")
    assert entered(people.agency).name == "Phường Xuân Hương"


def test_correcting_by_page_says_what_it_will_do_and_the_history_what_it_did(people: People, clients: Clients) -> None:
    client, address = clients("manager"), f"/don-vi/ma/{people.other.code}/sua/"
    shown = client.get(address).content.decode()
    assert 'value="Xã Đạ Huoai"' in shown
    data = {"code": "25127", "name": "Xã Đạ Huoai", "kind": "xa", "block": str(people.block.pk), "start": ""}
    data["reason"] = "Nhầm mã"
    assert client.post(address, {**data, "code": "Mã 1"}).status_code == 422
    preview = client.post(address, data).content.decode()
    assert "Mã: «25126» được sửa thành «25127», như chưa từng ghi khác." in preview
    assert "Từ ngày: «01/07/2025» được sửa thành «từ trước»" in preview
    assert Agency.objects.filter(code="25126").exists()
    done = client.post(address, {**data, "xac-nhan": "1"})
    assert (done.status_code, done["Location"]) == (302, "/don-vi/ma/25127/")
    history = client.get("/don-vi/ma/25127/").content.decode()
    assert "mã: «25126» sửa thành «25127»" in history
    assert "Nhầm mã" in history


def test_a_round_that_is_prepared_takes_the_corrected_facts(people: People) -> None:
    round = prepared_round(people)
    correct(people, people.agency, name="Phường Xuân Hương", code="24779")
    open_round(round=round, not_evaluated={}, actor=people.manager, at=datetime(2026, 3, 2, tzinfo=UTC))
    assert of(people, round).name == "Phường Xuân Hương"
