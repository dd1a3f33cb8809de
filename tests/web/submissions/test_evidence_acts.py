"""Documents behind criteria: who may attach, describe, use, replace and remove them, and what stays on record."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from pytest_django import Settings

from tests.people import NAMES, People
from tests.web.conftest import Log
from tests.web.submissions.sheets import AT, DEADLINE, opened, submission_of
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.files.models import StoredFile
from thuocdo.web.rounds.extend_deadline import extend_deadline
from thuocdo.web.rounds.models import Round, RoundState, Submission, SubmissionState
from thuocdo.web.rounds.refusals import NotOpen
from thuocdo.web.submissions.attach_evidence import attach_evidence
from thuocdo.web.submissions.describe_evidence import describe_evidence
from thuocdo.web.submissions.description import Description
from thuocdo.web.submissions.models import Evidence
from thuocdo.web.submissions.refusals import (
    BadValue,
    EvidenceChanged,
    EvidenceGone,
    NoRoom,
    NotAsked,
    NotDrafting,
    NotEvaluated,
    TooLate,
)
from thuocdo.web.submissions.remove_evidence import remove_evidence
from thuocdo.web.submissions.replace_evidence import replace_evidence
from thuocdo.web.submissions.standing_evidence import room_left, standing
from thuocdo.web.submissions.stop_using_evidence import stop_using_evidence
from thuocdo.web.submissions.use_evidence import use_evidence

pytestmark = pytest.mark.django_db
NOTHING = Description()
FULL = Description("12/KH-UBND", date(2026, 3, 5), "II.1", "3-4")


def content(said: str = "một", size: int = 1000) -> StoredFile:
    digest = hashlib.sha256(said.encode()).hexdigest()
    return StoredFile.objects.create(
        sha256=digest, size=size, content_type="application/pdf", location=f"x/{digest}", stored_at=AT
    )


def attached(submission: Submission, actor: Person, said: str = "một", criterion: str = "TL") -> Evidence:
    return attach_evidence(
        submission=submission, file=content(said), name=f"{said}.pdf", criterion=criterion, actor=actor, at=AT
    )


def told(entry: LogEntry) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(entry.text)
    return found


def test_a_file_is_attached_to_a_criterion(people: People, log: Log) -> None:
    submission, file = submission_of(people), content()
    with log.one("attach_evidence") as entries:
        made = attach_evidence(
            submission=submission, file=file, name="Kế hoạch.pdf", criterion="TL", actor=people.owner, at=AT
        )
    assert (made.name, made.added_by, made.added_at) == ("Kế hoạch.pdf", people.owner, AT)
    assert [use.criterion for use in made.uses.all()] == ["TL"]
    after = told(entries[0])["after"]
    assert after == {"name": "Kế hoạch.pdf", "sha256": file.sha256, "size": 1000, "criterion": "TL"}


def test_the_same_file_again_changes_nothing_and_elsewhere_is_one_document(people: People, log: Log) -> None:
    submission = submission_of(people)
    first = attached(submission, people.owner)
    with log.none():
        again = attach_evidence(
            submission=submission, file=first.file, name="khac.pdf", criterion="TL", actor=people.colleague, at=AT
        )
    with log.one("attach_evidence"):
        elsewhere = attach_evidence(
            submission=submission, file=first.file, name="khac.pdf", criterion="CK", actor=people.colleague, at=AT
        )
    assert first == again == elsewhere
    assert sorted(use.criterion for use in first.uses.all()) == ["CK", "TL"]


def test_it_is_described_as_a_document_and_as_a_place(people: People, log: Log) -> None:
    made = attached(submission_of(people), people.owner)
    with log.one("describe_evidence") as entries:
        describe_evidence(evidence=made, criterion="TL", said=FULL, seen=NOTHING, actor=people.colleague, at=AT)
    made.refresh_from_db()
    use = made.uses.get()
    assert (made.number, made.dated, use.section, use.page) == ("12/KH-UBND", date(2026, 3, 5), "II.1", "3-4")
    assert told(entries[0])["after"]["dated"] == "2026-03-05"
    with log.none():
        describe_evidence(evidence=made, criterion="TL", said=FULL, seen=NOTHING, actor=people.owner, at=AT)
    with pytest.raises(BadValue) as refused:
        describe_evidence(
            evidence=made, criterion="TL", said=Description("x" * 101), seen=FULL, actor=people.owner, at=AT
        )
    assert refused.value.problems.keys() == {"number"}


def test_two_people_describe_different_things_at_once(people: People, log: Log) -> None:
    made = attached(submission_of(people), people.owner)
    describe_evidence(
        evidence=made, criterion="TL", said=Description(number="12"), seen=NOTHING, actor=people.owner, at=AT
    )
    describe_evidence(
        evidence=made, criterion="TL", said=Description(page="3"), seen=NOTHING, actor=people.colleague, at=AT
    )
    made.refresh_from_db()
    assert (made.number, made.uses.get().page) == ("12", "3")
    with log.none(), pytest.raises(EvidenceChanged, match="Số 12, trang 3"):
        describe_evidence(
            evidence=made, criterion="TL", said=Description(number="13"), seen=NOTHING, actor=people.colleague, at=AT
        )


def test_one_document_stands_behind_many_criteria(people: People, log: Log) -> None:
    made = attached(submission_of(people), people.owner)
    with log.one("use_evidence"):
        use_evidence(evidence=made, criterion="CK", actor=people.colleague, at=AT)
    with log.none():
        use_evidence(evidence=made, criterion="CK", actor=people.owner, at=AT)
    describe_evidence(evidence=made, criterion="CK", said=FULL, seen=NOTHING, actor=people.owner, at=AT)
    assert made.uses.get(criterion="TL").page == ""
    with log.one("stop_using_evidence") as entries:
        stop_using_evidence(evidence=made, criterion="CK", actor=people.owner, at=AT)
    assert told(entries[0])["before"]["page"] == "3-4"
    with log.none():
        stop_using_evidence(evidence=made, criterion="CK", actor=people.owner, at=AT)
    assert [use.criterion for use in made.uses.all()] == ["TL"]


def test_a_replaced_document_stays_on_record(people: People, log: Log) -> None:
    submission = submission_of(people)
    old = attached(submission, people.owner)
    use_evidence(evidence=old, criterion="CK", actor=people.owner, at=AT)
    describe_evidence(evidence=old, criterion="CK", said=FULL, seen=NOTHING, actor=people.owner, at=AT)
    with log.one("replace_evidence") as entries:
        new = replace_evidence(evidence=old, file=content("hai"), name="hai.pdf", actor=people.colleague, at=AT)
    old.refresh_from_db()
    assert old.replaced_by == new
    assert (new.number, new.dated, new.added_by) == ("12/KH-UBND", date(2026, 3, 5), people.colleague)
    places = [(use.criterion, use.page) for use in new.uses.order_by("criterion")]
    assert places == [("CK", "3-4"), ("TL", "")]
    assert [use.criterion for use in old.uses.order_by("criterion")] == ["CK", "TL"]
    assert list(standing(submission)) == [new]
    assert told(entries[0])["before"]["document"] == old.pk
    with log.none():
        assert replace_evidence(evidence=new, file=new.file, name="x", actor=people.owner, at=AT) == new


def test_a_removed_document_stays_on_record(people: People, log: Log) -> None:
    submission = submission_of(people)
    made = attached(submission, people.owner)
    with log.one("remove_evidence") as entries:
        remove_evidence(evidence=made, actor=people.owner, at=AT)
    made.refresh_from_db()
    assert made.removed_at == AT
    assert made.uses.count() == 1
    assert list(standing(submission)) == []
    assert told(entries[0])["before"]["criteria"] == ["TL"]


ACTS: dict[str, Callable[[Evidence, Person], object]] = {
    "describe_evidence": lambda it, actor: describe_evidence(
        evidence=it, criterion="TL", said=FULL, seen=NOTHING, actor=actor, at=AT
    ),
    "use_evidence": lambda it, actor: use_evidence(evidence=it, criterion="CK", actor=actor, at=AT),
    "stop_using_evidence": lambda it, actor: stop_using_evidence(evidence=it, criterion="TL", actor=actor, at=AT),
    "replace_evidence": lambda it, actor: replace_evidence(
        evidence=it, file=StoredFile.objects.get(location="hai"), name="b.pdf", actor=actor, at=AT
    ),
    "remove_evidence": lambda it, actor: remove_evidence(evidence=it, actor=actor, at=AT),
    "attach_evidence": lambda it, actor: attach_evidence(
        submission=it.submission, file=it.file, name="a.pdf", criterion="CK", actor=actor, at=AT
    ),
}


@pytest.fixture
def made(people: People) -> Evidence:
    StoredFile.objects.create(sha256="2" * 64, size=1, content_type="application/pdf", location="hai", stored_at=AT)
    return attached(submission_of(people), people.owner)


@pytest.mark.parametrize("act", ACTS)
def test_it_is_for_those_who_fill_the_submission_in(act: str, made: Evidence, people: People, log: Log) -> None:
    for name in set(NAMES) - {"owner", "colleague", "head", "nobody"}:
        actor = people.named(name)
        assert actor is not None
        with log.none(), pytest.raises(NotAllowed):
            ACTS[act](made, actor)
    with log.one(act):
        ACTS[act](made, people.colleague)


@pytest.mark.parametrize("act", ACTS)
def test_it_is_over_once_it_was_handed_in_or_late(act: str, made: Evidence, people: People, log: Log) -> None:
    submissions = Submission.objects.filter(pk=made.submission_id)
    for change, refusal in (
        ({"state": SubmissionState.SUBMITTED}, NotDrafting),
        ({"state": SubmissionState.WITH_HEAD}, NotDrafting),
        ({"state": SubmissionState.DRAFTING, "extended_until": AT}, TooLate),
        ({"extended_until": None, "not_evaluated": "mới lập"}, NotEvaluated),
    ):
        submissions.update(**change)
        with log.none(), pytest.raises(refusal):
            ACTS[act](made, people.owner)
    submissions.update(not_evaluated="", state=SubmissionState.WITH_HEAD)
    with log.one(act):
        ACTS[act](made, people.head)


@pytest.mark.parametrize("act", sorted(ACTS.keys() - {"attach_evidence"}))
def test_what_was_replaced_or_removed_is_not_touched(act: str, made: Evidence, people: People, log: Log) -> None:
    remove_evidence(evidence=made, actor=people.owner, at=AT)
    with log.none(), pytest.raises(EvidenceGone):
        ACTS[act](made, people.owner)


def test_the_deadline_locks_and_an_extension_opens(made: Evidence, people: People) -> None:
    submission = made.submission
    with pytest.raises(TooLate):
        attach_evidence(
            submission=submission, file=made.file, name="a", criterion="CK", actor=people.owner, at=DEADLINE
        )
    extend_deadline(submission=submission, until=DEADLINE + timedelta(days=1), reason="Lũ", actor=people.manager, at=AT)
    again = attach_evidence(
        submission=submission, file=made.file, name="a", criterion="CK", actor=people.owner, at=DEADLINE
    )
    assert again == made
    Round.objects.filter(pk=submission.round_id).update(state=RoundState.COMPUTED)
    with pytest.raises(NotOpen):
        remove_evidence(evidence=made, actor=people.owner, at=AT)


@pytest.mark.parametrize("criterion", ["TC", "A", "khong-co"])
def test_a_document_stands_only_behind_what_the_agency_fills_in(
    criterion: str, made: Evidence, people: People, log: Log
) -> None:
    with log.none(), pytest.raises(NotAsked):
        use_evidence(evidence=made, criterion=criterion, actor=people.owner, at=AT)
    with log.none(), pytest.raises(NotAsked):
        attached(made.submission, people.owner, "ba", criterion)


def test_an_agency_has_so_much_room_in_a_round(people: People, settings: Settings, log: Log) -> None:
    settings.AGENCY_LIMIT = 2500
    submission = submission_of(people)
    made = attached(submission, people.owner)
    remove_evidence(evidence=made, actor=people.owner, at=AT)
    second = attached(submission, people.owner, "hai")
    assert room_left(submission) == 1500  # what was removed is kept, and takes nothing of it
    attached(submission, people.owner, "ba")
    with log.none(), pytest.raises(NoRoom, match="2,4 kB"):
        attached(submission, people.owner, "bảy")
    with log.none(), pytest.raises(NoRoom, match="2,4 kB"):
        attach_evidence(submission=submission, file=made.file, name="a.pdf", criterion="CK", actor=people.owner, at=AT)
    assert (room_left(submission), room_left(submission, instead_of=second)) == (500, 1500)
    third = replace_evidence(evidence=second, file=content("tư"), name="d.pdf", actor=people.owner, at=AT)
    fourth = replace_evidence(evidence=third, file=content("năm"), name="e.pdf", actor=people.owner, at=AT)
    assert room_left(submission, instead_of=fourth) == 0
    with log.none(), pytest.raises(NoRoom, match="4,9 kB"):
        replace_evidence(evidence=fourth, file=content("sáu"), name="f.pdf", actor=people.owner, at=AT)
    remove_evidence(evidence=fourth, actor=people.owner, at=AT)
    again = attach_evidence(
        submission=submission, file=made.file, name="a.pdf", criterion="CK", actor=people.owner, at=AT
    )
    assert again != made
    other = opened(people, submission.set_version, "thu-2027", 2027)
    assert room_left(Submission.objects.get(round=other, agency=people.agency)) == 2500
