"""In a large round that is not computed yet, claimed against verified is summed up beside the web, and says of which moment it is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.people import People
from tests.web.approval.computed import closed
from tests.web.conftest import Clients
from tests.web.results.gap_figures import large, lowered
from tests.web.review.reviewed import LATE
from thuocdo.web.jobs.ask import ask
from thuocdo.web.jobs.models import Job, JobState
from thuocdo.web.jobs.perform import perform_job
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.results.computing import compute
from thuocdo.web.results.gap_sums import keep_gaps_meanwhile
from thuocdo.web.results.models import FRESH, Gap, GapsKept
from thuocdo.web.results.summing_up import sum_up
from thuocdo.web.rounds.models import RoundState, Submission
from thuocdo.web.ui.marks import moment

pytestmark = pytest.mark.django_db
PAGES = ("criteria", "agencies", "reviewers")
MAKING = "Đang tổng hợp"
MOMENT = "Số liệu lúc"
SAYS = {"criteria": "Tỷ lệ máy tính", "agencies": "▼", "reviewers": "Hoàng Văn Em"}


@pytest.fixture
def submission(people: People) -> Submission:
    """One of a large round, one point lower than claimed."""
    return lowered(large(closed(people)))


def read(client: Client, by: str = "criteria") -> str:
    answer = client.get(reverse(f"results:gaps_{by}", args=("thu-2026",)))
    assert answer.status_code == 200
    return answer.content.decode()


def again(client: Client, by: str = "criteria") -> int:
    """What the page gets when it asks for new sums by itself."""
    address = reverse(f"results:gaps_{by}", args=("thu-2026",))
    return client.get(address, headers={"HX-Request": "true"}).status_code


def done(job: Job) -> Job:
    perform_job(job.pk, worker="test")
    job.refresh_from_db()
    return job


def summed(submission: Submission, *, ago: timedelta) -> GapsKept:
    assert keep_gaps_meanwhile(submission.round, timezone.now() - ago)
    return GapsKept.objects.get(round=submission.round)


@pytest.mark.parametrize("by", PAGES)
def test_a_small_round_is_shown_as_it_stands(people: People, clients: Clients, by: str) -> None:
    lowered(closed(people))
    said = read(clients("manager"), by)
    assert SAYS[by] in said
    assert MOMENT not in said
    assert not Job.objects.exists()


@pytest.mark.parametrize("by", PAGES)
def test_the_first_who_looks_has_it_summed_up_and_sees_it_then(
    submission: Submission, clients: Clients, by: str
) -> None:
    manager = clients("manager")
    said = read(manager, by)
    assert MAKING in said
    assert SAYS[by] not in said
    assert '<noscript><meta http-equiv="refresh"' in said
    assert 'hx-trigger="every 2s"' in said
    assert again(manager, by) == 204
    assert done(Job.objects.get()).state == JobState.DONE
    assert again(manager, by) == 200
    said = read(manager, by)
    assert SAYS[by] in said
    assert f"{MOMENT} {moment(GapsKept.objects.get(round=submission.round).at)}." in said
    assert MAKING not in said
    assert "hx-trigger" not in said


def test_it_is_asked_for_once_by_whoever_looks_first(submission: Submission, clients: Clients, people: People) -> None:
    for name in ("council", "manager", "auditor"):
        for by in PAGES:
            assert MAKING in read(clients(name), by)
    job = Job.objects.get()
    assert (job.asked_by, job.arguments) == (people.council.email, {"round": submission.round_id})


def test_who_may_not_see_it_asks_for_nothing(submission: Submission, clients: Clients) -> None:
    for name in ("owner", "head", "nobody"):
        address = reverse("results:gaps_criteria", args=(submission.round.slug,))
        assert clients(name).get(address).status_code in {302, 403}
    assert not Job.objects.exists()


def test_what_is_old_is_shown_until_there_is_something_new(submission: Submission, clients: Clients) -> None:
    kept, manager = summed(submission, ago=FRESH - timedelta(minutes=1)), clients("manager")
    assert MAKING not in read(manager)
    assert not Job.objects.exists()
    kept = summed(submission, ago=FRESH + timedelta(minutes=1))
    said = read(manager)
    assert MAKING in said
    assert f"{MOMENT} {moment(kept.at)}." in said
    assert SAYS["criteria"] in said
    done(Job.objects.get())
    assert MAKING not in read(manager)
    assert GapsKept.objects.filter(at__gt=kept.at).exists()


def test_what_could_not_be_summed_up_is_tried_again_later(submission: Submission, clients: Clients) -> None:
    manager = clients("manager")
    read(manager)
    Job.objects.update(state=JobState.FAILED)
    assert "Chưa tổng hợp được số liệu" in read(manager)
    assert again(manager) == 200
    assert Job.objects.count() == 1
    Job.objects.update(asked_at=timezone.now() - FRESH - timedelta(seconds=1))
    assert MAKING in read(manager)
    kept = summed(submission, ago=2 * FRESH)
    Job.objects.update(state=JobState.FAILED)
    said = read(manager)
    assert f"{MOMENT} {moment(kept.at)}. Lần tổng hợp vừa rồi không xong" in said
    assert SAYS["criteria"] in said
    assert Job.objects.count() == 2


def test_two_who_ask_at_once_have_it_done_once(submission: Submission) -> None:
    jobs = [ask(sum_up, asked_by="an@example.vn", at=timezone.now(), round=submission.round_id) for _ in range(2)]
    assert [done(job).result for job in jobs] == [{"kept": True}, {"kept": False}]


def test_computing_brings_it_too(submission: Submission, clients: Clients, people: People) -> None:
    manager = clients("manager")
    ask(compute, asked_by=people.manager.email, at=LATE, round=submission.round_id, person=people.manager.pk)
    assert MAKING in read(manager)
    assert Job.objects.count() == 1
    done(Job.objects.get())
    assert again(manager) == 200
    said = read(manager)
    assert SAYS["criteria"] in said
    assert MOMENT not in said


def test_a_job_that_comes_after_the_computing_changes_nothing(
    submission: Submission, clients: Clients, people: People
) -> None:
    read(clients("manager"))
    compute_results(round=submission.round, actor=people.manager, at=LATE)
    before = list(Gap.objects.order_by("pk").values())
    assert done(Job.objects.get()).result == {"kept": False}
    assert list(Gap.objects.order_by("pk").values()) == before
    assert GapsKept.objects.get().with_results


def test_a_round_taken_up_again_says_of_when_it_is(submission: Submission, clients: Clients, people: People) -> None:
    compute_results(round=submission.round, actor=people.manager, at=LATE)
    submission.round.state = RoundState.EXPLAINING
    submission.round.save()
    said = read(clients("manager"))
    assert f"{MOMENT} {moment(LATE)}. {MAKING}" in said
    assert Job.objects.count() == 1


@pytest.mark.parametrize("by", PAGES)
@pytest.mark.parametrize("ago", [timedelta(), 2 * FRESH, None], ids=["fresh", "old", "never"])
def test_it_asks_little(
    submission: Submission,
    clients: Clients,
    by: str,
    ago: timedelta | None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    manager = clients("manager")
    if ago is not None:
        read(manager)
        summed(submission, ago=ago)
        Job.objects.update(state=JobState.DONE, asked_at=timezone.now() - ago)
    with django_assert_max_num_queries(12):
        read(manager, by)
