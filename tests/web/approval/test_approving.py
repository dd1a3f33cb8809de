"""Results before the approver: submitted, approved by a decision, sent back with a reason, reopened on record."""

import json
from datetime import date

import pytest

from tests.people import NAMES, SINCE, People
from tests.web.approval.computed import closed, computed, waiting
from tests.web.conftest import Log
from tests.web.review.reviewed import LATE
from tests.web.submissions.sheets import fresh
from thuocdo.web.accounts.models import Person, Role, RoleName
from thuocdo.web.approval.approve_results import approve_results
from thuocdo.web.approval.contents import newest_digest
from thuocdo.web.approval.models import Approval
from thuocdo.web.approval.refusals import DecisionMissing, NotComputed, NotReopenable, NotWaiting, TookPart
from thuocdo.web.approval.reopen_round import reopen_round
from thuocdo.web.approval.send_back_results import send_back_results
from thuocdo.web.approval.submit_for_approval import submit_for_approval
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.audit.verify import Receipt, verify
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.results.refusals import NotComputable
from thuocdo.web.rounds.models import RoundState

pytestmark = pytest.mark.django_db
PEOPLE = [name for name in NAMES if name != "nobody"]
DAY = date(2026, 4, 25)


def person_of(people: People, name: str) -> Person:
    person = people.named(name)
    assert person is not None
    return person


def approve(asked: Approval, actor: Person, digest: str = "", decision: str = "12/QĐ-UBND") -> Approval:
    return approve_results(
        round=asked.round, digest=digest or asked.digest, decision=decision, dated=DAY, actor=actor, at=LATE
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_the_manager_submits_what_was_computed(people: People, log: Log, name: str) -> None:
    submission, person = computed(people), person_of(people, name)
    if name != "manager":
        with log.none(), pytest.raises(NotAllowed):
            submit_for_approval(
                round=submission.round,
                digest=newest_digest(submission.round),
                note="",
                actor=person,
                at=LATE,
            )
        return
    with log.one("submit_for_approval") as entries:
        asked = submit_for_approval(
            round=submission.round,
            digest=newest_digest(submission.round),
            note="Tờ trình",
            actor=person,
            at=LATE,
        )
    assert json.loads(entries[0].text)["after"]["digest"] == asked.digest
    assert [result.number for result in asked.results.all()] == [1]
    assert fresh(submission).round.state == RoundState.WITH_APPROVER
    with log.none(), pytest.raises(NotComputed):
        submit_for_approval(
            round=submission.round, digest=newest_digest(submission.round), note="", actor=person, at=LATE
        )
    with log.none(), pytest.raises(NotComputable):
        compute_results(round=submission.round, actor=person, at=LATE)


def test_nothing_is_submitted_before_it_is_computed(people: People, log: Log) -> None:
    submission = closed(people)
    with log.none(), pytest.raises(NotComputed):
        submit_for_approval(
            round=submission.round,
            digest=newest_digest(submission.round),
            note="",
            actor=people.manager,
            at=LATE,
        )


@pytest.mark.parametrize("name", PEOPLE)
def test_the_approver_approves_exactly_what_was_seen(people: People, log: Log, name: str) -> None:
    asked, person = waiting(people), person_of(people, name)
    if name != "approver":
        with log.none(), pytest.raises(NotAllowed):
            approve(asked, person)
        with log.none(), pytest.raises(NotAllowed):
            send_back_results(round=asked.round, digest=asked.digest, reason="Xem lại", actor=person, at=LATE)
        return
    with log.none(), pytest.raises(NotWaiting):
        approve(asked, person, digest="sha256:0")
    with log.one("approve_results") as entries:
        approved = approve(asked, person)
    asked.refresh_from_db()
    asked.round.refresh_from_db()
    assert (asked.approved, asked.decision, asked.dated, asked.round.state) == (True, "12/QĐ-UBND", DAY, "approved")
    assert (approved.log_number, approved.log_hash) == (entries[0].number, entries[0].hash)
    assert verify(Receipt(entries[0].number, entries[0].hash)).broken is None
    with log.none(), pytest.raises(NotWaiting):
        approve(asked, person)


def test_approving_names_its_decision(people: People, log: Log) -> None:
    asked = waiting(people)
    with log.none(), pytest.raises(DecisionMissing):
        approve(asked, people.approver, decision="  ")
    with log.none(), pytest.raises(DecisionMissing):
        approve_results(
            round=asked.round, digest=asked.digest, decision="12", dated=None, actor=people.approver, at=LATE
        )


@pytest.mark.parametrize("name", ["reviewer", "manager"])
def test_whoever_took_part_does_not_approve(people: People, log: Log, name: str) -> None:
    asked, person = waiting(people), person_of(people, name)
    Role.objects.create(person=person, agency=people.organiser, role=RoleName.APPROVER, start=SINCE)
    with log.none(), pytest.raises(TookPart):
        approve(asked, person)


def test_what_is_sent_back_is_corrected_and_submitted_anew(people: People, log: Log) -> None:
    asked = waiting(people)
    with log.none(), pytest.raises(DecisionMissing):
        send_back_results(round=asked.round, digest=asked.digest, reason=" ", actor=people.approver, at=LATE)
    with log.one("send_back_results"):
        send_back_results(round=asked.round, digest=asked.digest, reason="Xem lại", actor=people.approver, at=LATE)
    asked.refresh_from_db()
    asked.round.refresh_from_db()
    assert (asked.approved, asked.reason, asked.round.state) == (False, "Xem lại", "explaining")
    compute_results(round=asked.round, actor=people.manager, at=LATE)
    again = submit_for_approval(
        round=asked.round, digest=newest_digest(asked.round), note="", actor=people.manager, at=LATE
    )
    assert again.number == 2


@pytest.mark.parametrize("name", PEOPLE)
def test_the_manager_reopens_on_record(people: People, log: Log, name: str) -> None:
    asked, person = waiting(people), person_of(people, name)
    with log.none(), pytest.raises(NotReopenable if name == "manager" else NotAllowed):
        reopen_round(round=asked.round, reason="Sai số liệu", actor=person, at=LATE)
    approve(asked, people.approver)
    if name != "manager":
        with log.none(), pytest.raises(NotAllowed):
            reopen_round(round=asked.round, reason="Sai số liệu", actor=person, at=LATE)
        return
    with log.none(), pytest.raises(DecisionMissing):
        reopen_round(round=asked.round, reason="", actor=person, at=LATE)
    with log.one("reopen_round"):
        reopen_round(round=asked.round, reason="Sai số liệu", actor=person, at=LATE)
    asked.refresh_from_db()
    asked.round.refresh_from_db()
    assert (asked.approved, asked.reopened_at, asked.round.state) == (True, LATE, "explaining")
