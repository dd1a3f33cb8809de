"""Who verifies what: the rules an organiser makes, what they reach, and what they never reach."""

import json
from datetime import UTC, datetime

import pytest

from tests.people import NAMES, SINCE, People, make_agency, make_person
from tests.web.conftest import Log
from tests.web.results.published import AT, CALENDAR, opened_round, prepared_round
from thuocdo.web.accounts.models import Person, Role, RoleName
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.rounds.assign_reviewer import assign_reviewer
from thuocdo.web.rounds.assigned import Coverage, coverage_of
from thuocdo.web.rounds.change_round import change_round
from thuocdo.web.rounds.end_assignment import end_assignment
from thuocdo.web.rounds.models import Assignment, Round, RoundState, Submission
from thuocdo.web.rounds.prepare_round import Calendar
from thuocdo.web.rounds.refusals import (
    AlreadyAssigned,
    AlreadyEnded,
    Incomplete,
    NotAReviewer,
    NotInRound,
    NotPrepared,
    TooLateToAssign,
)

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 3, 2, 2, tzinfo=UTC)


def assigned(
    people: People,
    round: Round,
    *agencies: Agency,
    node: str = "",
    block: Block | None = None,
    reviewer: Person | None = None,
) -> Assignment:
    return assign_reviewer(
        round=round,
        reviewer=reviewer or people.reviewer,
        node=node,
        block=block,
        agencies=agencies,
        actor=people.manager,
        at=AT,
    )


def submissions(round: Round) -> dict[str, Submission]:
    return {each.agency.code: each for each in Submission.objects.filter(round=round).select_related("agency")}


def reached(people: People, round: Round, coverage: Coverage) -> dict[str, tuple[str, ...]]:
    """By agency the criteria of the reviewer; agencies without any are left out."""
    rows = {code: coverage.criteria(people.reviewer.pk, row) for code, row in submissions(round).items()}
    return {code: criteria for code, criteria in rows.items() if criteria}


def test_a_rule_for_everything_reaches_every_criterion_of_every_agency(people: People, log: Log) -> None:
    round = opened_round(people)
    with log.one("assign_reviewer") as entries:
        assigned(people, round)
    assert json.loads(entries[0].text)["after"] == {
        "reviewer": people.reviewer.email,
        "node": "",
        "block": "",
        "agencies": [],
    }
    coverage = coverage_of(round, AT)
    assert reached(people, round, coverage) == {people.agency.code: ("SS", "KQ"), people.other.code: ("SS", "KQ")}


def test_a_rule_for_a_criterion_and_an_agency_reaches_nothing_else(people: People) -> None:
    round = opened_round(people)
    assigned(people, round, people.other, node="KQ")
    coverage = coverage_of(round, AT)
    assert reached(people, round, coverage) == {people.other.code: ("KQ",)}
    rows = submissions(round)
    assert coverage.reviewers(rows[people.other.code], "KQ") == (people.reviewer.pk,)
    assert coverage.reviewers(rows[people.other.code], "SS") == ()
    assert coverage.reviewers(rows[people.other.code], "khong-co") == ()
    assert not coverage.covers(people.reviewer.pk, rows[people.agency.code], "KQ")
    found = Submission.objects.filter(coverage.submissions(people.reviewer.pk), round=round)
    assert [each.agency.code for each in found] == [people.other.code]


def test_a_rule_for_a_block_reaches_that_block(people: People) -> None:
    round = opened_round(people)
    assigned(people, round, node="SS", block=people.block)
    assert reached(people, round, coverage_of(round, AT)) == {people.agency.code: ("SS",), people.other.code: ("SS",)}


def test_nobody_verifies_their_own_agency(people: People) -> None:
    round = opened_round(people)
    Role.objects.create(person=people.reviewer, agency=people.other, role=RoleName.OFFICER, start=SINCE)
    assigned(people, round)
    assigned(people, round, people.other, node="SS")
    coverage = coverage_of(round, AT)
    assert reached(people, round, coverage) == {people.agency.code: ("SS", "KQ")}
    found = Submission.objects.filter(coverage.submissions(people.reviewer.pk), round=round)
    assert [each.agency.code for each in found] == [people.agency.code]


def test_a_rule_sleeps_when_its_reviewer_is_no_reviewer_any_more(people: People) -> None:
    round = opened_round(people)
    assigned(people, round)
    Role.objects.filter(person=people.reviewer).update(until="2026-02-28")
    coverage = coverage_of(round, AT)
    assert coverage.rules == ()
    assert not Submission.objects.filter(coverage.submissions(people.reviewer.pk), round=round).exists()


def test_not_evaluated_agencies_are_nobodys_work(people: People) -> None:
    round = opened_round(people)
    assigned(people, round)
    Submission.objects.filter(round=round, agency=people.other).update(not_evaluated="Mới thành lập")
    found = Submission.objects.filter(coverage_of(round, AT).submissions(people.reviewer.pk), round=round)
    assert [each.agency.code for each in found] == [people.agency.code]


def test_an_ended_rule_reaches_nothing_and_stays_on_record(people: People, log: Log) -> None:
    round = opened_round(people)
    rule = assigned(people, round)
    with log.one("end_assignment"):
        end_assignment(assignment=rule, actor=people.manager, at=LATER)
    assert coverage_of(round, LATER).rules == ()
    assert Assignment.objects.get(pk=rule.pk).ended_at == LATER
    with log.none(), pytest.raises(AlreadyEnded):
        end_assignment(assignment=rule, actor=people.manager, at=LATER)
    assert assigned(people, round).pk != rule.pk


def test_rules_refuse_what_the_round_does_not_have(people: People, log: Log) -> None:
    round = opened_round(people)
    stranger = make_agency("00001", "Xã Ở Xa", "xa")
    elsewhere = Block.objects.create(slug="so", name="Các sở", order=2)
    with log.none():
        for refusal, agencies, more in (
            (NotInRound, (stranger,), {}),
            (NotInRound, (), {"block": elsewhere}),
            (NotInRound, (), {"node": "X1"}),
            (NotInRound, (people.agency,), {"block": people.block}),
            (NotAReviewer, (), {"reviewer": people.council}),
            (NotAReviewer, (), {"reviewer": people.owner}),
        ):
            with pytest.raises(refusal):
                assigned(people, round, *agencies, **more)
    assert not Assignment.objects.exists()


def test_the_same_rule_stands_once(people: People) -> None:
    round = opened_round(people)
    assigned(people, round, people.agency, node="SS")
    with pytest.raises(AlreadyAssigned):
        assigned(people, round, people.agency, node="SS")
    assigned(people, round, people.agency, people.other, node="SS")
    assert Assignment.objects.count() == 2


@pytest.mark.parametrize("state", [RoundState.COMPUTED, RoundState.APPROVED, RoundState.PUBLISHED])
def test_rules_stand_once_the_result_is_computed(people: People, state: RoundState) -> None:
    round = opened_round(people)
    rule = assigned(people, round)
    Round.objects.filter(pk=round.pk).update(state=state)
    with pytest.raises(TooLateToAssign):
        assigned(people, round, node="SS")
    with pytest.raises(TooLateToAssign):
        end_assignment(assignment=rule, actor=people.manager, at=LATER)


def test_rules_may_be_made_before_the_round_opens(people: People) -> None:
    round = prepared_round(people)
    assigned(people, round, people.agency)
    with pytest.raises(NotInRound):
        assigned(people, round, people.organiser)


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"manager", "nobody"}))
def test_assigning_and_changing_are_for_managers_of_the_organiser(people: People, log: Log, name: str) -> None:
    actor = people.named(name)
    assert actor is not None
    round = prepared_round(people)
    rule = assigned(people, round)
    with log.none():
        with pytest.raises(NotAllowed):
            assign_reviewer(
                round=round, reviewer=people.reviewer, node="SS", block=None, agencies=(), actor=actor, at=AT
            )
        with pytest.raises(NotAllowed):
            end_assignment(assignment=rule, actor=actor, at=AT)
        with pytest.raises(NotAllowed):
            change_round(round=round, name="Khác", calendar=CALENDAR, blocks={}, actor=actor, at=AT)


def test_a_manager_elsewhere_manages_nothing_here(people: People) -> None:
    elsewhere = make_agency("so-nv", "Sở Nội vụ", "so")
    actor = make_person("elsewhere", "Mai Văn Khác", (RoleName.MANAGER, elsewhere))
    round = prepared_round(people)
    with pytest.raises(NotAllowed):
        change_round(round=round, name="Khác", calendar=CALENDAR, blocks={}, actor=actor, at=AT)


def test_coverage_asks_the_database_the_same_however_many_rules(
    people: People, django_assert_num_queries: object
) -> None:
    round = opened_round(people)
    assigned(people, round)
    with django_assert_num_queries(3):  # type: ignore[operator]
        coverage_of(round, AT)
    for number in range(5):
        other = make_person(f"r{number}", f"Người thẩm định {number}", (RoleName.REVIEWER, people.organiser))
        assigned(people, round, people.agency, node="SS", reviewer=other)
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(coverage_of(round, AT).rules) == 6


def test_a_prepared_round_changes_and_the_log_says_what(people: People, log: Log) -> None:
    round = prepared_round(people)
    version = round.blocks.get().set_version
    second = Block.objects.create(slug="so", name="Các sở", order=2)
    calendar = Calendar(CALENDAR.opens, LATER, LATER, LATER)
    with log.one("change_round") as entries:
        change_round(
            round=round, name="Tên mới", calendar=calendar, blocks={second: version}, actor=people.manager, at=AT
        )
    round.refresh_from_db()
    assert (round.name, round.submit_before) == ("Tên mới", LATER)
    assert [of.block for of in round.blocks.all()] == [second]
    text = json.loads(entries[0].text)
    assert text["before"]["blocks"] == {"xa": "hai-phan/1"}
    assert text["after"]["blocks"] == {"so": "hai-phan/1"}
    assert "opens" not in text["after"]


def test_a_change_that_changes_nothing_leaves_no_entry(people: People, log: Log) -> None:
    round = prepared_round(people)
    blocks = {of.block: of.set_version for of in round.blocks.all()}
    with log.none():
        change_round(round=round, name=round.name, calendar=CALENDAR, blocks=blocks, actor=people.manager, at=AT)


def test_an_open_round_does_not_change_and_a_calendar_runs_forward(people: People, log: Log) -> None:
    round = prepared_round(people)
    backward = Calendar(CALENDAR.submit_before, CALENDAR.opens, CALENDAR.explain_before, CALENDAR.settle_before)
    with log.none(), pytest.raises(Incomplete):
        change_round(round=round, name="x", calendar=backward, blocks={}, actor=people.manager, at=AT)
    Round.objects.filter(pk=round.pk).update(state=RoundState.OPEN)
    with log.none(), pytest.raises(NotPrepared):
        change_round(round=round, name="x", calendar=CALENDAR, blocks={}, actor=people.manager, at=AT)
