"""A table that asks for many changes is entered by a job: as it was shown, whole or not at all, one table at a time."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.people import People
from tests.web.conftest import Clients, Log
from tests.web.review.reviewed import REVIEW, under_review
from tests.web.submissions.sheets import fresh
from thuocdo.web.jobs.ask import ask
from thuocdo.web.jobs.models import Job, JobState
from thuocdo.web.jobs.perform import perform_job
from thuocdo.web.review import marks_entering, marks_importing
from thuocdo.web.review.counting import Reckoning, work_out
from thuocdo.web.review.enter_marks import Mark, enter_marks
from thuocdo.web.review.marks_entering import enter
from thuocdo.web.rounds.models import Round, RoundState, Submission
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.value import Value

pytestmark = pytest.mark.django_db
SLUG = {"slug": "thu-2026"}
IMPORT = "/dot-danh-gia/thu-2026/diem-chu-tri/bang/"


@pytest.fixture(autouse=True)
def _every_table_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks_importing, "MOST_AT_ONCE", 0)


def shown(people: People, client: Client, text: str = "8,5") -> dict[str, str]:
    """Send a table with a figure for both agencies, and give what the page's button sends."""
    table = f"Mã đơn vị;TC\n{people.agency.code};{text}\n{people.other.code};7\n"
    answer = client.post(IMPORT, {"tep": SimpleUploadedFile("diem.csv", table.encode(), content_type="text/csv")})
    found = re.search(r'name="bang" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return {"bang": found[1]}


def done(job: Job) -> Job:
    perform_job(job.pk, worker="test")
    job.refresh_from_db()
    return job


def page(client: Client, job: Job) -> str:
    return client.get(reverse("marks:job", kwargs=SLUG | {"pk": job.pk})).content.decode()


def marks() -> dict[str, str]:
    return dict(Answer.objects.filter(criterion="TC").values_list("submission__agency__code", "verified"))


def enter_now(submission: Submission, people: People, text: str) -> None:
    entered = [Mark(submission.pk, "TC", Value({"points": text}))]
    enter_marks(round=submission.round, marks=entered, origin="", actor=people.manager, at=REVIEW)


def test_it_is_entered_after_the_page_and_told(people: People, clients: Clients, log: Log) -> None:
    submission = under_review(people)
    manager = clients("manager")
    with log.none():
        answer = manager.post(IMPORT, shown(people, manager))
        job = Job.objects.get()
    assert answer["Location"] == reverse("marks:job", kwargs=SLUG | {"pk": job.pk})
    assert (marks(), "Đang chờ đến lượt" in page(manager, job)) == ({}, True)
    assert "Một bảng của đợt này đang được nhập" in manager.get(IMPORT).content.decode()
    with log.one("enter_marks"):
        done(job)
    assert (job.state, job.result, job.done) == (JobState.DONE, {"marks": 2, "agencies": 2}, job.total)
    assert marks() == {people.agency.code: '{"points":"8.5"}', people.other.code: '{"points":"7"}'}
    assert "Đã nhập 2 ô của 2 đơn vị." in page(manager, job)
    by_job = (
        Answer.objects.get(submission=submission, criterion="TC").verified_points,
        fresh(submission).verified_points,
    )
    enter_now(submission, people, "1")
    enter_now(submission, people, "8.5")
    by_hand = (
        Answer.objects.get(submission=submission, criterion="TC").verified_points,
        fresh(submission).verified_points,
    )
    assert by_job == by_hand


def test_figures_that_changed_since_are_not_overwritten(people: People, clients: Clients, log: Log) -> None:
    submission = under_review(people)
    manager = clients("manager")
    manager.post(IMPORT, shown(people, manager))
    enter_now(submission, people, "3")
    with log.none():
        job = done(Job.objects.get())
    assert (job.state, marks()) == (JobState.FAILED, {people.agency.code: '{"points":"3"}'})
    said = page(manager, job)
    assert "Điểm đã đổi từ lúc bảng này được kiểm tra" in said
    assert "Không ô nào được nhập" in said
    again = manager.post(IMPORT, {"viec": job.pk})
    assert (again.status_code, "Bảng dùng được" in again.content.decode()) == (200, True)
    assert manager.post(IMPORT, {"viec": "0"}).status_code == 404


def test_nor_are_those_that_change_while_points_are_worked_out(
    people: People, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = under_review(people)
    manager = clients("manager")
    manager.post(IMPORT, shown(people, manager))

    def meanwhile(*given: Any) -> Reckoning:
        enter_now(submission, people, "3")
        return work_out(*given)

    monkeypatch.setattr(marks_entering, "work_out", meanwhile)
    job = done(Job.objects.get())
    assert (job.state, "Người khác vừa nhập ô này" in job.message) == (JobState.FAILED, True)
    assert marks() == {people.agency.code: '{"points":"3"}'}


def test_a_second_table_waits_for_the_first(people: People, clients: Clients) -> None:
    under_review(people)
    manager = clients("manager")
    first, second = shown(people, manager), shown(people, manager, "9")
    manager.post(IMPORT, first)
    job = Job.objects.get()
    assert manager.post(IMPORT, second)["Location"] == reverse("marks:job", kwargs=SLUG | {"pk": job.pk})
    assert Job.objects.count() == 1


def test_of_two_tables_asked_for_at_once_one_is_refused(people: People, clients: Clients, log: Log) -> None:
    round = under_review(people).round
    manager, person = clients("manager"), people.manager
    first, second = (shown(people, manager, text)["bang"] for text in ("8,5", "9"))
    asked = [
        ask(enter, asked_by=person.email, at=REVIEW, round=round.pk, person=person.pk, table=table, language="vi")
        for table in (first, second)
    ]
    with log.one("enter_marks"):
        states = [done(job).state for job in asked]
    assert states == [JobState.DONE, JobState.FAILED]
    assert marks()[people.agency.code] == '{"points":"8.5"}'


def test_what_the_act_refuses_is_told(people: People, clients: Clients, log: Log) -> None:
    round = under_review(people).round
    manager = clients("manager")
    manager.post(IMPORT, shown(people, manager))
    Round.objects.filter(pk=round.pk).update(state=RoundState.APPROVED)
    with log.none():
        job = done(Job.objects.get())
    assert (job.state, marks()) == (JobState.FAILED, {})
    assert "Chỉ nhập được khi đợt đang mở" in page(manager, job)


def test_a_table_with_a_bad_cell_is_entered_by_no_job(people: People, clients: Clients, log: Log) -> None:
    under_review(people)
    manager = clients("manager")
    manager.post(IMPORT, shown(people, manager, "11"))
    with log.none():
        assert all(done(job).state == JobState.FAILED for job in Job.objects.all())
    assert marks() == {}


def test_it_is_judged_in_the_language_of_the_page(people: People, clients: Clients) -> None:
    enter_now(under_review(people), people, "3.5")
    manager = clients("manager")
    manager.cookies["django_language"] = "en"
    manager.post(IMPORT, shown(people, manager))
    assert done(Job.objects.get()).state == JobState.DONE


def test_whoever_asked_sees_it_also_without_the_role(people: People, clients: Clients) -> None:
    round = under_review(people).round
    job = ask(enter, asked_by=people.auditor.email, at=REVIEW, round=round.pk, person=1, table="", language="vi")
    assert "Nhập điểm từ bảng" in page(clients("auditor"), job)
    other = clients("owner").get(reverse("marks:job", kwargs=SLUG | {"pk": job.pk}))
    assert other.status_code == 403


def test_points_worked_out_for_other_figures_are_not_used(people: People) -> None:
    submission = under_review(people)
    rows = {submission.pk: submission}
    ahead = work_out(rows, {submission.pk: {"TC": ('{"points":"5"}', "")}}, lambda _done: None)
    entered = [Mark(submission.pk, "TC", Value({"points": "7"}))]
    enter_marks(round=submission.round, marks=entered, origin="", actor=people.manager, at=REVIEW, reckoning=ahead)
    assert Answer.objects.get(submission=submission, criterion="TC").verified_points == 700
