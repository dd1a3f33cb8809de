"""Fifty officers save at once: nobody sees an error, no answer is lost or doubled, and the log stays whole."""

import itertools
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from django.db import connection

from tests.people import People, make_agency, make_people, make_person
from tests.web.submissions.sheets import AT, fresh, opened, save
from thuocdo.web.accounts.models import Person, RoleName
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.verify import verify
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.models import Answer, AnswerState
from thuocdo.web.submissions.refusals import Conflict
from thuocdo.web.submissions.save_answer import save_answer
from thuocdo.web.submissions.value import Value

AGENCIES, OFFICERS_EACH, SECONDS = 10, 5, 10
pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Officer:
    """Somebody at work in one agency; `saved` is what the site said it has kept: criterion, version, value."""

    person: Person
    submission: Submission
    number: int
    saved: list[tuple[str, int, str]] = field(default_factory=list)
    conflicts: int = 0

    def work(self, until: float) -> None:
        seen: Counter[str] = Counter()
        try:
            for turn in itertools.count():
                if time.monotonic() >= until:
                    return
                self.save(("TL", "KS", "SL")[turn % 3], str(self.number + 1 + turn * 50), seen)
        finally:
            connection.close()

    def save(self, criterion: str, figure: str, seen: Counter[str]) -> None:
        """As the form does: where somebody else was faster, look at their value and keep one's own."""
        inputs = {"TL": {"a": figure, "b": "1000000"}, "KS": {"total": figure, "n": figure}, "SL": {"n": figure}}
        value = Value(inputs[criterion])
        while True:
            try:
                answer = save_answer(
                    submission=self.submission, criterion=criterion, value=value, seen=seen[criterion],
                    actor=self.person, at=AT,
                )  # fmt: skip
            except Conflict as conflict:
                self.conflicts += 1
                seen[criterion] = conflict.stored.version
                continue
            seen[criterion] = answer.version
            self.saved.append((criterion, answer.version, answer.claimed))
            return


def officers(people: People) -> Iterator[Officer]:
    agencies = [make_agency(f"xa-{number}", f"Xã số {number}", "xa", people.block) for number in range(AGENCIES)]
    round = opened(people)
    for number, agency in enumerate(agencies):
        submission = Submission.objects.select_related("round", "agency", "set_version").get(round=round, agency=agency)
        for each in range(OFFICERS_EACH):
            place = number * OFFICERS_EACH + each
            yield Officer(
                make_person(f"can-bo-{place}", f"Cán bộ {place}", (RoleName.OFFICER, agency)), submission, place
            )


def test_no_answer_is_lost_or_doubled() -> None:
    team = list(officers(make_people()))
    began = LogEntry.objects.count()
    until = time.monotonic() + SECONDS
    with ThreadPoolExecutor(len(team)) as pool:
        for working in [pool.submit(officer.work, until) for officer in team]:
            working.result()
    saved = {
        (officer.submission.pk, criterion, version, text)
        for officer in team
        for criterion, version, text in officer.saved
    }
    assert len(saved) == sum(len(officer.saved) for officer in team)
    versions = Counter((submission, criterion) for submission, criterion, _version, _text in saved)
    rows = {(row.submission_id, row.criterion): row for row in Answer.objects.all()}
    assert {place: row.version for place, row in rows.items()} == versions
    for (submission, criterion), row in rows.items():
        assert (submission, criterion, row.version, row.claimed) in saved
    assert LogEntry.objects.count() - began == len(saved)
    assert all(officer.saved for officer in team)
    verdict = verify()
    assert (verdict.broken, verdict.count) == (None, LogEntry.objects.count())
    counted_again()


def counted_again() -> None:
    """The counters are those of the rows, although colleagues saved different criteria at the same time."""
    for submission in Submission.objects.filter(answers__isnull=False).distinct():
        claimed = submission.answers.filter(state=AnswerState.CLAIMED)
        assert submission.criteria_answered == claimed.count()
        assert submission.claimed_points == sum(answer.claimed_points or 0 for answer in claimed)


@pytest.mark.parametrize("same", [True, False])
def test_two_first_saves_end_in_one_answer(*, same: bool) -> None:
    people = make_people()
    submission = fresh(Submission.objects.get(round=opened(people), agency=people.agency))
    ready = threading.Barrier(2)

    def first(actor: Person, value: str) -> Answer | Conflict:
        try:
            ready.wait()
            return save(submission, "CK", actor, value=value)
        except Conflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        tried = [pool.submit(first, people.owner, "yes"), pool.submit(first, people.colleague, "yes" if same else "no")]
        ends = [one.result() for one in tried]
    assert Counter(type(end) for end in ends) == ({Answer: 2} if same else {Answer: 1, Conflict: 1})
    assert Answer.objects.get().version == 1
    assert LogEntry.objects.filter(act="save_answer").count() == 1
