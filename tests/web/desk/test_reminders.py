"""Reminding agencies to submit: whom, with which letter, and never twice in a day without saying so."""

import json
from datetime import UTC, datetime, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from tests.people import NAMES, SINCE, People, make_agency
from tests.web.conftest import Log
from tests.web.jobs.test_jobs import work_off
from tests.web.results.published import CALENDAR, opened_round, prepared_round
from thuocdo.web.accounts.models import Person, Role
from thuocdo.web.agencies.models import Block, BlockMember
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.desk.models import Reminder
from thuocdo.web.desk.remind_agencies import NobodyToRemind, RemindedLately, remind_agencies
from thuocdo.web.desk.reminder_letter import reminder_letter
from thuocdo.web.desk.reminding import audiences, not_submitted
from thuocdo.web.desk.send_reminders import send_reminders
from thuocdo.web.jobs.models import Job, JobState
from thuocdo.web.jobs.progress import Progress
from thuocdo.web.rounds.models import Round, RoundState, Submission, SubmissionState
from thuocdo.web.rounds.refusals import NotOpen

pytestmark = pytest.mark.django_db
BEFORE = CALENDAR.submit_before - timedelta(days=3)


def remind(
    people: People, round: Round, *, at: datetime = BEFORE, again: bool = False, actor: Person | None = None
) -> list[Reminder]:
    return remind_agencies(
        round=round,
        submissions=list(not_submitted(round)),
        note="Xin gửi sớm.",
        again=again,
        actor=actor or people.manager,
        at=at,
    )


def send(round: Round, at: datetime = BEFORE) -> dict[str, int]:
    job = Job.objects.latest("pk")
    return send_reminders(Progress(job.pk), round_id=round.pk, asked_at=at.isoformat())


def test_it_writes_to_officers_and_heads_of_agencies_that_have_not_submitted(people: People, log: Log) -> None:
    round = opened_round(people)
    Submission.objects.filter(agency=people.other).update(state=SubmissionState.SUBMITTED)
    with log.one("remind_agencies") as entries:
        remind(people, round)
    assert json.loads(entries[0].text)["after"] == {
        "agencies": [people.agency.code],
        "letters": 3,
        "unreachable": [],
        "note": "Xin gửi sớm.",
    }
    assert send(round) == {"sent": 3, "failed": 0}
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        [people.owner.email, people.colleague.email, people.head.email]
    )
    assert Reminder.objects.get().sent == 3


def test_the_letter_says_what_is_left_until_when_and_where(people: People) -> None:
    round = opened_round(people)
    Submission.objects.filter(agency=people.agency).update(criteria_answered=1)
    submission = not_submitted(round).get(agency=people.agency)
    letter = reminder_letter(submission=submission, reader=people.owner, note="Xin gửi sớm.", now=BEFORE)
    assert letter.subject == "[Thước đo] Nhắc nộp phiếu tự đánh giá: Phường Xuân Hương - Đà Lạt"
    for said in (
        "Kính gửi Nguyễn Thị An",
        "1/2 tiêu chí, còn 1 tiêu chí",
        "07:00 ngày 01/02/2026 (còn 3 ngày)",
        "Xin gửi sớm.",
        f"/{round.slug}/{people.agency.code}/",
    ):
        assert said in letter.body


def test_the_letter_speaks_the_language_of_its_reader(people: People) -> None:
    people.owner.language = "en"
    submission = not_submitted(opened_round(people)).get(agency=people.agency)
    letter = reminder_letter(submission=submission, reader=people.owner, note="", now=BEFORE)
    assert letter.subject.startswith("[Thước đo] Reminder")
    assert "/en/" in letter.body


def test_the_letter_to_a_late_agency_says_that_the_form_is_locked(people: People) -> None:
    submission = not_submitted(opened_round(people)).get(agency=people.agency)
    letter = reminder_letter(submission=submission, reader=people.head, note="", now=CALENDAR.submit_before)
    assert "quá hạn" in letter.subject
    assert "phiếu đã khóa" in letter.body


def test_an_agency_without_people_is_named_and_nobody_else_waits_for_it(people: People, log: Log) -> None:
    round = opened_round(people)
    Role.objects.filter(agency=people.other).delete()
    with log.one("remind_agencies") as entries:
        remind(people, round)
    assert json.loads(entries[0].text)["after"]["unreachable"] == [people.other.code]
    assert [each.submission.agency for each in Reminder.objects.all()] == [people.agency]


def test_nothing_is_sent_where_nobody_is_left(people: People, log: Log) -> None:
    round = opened_round(people)
    Submission.objects.update(state=SubmissionState.SUBMITTED)
    with log.none(), pytest.raises(NobodyToRemind):
        remind(people, round)
    assert not Job.objects.exists()


def test_a_second_reminder_within_a_day_must_be_said(people: People, log: Log) -> None:
    round = opened_round(people)
    remind(people, round)
    soon = BEFORE + timedelta(hours=23)
    with log.none(), pytest.raises(RemindedLately, match="2 đơn vị"):
        remind(people, round, at=soon)
    remind(people, round, at=soon, again=True)
    remind(people, round, at=soon + timedelta(days=1))
    assert Reminder.objects.count() == 6


def test_who_submits_before_the_letters_leave_is_left_in_peace(people: People) -> None:
    round = opened_round(people)
    remind(people, round)
    Submission.objects.update(state=SubmissionState.SUBMITTED)
    assert send(round) == {"sent": 0, "failed": 0}
    assert mail.outbox == []


def test_a_job_begun_again_sends_nothing_twice(people: People) -> None:
    round = opened_round(people)
    remind(people, round)
    send(round)
    count = len(mail.outbox)
    assert send(round) == {"sent": 0, "failed": 0}
    assert len(mail.outbox) == count


def test_a_letter_that_does_not_leave_holds_nobody_up(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    round = opened_round(people)
    remind(people, round)
    whole = EmailMessage.send

    def refuse(message: EmailMessage, fail_silently: bool = False) -> int:  # noqa: FBT001, FBT002 (Django's)
        if message.to == [people.owner.email]:
            raise SMTPException
        return whole(message, fail_silently)

    monkeypatch.setattr(EmailMessage, "send", refuse)
    assert send(round) == {"sent": 4, "failed": 1}
    reminder = Reminder.objects.get(submission__agency=people.agency)
    assert (reminder.letters, reminder.sent) == (3, 2)


@pytest.mark.parametrize("state", [RoundState.PREPARED, RoundState.COMPUTED, RoundState.PUBLISHED])
def test_only_rounds_that_run_are_reminded_of(people: People, state: RoundState, log: Log) -> None:
    round = opened_round(people)
    Round.objects.filter(pk=round.pk).update(state=state)
    with log.none(), pytest.raises(NotOpen):
        remind(people, round)


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"manager", "nobody"}))
def test_reminding_is_for_managers_of_the_organiser(people: People, log: Log, name: str) -> None:
    round = opened_round(people)
    with log.none(), pytest.raises(NotAllowed):
        remind(people, round, actor=people.named(name))
    assert not Reminder.objects.exists()


def test_groups_are_those_their_names_say(people: People) -> None:
    block = Block.objects.get()
    third = make_agency("25000", "Xã Ba", "xa")
    BlockMember.objects.create(agency=third, block=block, start=SINCE)
    round = opened_round(people)
    later = CALENDAR.submit_before + timedelta(days=2)
    Submission.objects.filter(agency=people.agency).update(extended_until=later)
    Submission.objects.filter(agency=people.other).update(criteria_answered=1, state=SubmissionState.WITH_HEAD)
    now = datetime(2026, 2, 1, 3, tzinfo=UTC)
    found = {
        group.key: sorted(row.agency.code for row in not_submitted(round).filter(group.means))
        for group in audiences(now)
    }
    codes = sorted([people.agency.code, people.other.code, third.code])
    assert found == {
        "chua-nop": codes,
        "tre": sorted([people.other.code, third.code]),
        "chua-ke-khai": sorted([people.agency.code, third.code]),
        "cho-thu-truong": [people.other.code],
    }


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_what_was_asked_for(people: People) -> None:
    round = prepared_round(people)
    Round.objects.filter(pk=round.pk).update(state=RoundState.OPEN)
    round = Round.objects.get()
    Submission.objects.create(
        round=round,
        agency=people.agency,
        block=people.block,
        set_version=round.blocks.get().set_version,
        name="Phường Xuân Hương - Đà Lạt",
        sort_key="x",
        search_key="x",
        criteria_total=2,
    )
    remind(people, round)
    work_off()
    job = Job.objects.get()
    assert (job.state, job.done, job.result) == (JobState.DONE, 1, {"sent": 3, "failed": 0})
    assert len(mail.outbox) == 3
