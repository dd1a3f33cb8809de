"""The pages after verification, as each person finds them: computed, submitted, approved, sent back, reopened, published."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.people import SINCE, People
from tests.web.approval.computed import closed, computed, waiting
from tests.web.conftest import Clients, Log
from tests.web.publication.desk_permissions import approved_round
from tests.web.review.reviewed import LATE, under_review
from tests.web.submissions.sheets import criteria_set
from thuocdo.web.accounts.models import Role, RoleName
from thuocdo.web.approval.contents import newest_digest
from thuocdo.web.approval.models import Approval
from thuocdo.web.jobs.heartbeat import beat
from thuocdo.web.jobs.models import Job
from thuocdo.web.jobs.perform import perform_job
from thuocdo.web.publication.models import Bundle, Publication
from thuocdo.web.publication.plan import PublicationPlan
from thuocdo.web.publication.publish_results import publish_results
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.results.models import Result
from thuocdo.web.rounds.models import Round

pytestmark = pytest.mark.django_db
SLUG = {"slug": "thu-2026"}
UNATTENDED = "Máy chủ hiện không có tiến trình nào làm việc này."
DECISION = {"decision": "47/QĐ-UBND", "dated": "25/04/2026"}


def read(client: Client, route: str, **kwargs: object) -> str:
    answer = client.get(reverse(route, kwargs=SLUG | kwargs))
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_stops_the_computing_is_listed_with_links(people: People, clients: Clients) -> None:
    under_review(people)
    said = read(clients("manager"), "results:results")
    assert "Chưa tính được: còn 1 phiếu" in said
    assert reverse("submissions:whole", args=["thu-2026", people.agency.code]) in said
    answer = clients("manager").post(reverse("results:compute", kwargs=SLUG))
    assert answer["Location"] == reverse("results:results", kwargs=SLUG)
    assert not Job.objects.exists()


def test_computing_is_a_job_that_is_asked_for_once(people: People, clients: Clients) -> None:
    closed(people)
    manager = clients("manager")
    there = manager.post(reverse("results:compute", kwargs=SLUG))["Location"]
    assert manager.post(reverse("results:compute", kwargs=SLUG))["Location"] == there
    job = Job.objects.get()
    waiting = manager.get(there).content.decode()
    assert "Đang chờ đến lượt" in waiting
    assert UNATTENDED in waiting
    beat("w", timezone.now())
    assert UNATTENDED not in manager.get(there).content.decode()
    part = manager.get(there, headers={"HX-Request": "true"})
    assert (part.status_code, "hx-trigger" in part.content.decode()) == (200, True)
    perform_job(job.pk, worker="w")
    part = manager.get(there, headers={"HX-Request": "true"})
    assert (part.status_code, "hx-trigger" in part.content.decode()) == (286, False)
    assert Result.objects.count() == 1
    said = read(manager, "results:results")
    assert "Trình phê duyệt" in said
    assert Result.objects.get().result_digest in said


def test_standings_say_rank_level_and_why_somebody_has_none(people: People, clients: Clients) -> None:
    computed(people)
    address = {"number": 1, "block": people.block.slug, "node": criteria_set().id}
    said = read(clients("council"), "results:standings", **address)
    assert said.index("Phường Xuân Hương") < said.index("Xã Đạ Huoai")
    assert "không nộp phiếu tự đánh giá" in said
    assert "tạm tính" in said
    found = clients("council").get(reverse("results:standings", kwargs=SLUG | address), {"tim": "da huoai"})
    assert found.content.decode().count('scope="row"') == 1
    table = clients("council").get(reverse("results:export", kwargs=SLUG | address | {"form": "csv"}))
    lines = table.content.decode("utf-8-sig").splitlines()
    assert (len(lines), lines[1].split(",")[:3]) == (3, ["1", people.agency.code, "Phường Xuân Hương - Đà Lạt"])
    assert lines[2].endswith("không nộp phiếu tự đánh giá")


@pytest.mark.parametrize("by", ["criteria", "agencies", "reviewers"])
def test_claimed_stands_against_verified(
    people: People, clients: Clients, by: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    closed(people)
    manager = clients("manager")
    with django_assert_max_num_queries(12):
        said = read(manager, f"results:gaps_{by}")
    assert {"criteria": "Tỷ lệ máy tính", "agencies": "Phường Xuân Hương", "reviewers": "Hoàng Văn Em"}[by] in said
    assert "không đổi" in said


def test_the_manager_submits_with_a_note_after_seeing_what(people: People, clients: Clients, log: Log) -> None:
    round = computed(people).round
    address, manager = reverse("approval:submit", kwargs=SLUG), clients("manager")
    seen = newest_digest(round)
    compute_results(round=round, actor=people.manager, at=LATE + timedelta(hours=1))
    note = {"note": "Tờ trình số 9"}
    Result.objects.filter(number=2).update(result_digest="sha256:" + "0" * 64)  # as if a figure had changed
    with log.none():
        stale = manager.post(address, note | {"digest": seen})
        form = stale.context["form"]
        asked = manager.post(address, note | {"digest": form["digest"].value()}).content.decode()
    assert (stale.status_code, form["digest"].value()) == (409, newest_digest(round))
    assert "Kết quả đã được tính lại." in stale.content.decode()
    assert "Chưa có gì được lưu" in asked
    with log.one("submit_for_approval"):
        manager.post(address, note | {"digest": form["digest"].value(), "xac-nhan": "1"})
    assert Approval.objects.get().digest in asked
    assert "Tờ trình số 9" in read(clients("council"), "approval:approval")


def test_the_approver_approves_after_seeing_what(people: People, clients: Clients, log: Log) -> None:
    asked = waiting(people)
    approver, address = clients("approver"), reverse("approval:approve", kwargs=SLUG)
    said = read(approver, "approval:approval")
    assert asked.digest in said
    assert address in said
    assert address not in read(clients("council"), "approval:approval")
    with log.none():
        stale = approver.post(address, DECISION | {"digest": "sha256:0"})
        tomorrow = approver.post(address, DECISION | {"digest": asked.digest, "dated": "25/04/2999"})
        shown = approver.post(address, DECISION | {"digest": asked.digest})
    assert (stale.status_code, tomorrow.status_code, shown.status_code) == (409, 422, 200)
    assert "47/QĐ-UBND ngày 25/04/2026" in shown.content.decode()
    with log.one("approve_results"):
        approver.post(address, DECISION | {"digest": asked.digest, "xac-nhan": "1"})
    assert "Đã phê duyệt theo Quyết định 47/QĐ-UBND" in read(approver, "approval:approval")


def test_sending_back_and_reopening_stay_in_the_history(people: People, clients: Clients, log: Log) -> None:
    asked = waiting(people)
    back = reverse("approval:send_back", kwargs=SLUG)
    with log.one("send_back_results"):
        clients("approver").post(back, {"digest": asked.digest, "reason": "Xem lại khối xã", "xac-nhan": "1"})
    Round.objects.filter(pk=asked.round_id).update(state="computed")
    with log.one("reopen_round"):
        reopen = reverse("approval:reopen", kwargs=SLUG)
        clients("manager").post(reopen, {"reason": "Sai số liệu", "xac-nhan": "1"})
    said = read(clients("auditor"), "approval:approval")
    assert all(words in said for words in ("Trả lại lần trình 1", "Xem lại khối xã", "Mở lại đợt", "Sai số liệu"))
    assert said.index("Mở lại đợt") < said.index("Trả lại lần trình 1") < said.index("Trình phê duyệt lần 1")


@pytest.mark.parametrize("embargo", [True, False])
def test_reopening_says_that_a_version_under_embargo_becomes_public(
    people: People, clients: Clients, *, embargo: bool
) -> None:
    round = approved_round(people)
    later = datetime(2999, 12, 30, 1, tzinfo=UTC) if embargo else None
    now = timezone.now()
    publish_results(round=round, plan=PublicationPlan(public_from=later), actor=people.manager, at=now)
    address = reverse("approval:reopen", kwargs=SLUG)
    said = clients("manager").post(address, {"reason": "Sai số liệu"}).content.decode()
    assert ("Bản số 1 chưa công khai" in said, "30/12/2999" in said) == (embargo, embargo)
    assert ("Bản đã công bố vẫn đọc được" in said) == (not embargo)


def test_whoever_took_part_reads_why_they_do_not_decide(people: People, clients: Clients) -> None:
    waiting(people)
    Role.objects.create(person=people.reviewer, agency=people.organiser, role=RoleName.APPROVER, start=SINCE)
    said = read(clients("reviewer"), "approval:approval")
    assert "Bạn đã thẩm định hoặc nhập điểm trong đợt này" in said
    assert reverse("approval:approve", kwargs=SLUG) not in said
    work = clients("reviewer").get(reverse("desk:work")).content.decode()
    assert "Chờ người phê duyệt khác" in work


def test_publishing_names_people_shows_what_and_makes_downloads(people: People, clients: Clients, log: Log) -> None:
    approved_round(people)
    address, manager = reverse("publishing:publish", kwargs=SLUG), clients("manager")
    plan = {"public_figures": "co", "public_from": "30/12/2999 08:00", "find": "vu thi giang"}
    found = manager.post(address, plan | {"sua": "1"})
    assert (found.status_code, "Vũ Thị Giang" in found.content.decode()) == (200, True)
    plan |= {"previewers": str(people.council.pk)}
    past = manager.post(address, plan | {"public_from": "01/01/2020 08:00"})
    assert past.status_code == 422
    with log.none():
        shown = manager.post(address, plan).content.decode()
    assert "Được xem trước: Vũ Thị Giang" in shown
    with log.one("publish_results"):
        manager.post(address, plan | {"xac-nhan": "1"})
    made = Publication.objects.get()
    assert list(made.previewers.all()) == [people.council]
    assert "đang tạo" in read(manager, "publishing:publishing")
    perform_job(Job.objects.get().pk, worker="w")
    assert Bundle.objects.filter(publication=made).count() == 1
    assert "đã có" in read(clients("council"), "publishing:publishing")


@pytest.mark.parametrize(
    "state, manager, approver, council",
    [
        ("computed", ["Xem kết quả rồi trình phê duyệt"], [], ["Xem kết quả đã tính, chưa trình"]),
        (
            "with_approver",
            ["Kết quả đang chờ phê duyệt"],
            ["Phê duyệt hoặc trả lại kết quả"],
            ["Kết quả đang chờ phê duyệt"],
        ),
        ("approved", ["Công bố kết quả đã phê duyệt"], [], []),
    ],
)
def test_each_finds_their_turn(
    people: People, clients: Clients, state: str, manager: list[str], approver: list[str], council: list[str]
) -> None:
    Round.objects.filter(pk=closed(people).round_id).update(state=state)
    for name, expected in (("manager", manager), ("approver", approver), ("council", council)):
        said = clients(name).get(reverse("desk:work")).content.decode()
        assert [words for words in expected if words not in said] == [], name
        assert expected or "thu-2026" not in said
