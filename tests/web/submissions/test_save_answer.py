"""Saving one answer: what it changes, what it leaves in the log, whom and when it refuses."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.people import NAMES, People
from tests.web.conftest import Log
from tests.web.submissions.sheets import AT, DEADLINE, FULL, fill_in, fresh, save, submission_of
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.rounds.exclude_agency import exclude_agency
from thuocdo.web.rounds.extend_deadline import extend_deadline
from thuocdo.web.rounds.models import Round, RoundState, Submission, SubmissionState
from thuocdo.web.rounds.refusals import NotOpen
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.refusals import BadValue, Conflict, NotAsked, NotDrafting, NotEvaluated, TooLate
from thuocdo.web.submissions.save_answer import save_answer
from thuocdo.web.submissions.value import Value, stored_value

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(people: People) -> Submission:
    return submission_of(people)


def test_the_first_save_makes_the_answer(people: People, submission: Submission, log: Log) -> None:
    with log.one("save_answer") as entries:
        answer = save(submission, "TL", people.owner, a="38", b="41")
    assert (answer.version, answer.state, answer.claimed) == (1, AnswerState.CLAIMED, '{"a":"38","b":"41"}')
    assert (answer.claimed_points, answer.saved_by, answer.saved_at) == (927, people.owner, AT)
    said = json.loads(entries[0].text)
    assert said["subject"] == f"answer:thu-2026/{people.agency.code}/TL"
    assert (said["before"], said["after"]["inputs"]) == ({}, {"a": "38", "b": "41"})


def test_a_change_counts_the_version_and_logs_both_values(people: People, submission: Submission, log: Log) -> None:
    save(submission, "TL", people.owner, a="38", b="41")
    with log.one("save_answer") as entries:
        answer = save(submission, "TL", people.colleague, seen=1, a="39", b="41")
    assert (answer.version, answer.saved_by) == (2, people.colleague)
    said = json.loads(entries[0].text)
    assert [said[side]["inputs"]["a"] for side in ("before", "after")] == ["38", "39"]
    assert [said[side]["points"] for side in ("before", "after")] == [927, 951]


@pytest.mark.parametrize("seen", [0, 1, 7])
def test_the_same_value_again_changes_nothing(people: People, submission: Submission, log: Log, seen: int) -> None:
    save(submission, "TL", people.owner, a="38", b="41")
    with log.none():
        answer = save(submission, "TL", people.colleague, seen=seen, a="38", b="41")
    assert (answer.version, answer.saved_by) == (1, people.owner)


def test_nothing_typed_where_nothing_stands_makes_no_answer(people: People, submission: Submission, log: Log) -> None:
    with log.none():
        assert save(submission, "TL", people.owner).version == 0
    assert not Answer.objects.exists()


@pytest.mark.parametrize("seen", [0, 2])
def test_another_version_than_that_seen_is_a_conflict(
    people: People, submission: Submission, log: Log, seen: int
) -> None:
    save(submission, "TL", people.owner, a="38", b="41")
    with log.none(), pytest.raises(Conflict) as refused:
        save(submission, "TL", people.colleague, seen=seen, a="30", b="41")
    assert stored_value(refused.value.stored).inputs["a"] == "38"
    assert refused.value.stored.version == 1
    assert Answer.objects.get().claimed == '{"a":"38","b":"41"}'


def test_half_an_answer_is_kept_and_does_not_count(people: People, submission: Submission) -> None:
    answer = save(submission, "TL", people.owner, a="38")
    assert (answer.state, answer.claimed_points) == (AnswerState.OPEN, None)
    assert fresh(submission).criteria_answered == 0


def test_the_submission_counts_what_is_answered(people: People, submission: Submission) -> None:
    save(submission, "TL", people.owner, a="38", b="41")
    save(submission, "CK", people.owner, value="yes")
    assert (fresh(submission).criteria_answered, fresh(submission).claimed_points) == (2, 1927)
    save(submission, "CK", people.owner, seen=1)
    assert (fresh(submission).criteria_answered, fresh(submission).claimed_points) == (1, 927)
    fill_in_rest(submission, people)
    found = fresh(submission)
    assert (found.criteria_answered, found.criteria_total) == (len(FULL), len(FULL))


def fill_in_rest(submission: Submission, people: People) -> None:
    save(submission, "CK", people.owner, seen=2, value="yes")
    for criterion in FULL.keys() - {"TL", "CK"}:
        save(submission, criterion, people.owner, 0, **FULL[criterion])


def test_a_criterion_that_does_not_apply_says_why(people: People, submission: Submission) -> None:
    value = Value(state="na", not_applicable_reason="Không có trụ sở riêng")
    answer = save_answer(submission=submission, criterion="CK", value=value, seen=0, actor=people.owner, at=AT)
    assert (answer.claimed, answer.claimed_state, answer.state) == ("", "na", AnswerState.CLAIMED)
    assert stored_value(Answer.objects.get()) == value
    with pytest.raises(BadValue):
        save_answer(submission=submission, criterion="TL", value=value, seen=0, actor=people.owner, at=AT)


@pytest.mark.parametrize("criterion", ["TC", "A", "khong-co"])
def test_only_what_the_agency_is_asked_can_be_answered(people: People, submission: Submission, criterion: str) -> None:
    with pytest.raises(NotAsked):
        save(submission, criterion, people.owner, points="1")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "nobody"])
def test_it_is_for_the_agency_s_own_people(people: People, submission: Submission, name: str) -> None:
    actor = people.named(name)
    assert actor is not None
    if name in {"owner", "colleague", "head"}:
        assert save(submission, "CK", actor, value="yes").version == 1
        return
    count = LogEntry.objects.count()
    with pytest.raises(NotAllowed):
        save(submission, "CK", actor, value="yes")
    assert (LogEntry.objects.count(), Answer.objects.count()) == (count, 0)


def test_with_the_head_only_the_head_changes_it(people: People, submission: Submission) -> None:
    Submission.objects.filter(pk=submission.pk).update(state=SubmissionState.WITH_HEAD)
    with pytest.raises(NotDrafting):
        save(submission, "CK", people.owner, value="yes")
    assert save(submission, "CK", people.head, value="yes").version == 1


@pytest.mark.parametrize("state", [SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW, SubmissionState.CLOSED])
def test_what_was_submitted_is_not_changed(people: People, submission: Submission, state: str) -> None:
    Submission.objects.filter(pk=submission.pk).update(state=state)
    with pytest.raises(NotDrafting):
        save(submission, "CK", people.head, value="yes")


def late(submission: Submission, people: People, hours: int) -> Callable[[], Answer]:
    return lambda: save_answer(
        submission=submission,
        criterion="CK",
        value=Value({"value": "yes"}),
        seen=0,
        actor=people.owner,
        at=DEADLINE + timedelta(hours=hours),
    )


def test_the_deadline_locks_by_itself(people: People, submission: Submission) -> None:
    with pytest.raises(TooLate):
        late(submission, people, 0)()
    assert late(submission, people, -1)().version == 1


def extended(people: People, submission: Submission) -> None:
    extend_deadline(
        submission=submission, until=DEADLINE + timedelta(days=3), reason="Mưa lũ", actor=people.manager, at=AT
    )


def test_an_extension_reopens_for_that_agency_alone(people: People, submission: Submission) -> None:
    extended(people, submission)
    Round.objects.update(state=RoundState.VERIFYING)
    assert late(submission, people, 5)().version == 1
    other = Submission.objects.get(round=submission.round, agency=people.other)
    with pytest.raises(NotOpen):
        save_answer(
            submission=other, criterion="CK", value=Value({"value": "yes"}), seen=0, actor=people.stranger, at=AT
        )
    with pytest.raises(TooLate):
        late(submission, people, 3 * 24)()


@pytest.mark.parametrize("state", [RoundState.PREPARED, RoundState.COMPUTED, RoundState.PUBLISHED])
def test_the_round_is_open(people: People, submission: Submission, state: str) -> None:
    extended(people, submission)
    Round.objects.update(state=state)
    with pytest.raises(NotOpen):
        save(submission, "CK", people.owner, value="yes")


def test_who_is_not_evaluated_fills_nothing_in(people: People, submission: Submission) -> None:
    exclude_agency(submission=submission, reason="Mới thành lập", actor=people.manager, at=AT)
    with pytest.raises(NotEvaluated):
        save(submission, "CK", people.owner, value="yes")


def test_a_refusal_is_a_sentence(people: People, submission: Submission) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        save(submission, "TC", people.owner, points="1")


def test_everything_can_be_filled_in(people: People, submission: Submission) -> None:
    fill_in(submission, people.owner)
    points = dict(Answer.objects.values_list("criterion", "claimed_points"))
    assert points == {
        "TL": 927, "CK": 1000, "LC": 500, "DM": 600, "SL": 600, "BT": 500, "KS": 750, "CD": 725, "CT": 400,
    }  # fmt: skip
    assert fresh(submission).claimed_points == sum(value for value in points.values() if value)
