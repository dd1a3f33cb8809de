"""Long work is queued, done beside the web, and told about while it goes on."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from tests.people import People
from tests.web.results.published import prepared_round
from thuocdo.web.jobs.ask import ask
from thuocdo.web.jobs.forgetting import forget_finished
from thuocdo.web.jobs.heartbeat import Heartbeat, beat, seen_lately
from thuocdo.web.jobs.models import Job, JobState, Worker
from thuocdo.web.jobs.perform import give_up_abandoned
from thuocdo.web.jobs.progress import NotDone, Progress
from thuocdo.web.results.models import GapsKept

AT = datetime(2026, 11, 22, 3, 30, tzinfo=UTC)
seen: list[tuple[int, int, str]] = []


def work_off() -> None:
    QueueWorker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    ).run()


def count(progress: Progress, *, upto: int) -> dict[str, int]:
    progress.expect(upto, "Đang đếm")
    for number in range(1, upto + 1):
        progress.reach(number)
        job = Job.objects.get()
        seen.append((job.done, job.total, job.message))
    return {"counted": upto}


def give_in(_progress: Progress) -> None:
    raise NotDone("Không có đơn vị nào để xuất.")


def crash(_progress: Progress) -> None:
    raise ZeroDivisionError


def asked(work: Callable[..., object], **arguments: object) -> Job:
    return ask(work, asked_by="an@example.vn", at=AT, **arguments)


@pytest.mark.django_db(transaction=True)
def test_it_waits_then_tells_how_far_it_is_then_what_came_of_it() -> None:
    seen.clear()
    job = asked(count, upto=3)
    assert job.state == JobState.WAITING
    work_off()
    job.refresh_from_db()
    assert (job.state, job.result, job.worker) == (JobState.DONE, {"counted": 3}, "test")
    assert job.started_at is not None
    assert job.finished_at is not None
    assert seen[-1] == (3, 3, "Đang đếm")


@pytest.mark.django_db(transaction=True)
def test_it_says_why_work_cannot_be_done() -> None:
    job = asked(give_in)
    work_off()
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, "Không có đơn vị nào để xuất.")


@pytest.mark.django_db(transaction=True)
def test_a_fault_of_the_program_is_told_without_its_details() -> None:
    job = asked(crash)
    work_off()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "ZeroDivision" not in job.message
    assert "lỗi của chương trình" in job.message


@pytest.mark.django_db(transaction=True)
def test_what_was_asked_in_a_failed_transaction_is_not_done() -> None:
    def act() -> None:
        with transaction.atomic():
            asked(count, upto=1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act()
    work_off()
    assert Job.objects.count() == 0


@pytest.mark.django_db
def test_words_are_told_at_once_and_steps_now_and_then() -> None:
    job = Job.objects.create(kind="x", asked_by="an@example.vn", asked_at=AT)
    progress = Progress(job.pk)
    told = []
    progress.expect(4, "Kiểm tra")
    for step, message in ((1, None), (2, "Lưu"), (3, None), (4, None)):
        progress.reach(step, message)
        job.refresh_from_db()
        told.append((job.done, job.message))
    assert told == [(0, "Kiểm tra"), (2, "Lưu"), (2, "Lưu"), (4, "Lưu")]


@pytest.mark.django_db
def test_it_takes_only_work_it_can_find_again() -> None:
    def inner(_progress: Progress) -> None:
        pass

    with pytest.raises(ValueError, match="inner"):
        asked(inner)


@pytest.mark.django_db
def test_work_of_a_worker_that_is_gone_is_given_up() -> None:
    beat("here", AT)
    Worker.objects.create(name="gone", seen=AT - timedelta(minutes=3))
    for worker in ("here", "gone"):
        Job.objects.create(kind="x", state=JobState.RUNNING, worker=worker, asked_by="an@example.vn", asked_at=AT)
    assert give_up_abandoned(AT) == 1
    assert Job.objects.get(worker="gone").state == JobState.FAILED
    assert Job.objects.get(worker="here").state == JobState.RUNNING


@pytest.mark.django_db(transaction=True)
def test_work_that_a_worker_took_and_never_began_is_given_up() -> None:
    taken, queued, with_worker = (asked(count, upto=1) for _ in range(3))
    first, _second, third = DBTaskResult.objects.order_by("enqueued_at")
    first.claim("gone")
    third.claim("here")
    beat("here", AT + timedelta(minutes=1))
    assert Job.objects.filter(state=JobState.WAITING).count() == 3
    beat("here", AT + timedelta(minutes=3))
    assert [Job.objects.get(pk=job.pk).state for job in (taken, queued, with_worker)] == [
        "failed",
        "waiting",
        "waiting",
    ]


def ended(before: timedelta) -> Job:
    made = {"state": JobState.DONE, "asked_by": "a@example.vn", "asked_at": AT - before, "finished_at": AT - before}
    return Job.objects.create(kind="x", **made)


@pytest.mark.django_db
def test_what_ended_long_ago_is_forgotten() -> None:
    old, lately = ended(timedelta(days=91)), ended(timedelta(days=89))
    waiting = Job.objects.create(kind="x", asked_by="a@example.vn", asked_at=AT - timedelta(days=400))
    assert forget_finished(AT) == 1
    assert not Job.objects.filter(pk=old.pk).exists()
    assert set(Job.objects.all()) == {lately, waiting}


@pytest.mark.django_db
def test_what_another_record_refers_to_is_kept(people: People) -> None:
    old = ended(timedelta(days=91))
    round = prepared_round(people)
    kept = GapsKept.objects.create(round=round, job=old)
    assert forget_finished(AT) == 0
    kept.delete()
    assert forget_finished(AT) == 1


@pytest.mark.django_db(transaction=True)
def test_the_queue_forgets_too() -> None:
    seen.clear()
    asked(count, upto=1)
    work_off()
    assert DBTaskResult.objects.count() == 1
    forget_finished(datetime.now(UTC) + timedelta(days=91))
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_seen_while_it_works_and_not_after() -> None:
    with Heartbeat("test"):
        assert seen_lately(datetime.now(UTC))
        assert not seen_lately(datetime.now(UTC) + timedelta(minutes=1))
    assert not seen_lately(datetime.now(UTC))
