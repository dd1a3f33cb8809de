"""A submission changes hands: officer to head, back, to the organiser, and back again before the deadline."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.people import NAMES, People
from tests.web.conftest import Log
from tests.web.submissions.sheets import AT, DEADLINE, fill_in, fresh, opened, save, submission_of
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.refusal import NotAllowed, WrongState
from thuocdo.web.audit.verify import Receipt as Head
from thuocdo.web.audit.verify import verify
from thuocdo.web.files.models import StoredFile
from thuocdo.web.rounds.extend_deadline import extend_deadline
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.rounds.refusals import ReasonMissing
from thuocdo.web.submissions.hand_over import hand_over
from thuocdo.web.submissions.models import Evidence, EvidenceUse, Receipt, Step
from thuocdo.web.submissions.refusals import NotDrafting, NotSubmitted, NotWithHead, TooLate
from thuocdo.web.submissions.send_back import send_back
from thuocdo.web.submissions.submit import submit
from thuocdo.web.submissions.withdraw import withdraw

pytestmark = pytest.mark.django_db
Act = Callable[[Submission, Person, datetime], object]
ACTS: dict[str, tuple[Act, SubmissionState, set[str]]] = {
    "hand_over": (
        lambda submission, actor, at: hand_over(submission=submission, note="Xin duyệt", actor=actor, at=at),
        SubmissionState.DRAFTING,
        {"owner", "colleague", "head"},
    ),
    "send_back": (
        lambda submission, actor, at: send_back(submission=submission, note="Sửa mục 2", actor=actor, at=at),
        SubmissionState.WITH_HEAD,
        {"head"},
    ),
    "submit": (
        lambda submission, actor, at: submit(submission=submission, actor=actor, at=at),
        SubmissionState.WITH_HEAD,
        {"head"},
    ),
    "withdraw": (
        lambda submission, actor, at: withdraw(submission=submission, reason="Nhầm số", actor=actor, at=at),
        SubmissionState.SUBMITTED,
        {"head"},
    ),
}
AFTER = {
    "hand_over": SubmissionState.WITH_HEAD,
    "send_back": SubmissionState.DRAFTING,
    "submit": SubmissionState.SUBMITTED,
    "withdraw": SubmissionState.DRAFTING,
}
STEP = {"hand_over": "handed_over", "send_back": "sent_back", "submit": "submitted", "withdraw": "withdrawn"}


def in_state(submission: Submission, state: SubmissionState) -> Submission:
    Submission.objects.filter(pk=submission.pk).update(state=state)
    return fresh(submission)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "nobody"])
@pytest.mark.parametrize("act", ACTS)
def test_each_step_is_for_its_people(people: People, log: Log, act: str, name: str) -> None:
    do, before, allowed = ACTS[act]
    submission, actor = in_state(submission_of(people), before), people.named(name)
    assert actor is not None
    if name in allowed:
        with log.one(act) as entries:
            do(submission, actor, AT)
        step = Step.objects.get()
        assert (fresh(submission).state, step.kind, step.by) == (AFTER[act], STEP[act], actor)
        said = json.loads(entries[0].text)
        assert (said["before"]["state"], said["after"]["state"]) == (before.value, AFTER[act].value)
        return
    with log.none(), pytest.raises(NotAllowed):
        do(submission, actor, AT)
    assert fresh(submission).state == before


@pytest.mark.parametrize("state", list(SubmissionState))
@pytest.mark.parametrize("act", ACTS)
def test_each_step_is_taken_from_its_state_only(people: People, log: Log, act: str, state: SubmissionState) -> None:
    do, before, _allowed = ACTS[act]
    submission = in_state(submission_of(people), state)
    if state == before:
        do(submission, people.head, AT)
        with pytest.raises(WrongState):  # the same request twice changes nothing more
            do(submission, people.head, AT)
        assert Step.objects.count() == 1
        return
    with log.none(), pytest.raises((NotDrafting, NotWithHead, NotSubmitted)):
        do(submission, people.head, AT)


@pytest.mark.parametrize("act", ACTS)
def test_no_step_after_the_deadline_without_an_extension(people: People, log: Log, act: str) -> None:
    do, before, _allowed = ACTS[act]
    submission = in_state(submission_of(people), before)
    with log.none(), pytest.raises(TooLate):
        do(submission, people.head, DEADLINE)
    extend_deadline(
        submission=submission, until=DEADLINE + timedelta(days=1), reason="Mưa lũ", actor=people.manager, at=AT
    )
    do(submission, people.head, DEADLINE)
    assert fresh(submission).state == AFTER[act]


@pytest.mark.parametrize("note", ["", "  \n"])
def test_sending_back_and_withdrawing_say_why(people: People, note: str) -> None:
    submission = in_state(submission_of(people), SubmissionState.WITH_HEAD)
    with pytest.raises(ReasonMissing):
        send_back(submission=submission, note=note, actor=people.head, at=AT)
    in_state(submission, SubmissionState.SUBMITTED)
    with pytest.raises(ReasonMissing):
        withdraw(submission=submission, reason=note, actor=people.head, at=AT)


def submitted(people: People, submission: Submission, at: datetime = AT) -> Receipt:
    hand_over(submission=submission, note="", actor=people.owner, at=at)
    return submit(submission=submission, actor=people.head, at=at)


def test_the_receipt_holds_the_whole_submission(people: People) -> None:
    submission = submission_of(people)
    fill_in(submission, people.owner)
    attached(submission, people, name="Quyết định.pdf")
    attached(submission, people, name="Cũ.pdf", removed_at=AT)
    receipt = submitted(people, submission)
    said = json.loads(receipt.content)
    assert receipt.content == json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert receipt.digest == "sha256:" + hashlib.sha256(receipt.content.encode()).hexdigest()
    assert said["agency"] == {"code": people.agency.code, "kind": "", "name": "Phường Xuân Hương - Đà Lạt"}
    assert said["answers"]["TL"] == {
        "inputs": {"a": "38", "b": "41"}, "state": "", "reason": "", "explanation": "", "points": "9.27", "version": 1,
    }  # fmt: skip
    assert (said["points"], said["answered"], said["criteria"]) == ("60.02", 9, 9)
    assert [(each["name"], each["sha256"], each["uses"]) for each in said["evidence"]] == [
        ("Quyết định.pdf", "a" * 64, [{"criterion": "TL", "section": "II", "page": "3"}])
    ]
    assert said["submitted_by"] == {"email": people.head.email, "name": people.head.name}
    assert fresh(submission).submitted_at == AT


def attached(submission: Submission, people: People, name: str, removed_at: datetime | None = None) -> Evidence:
    file, _made = StoredFile.objects.get_or_create(
        sha256="a" * 64, defaults={"size": 7, "content_type": "application/pdf", "location": "x", "stored_at": AT}
    )
    evidence = Evidence.objects.create(
        submission=submission,
        file=file,
        name=name,
        dated=date(2026, 2, 3),
        added_at=AT,
        added_by=people.owner,
        removed_at=removed_at,
    )
    EvidenceUse.objects.create(evidence=evidence, criterion="TL", section="II", page="3")
    return evidence


def test_the_receipt_carries_the_log_with_the_act_in_it(people: People) -> None:
    submission = submission_of(people)
    receipt = submitted(people, submission)
    entry = LogEntry.objects.order_by("-number")[0]
    assert (entry.act, entry.number, entry.hash) == ("submit", receipt.log_number, receipt.log_hash)
    assert json.loads(entry.text)["after"]["digest"] == receipt.digest
    assert verify(Head(receipt.log_number, receipt.log_hash)).broken is None


def test_a_submission_withdrawn_and_submitted_again_has_two_receipts(people: People) -> None:
    submission = submission_of(people)
    first = submitted(people, submission)
    withdraw(submission=submission, reason="Nhầm số", actor=people.head, at=AT)
    assert fresh(submission).submitted_at is None
    save(submission, "CK", people.owner, value="yes")
    second = submitted(people, submission, AT + timedelta(hours=1))
    assert [receipt.number for receipt in (first, second)] == [1, 2]
    assert first.digest != second.digest
    assert Receipt.objects.get(number=1).content == first.content
    assert [step.kind for step in Step.objects.order_by("pk")] == [
        "handed_over", "submitted", "withdrawn", "handed_over", "submitted",
    ]  # fmt: skip


def test_the_same_submission_gives_the_same_text(people: People) -> None:
    submission = submission_of(people, opened(people))
    fill_in(submission, people.owner)
    texts = set()
    for _time in range(2):
        receipt = submitted(people, submission, datetime(2026, 3, 2, tzinfo=UTC))
        texts.add(receipt.content.replace(f'"receipt":{receipt.number}', ""))
        withdraw(submission=submission, reason="Thử", actor=people.head, at=AT)
    assert len(texts) == 1
