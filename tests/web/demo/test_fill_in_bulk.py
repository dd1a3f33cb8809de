"""What is entered in bulk is what the acts would have left, and never gets into a round that counts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.people import People
from tests.web.conftest import Log
from tests.web.results.published import opened_round
from tests.web.sets.permissions import imported
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.demo.answers import answer_of
from thuocdo.web.demo.fill_in_bulk import Share, fill_in_bulk
from thuocdo.web.demo.lam_dong import calendar_from
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.rounds.open_round import open_round
from thuocdo.web.rounds.prepare_round import RoundPlan, prepare_round
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.save_answer import save_answer
from thuocdo.web.submissions.sheet import sheet_of

NOW = timezone.now()
ROW = (
    "criterion",
    "state",
    "version",
    "claimed",
    "claimed_state",
    "claimed_points",
    "not_applicable_reason",
    "explanation",
)


def sample_round(people: People) -> Round:
    version = imported(people, "mau-2026-xa")
    calendar = calendar_from(NOW - timedelta(days=3))
    plan = RoundPlan("mau", "Đợt mẫu", 2026, calendar, {people.block: version}, sample=True)
    prepared = prepare_round(plan=plan, organiser=people.organiser, actor=people.manager, at=calendar.opens)
    return open_round(round=prepared, not_evaluated={}, actor=people.manager, at=calendar.opens)


def of_agency(round: Round, people: People) -> Submission:
    rows = Submission.objects.select_related("round__organiser", "agency", "set_version")
    return rows.get(round=round, agency=people.agency)


def left(submission: Submission) -> tuple[list[tuple[object, ...]], tuple[int, int | None]]:
    counters = Submission.objects.values_list("criteria_answered", "claimed_points").get(pk=submission.pk)
    return list(Answer.objects.filter(submission=submission).order_by("criterion").values_list(*ROW)), counters


def test_the_rows_are_those_of_the_acts(people: People, log: Log) -> None:
    submission = of_agency(sample_round(people), people)
    ids = list(sheet_of(submission).asked)
    for id in ids:
        value = answer_of(sheet_of(submission), people.agency.code, id)
        save_answer(submission=submission, criterion=id, value=value, seen=0, actor=people.owner, at=NOW)
    by_acts = left(submission)
    assert len(by_acts[0]) == len(ids)
    Answer.objects.all().delete()
    seen: list[tuple[int, int]] = []
    with log.one("fill_in_bulk"):
        entered = fill_in_bulk(
            round=submission.round,
            shares=[Share(of_agency(submission.round, people), len(ids), people.owner, NOW)],
            done=lambda number, of: seen.append((number, of)),
            actor=people.manager,
            at=NOW,
        )
    assert entered == len(ids)
    assert seen == [(1, 1)]
    assert left(submission) == by_acts


def test_a_round_that_counts_is_left_alone(people: People, log: Log) -> None:
    counts = opened_round(people)
    share = Share(of_agency(counts, people), 1, people.owner, NOW)
    with log.none(), pytest.raises(ValueError, match="not marked as sample data"):
        fill_in_bulk(round=counts, shares=[share], done=lambda _number, _of: None, actor=people.manager, at=NOW)
    assert not Answer.objects.exists()


def test_only_a_manager_of_the_organiser_may(people: People, log: Log) -> None:
    round = sample_round(people)
    share = Share(of_agency(round, people), 1, people.owner, NOW)
    with log.none(), pytest.raises(NotAllowed):
        fill_in_bulk(round=round, shares=[share], done=lambda _number, _of: None, actor=people.reviewer, at=NOW)


def test_answers_are_the_same_at_every_fill(people: People) -> None:
    sheet = sheet_of(of_agency(sample_round(people), people))
    first = [answer_of(sheet, "24778", id) for id in sheet.asked]
    assert first == [answer_of(sheet, "24778", id) for id in sheet.asked]
    assert first != [answer_of(sheet, "24781", id) for id in sheet.asked]
    staff = {value.inputs["b"] for id, value in zip(sheet.asked, first, strict=True) if id in {"HT1", "HT2", "NL3"}}
    assert len(staff) == 1, "as many civil servants wherever they are asked for"
