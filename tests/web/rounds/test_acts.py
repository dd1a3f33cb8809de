"""The acts on rounds: what they change, what they leave in the log, what they refuse and to whom."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.people import People
from tests.web.results.published import AT, CALENDAR, opened_round, prepared_round
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.rounds.close_round import BeforeDeadline, close_round
from thuocdo.web.rounds.deadline import deadline_of, is_late
from thuocdo.web.rounds.exclude_agency import exclude_agency
from thuocdo.web.rounds.extend_deadline import extend_deadline
from thuocdo.web.rounds.models import Round, RoundState, Submission
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.prepare_round import Calendar, RoundPlan, prepare_round
from thuocdo.web.rounds.refusals import Incomplete, NotLater, NotOpen, NotPrepared, ReasonMissing

pytestmark = pytest.mark.django_db
BEFORE_DEADLINE = datetime(2026, 1, 20, 2, tzinfo=UTC)
NOT_MANAGERS = ("owner", "colleague", "stranger", "head", "reviewer", "council", "approver", "auditor", "former")


def of(people: People, round: Round) -> Submission:
    return Submission.objects.select_related("round").get(round=round, agency=people.agency)


def last_entry() -> LogEntry:
    return LogEntry.objects.order_by("-number")[0]


def test_opening_makes_a_submission_for_every_agency_of_the_block(people: People) -> None:
    round = opened_round(people)
    rows = Submission.objects.filter(round=round).order_by("sort_key").values_list("name", "criteria_total", "kind")
    assert list(rows) == [("Phường Xuân Hương - Đà Lạt", 2, ""), ("Xã Đạ Huoai", 2, "")]
    assert round.state == RoundState.OPEN
    assert json.loads(last_entry().text)["after"]["submissions"] == 2


def test_opening_lists_who_is_not_evaluated_with_the_reason(people: People) -> None:
    round = prepared_round(people)
    open_round(round=round, not_evaluated={people.other.code: "Mới thành lập"}, actor=people.manager, at=AT)
    assert Submission.objects.get(round=round, agency=people.other).not_evaluated == "Mới thành lập"


def test_opening_twice_changes_nothing(people: People) -> None:
    round, count = opened_round(people), LogEntry.objects.count()
    with pytest.raises(NotPrepared):
        open_round(round=round, not_evaluated={}, actor=people.manager, at=AT)
    assert (Submission.objects.filter(round=round).count(), LogEntry.objects.count()) == (2, count)


@pytest.mark.parametrize("reasons", [{"khong-co": "lý do"}, {"x": " "}])
def test_opening_refuses_an_exception_that_cannot_be(people: People, reasons: dict[str, str]) -> None:
    round = prepared_round(people)
    with pytest.raises(Incomplete):
        open_round(round=round, not_evaluated=reasons, actor=people.manager, at=AT)
    assert not Submission.objects.exists()


def test_preparing_refuses_a_calendar_that_runs_backward(people: People) -> None:
    calendar = Calendar(CALENDAR.submit_before, CALENDAR.opens, CALENDAR.explain_before, CALENDAR.settle_before)
    plan = RoundPlan("nguoc", "Ngược", 2026, calendar, {})
    with pytest.raises(Incomplete):
        prepare_round(plan=plan, organiser=people.organiser, actor=people.manager, at=AT)
    assert not Round.objects.filter(slug="nguoc").exists()


def test_an_extension_moves_the_deadline_of_that_agency_alone(people: People) -> None:
    round = opened_round(people)
    until = CALENDAR.submit_before + timedelta(days=3)
    extend_deadline(
        submission=of(people, round), until=until, reason="Mưa lũ", actor=people.manager, at=BEFORE_DEADLINE
    )
    assert deadline_of(of(people, round)) == until
    other = Submission.objects.select_related("round").get(round=round, agency=people.other)
    assert deadline_of(other) == CALENDAR.submit_before
    assert json.loads(last_entry().text)["reason"] == "Mưa lũ"


def test_the_deadline_itself_is_too_late(people: People) -> None:
    submission = of(people, opened_round(people))
    assert not is_late(submission, CALENDAR.submit_before - timedelta(microseconds=1))
    assert is_late(submission, CALENDAR.submit_before)


@pytest.mark.parametrize(
    "days, reason, refusal", [(0, "lý do", NotLater), (-1, "lý do", NotLater), (1, "  ", ReasonMissing)]
)
def test_an_extension_is_later_and_has_a_reason(
    people: People, days: int, reason: str, refusal: type[Exception]
) -> None:
    submission = of(people, opened_round(people))
    until = CALENDAR.submit_before + timedelta(days=days)
    with pytest.raises(refusal):
        extend_deadline(submission=submission, until=until, reason=reason, actor=people.manager, at=BEFORE_DEADLINE)
    assert deadline_of(of(people, submission.round)) == CALENDAR.submit_before


def test_no_extension_before_a_round_is_open(people: People) -> None:
    round = opened_round(people)
    Round.objects.filter(pk=round.pk).update(state=RoundState.PREPARED)
    until = CALENDAR.submit_before + timedelta(days=1)
    with pytest.raises(NotOpen):
        extend_deadline(submission=of(people, round), until=until, reason="x", actor=people.manager, at=BEFORE_DEADLINE)


def test_an_excluded_agency_stays_with_its_reason(people: People) -> None:
    submission = of(people, opened_round(people))
    exclude_agency(submission=submission, reason=" Sáp nhập ", actor=people.manager, at=AT)
    assert of(people, submission.round).not_evaluated == "Sáp nhập"
    with pytest.raises(ReasonMissing):
        exclude_agency(submission=submission, reason="", actor=people.manager, at=AT)


def test_a_round_closes_once_its_deadline_is_past(people: People) -> None:
    round = opened_round(people)
    with pytest.raises(BeforeDeadline):
        close_round(round=round, actor=people.manager, at=CALENDAR.submit_before - timedelta(seconds=1))
    assert close_round(round=round, actor=people.manager, at=CALENDAR.submit_before).state == RoundState.VERIFYING
    with pytest.raises(NotOpen):
        close_round(round=round, actor=people.manager, at=AT)


@pytest.mark.parametrize("name", NOT_MANAGERS)
def test_acts_on_rounds_are_for_managers_of_the_organiser(people: People, name: str) -> None:
    actor = people.named(name)
    assert actor is not None
    round = opened_round(people)
    submission, count = of(people, round), LogEntry.objects.count()
    later = CALENDAR.submit_before + timedelta(days=1)
    tries: list[Callable[[], object]] = [
        lambda: prepare_round(
            plan=RoundPlan("khac", "Khác", 2026, CALENDAR, {}), organiser=people.organiser, actor=actor, at=AT
        ),
        lambda: open_round(round=round, not_evaluated={}, actor=actor, at=AT),
        lambda: extend_deadline(submission=submission, until=later, reason="x", actor=actor, at=BEFORE_DEADLINE),
        lambda: exclude_agency(submission=submission, reason="x", actor=actor, at=AT),
        lambda: close_round(round=round, actor=actor, at=AT),
    ]
    for attempt in tries:
        with pytest.raises(NotAllowed):
            attempt()
    assert LogEntry.objects.count() == count
