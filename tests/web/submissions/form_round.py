"""Rounds that run by the clock of the machine, for pages: their deadline lies nine days ahead, so that nothing is late."""

from datetime import datetime, timedelta

from django.utils import timezone

from tests.people import People
from tests.web.submissions.sheets import fill_in, imported, opened, submission_of
from thuocdo import library
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.submissions.hand_over import hand_over
from thuocdo.web.submissions.submit import submit

SET, GROUP = "moi-cach-tinh", "A"


def running(people: People, version: SetVersion | None = None) -> Submission:
    """The submission of `people.agency` in a round that is open now."""
    return on_time(people, opened(people, version))


def on_time(people: People, round: Round) -> Submission:
    """The same for a round that was opened."""
    now = timezone.now()
    set_calendar(round, now - timedelta(days=20), now + timedelta(days=9))
    return submission_of(people, round)


def set_calendar(round: Round, opens: datetime, submit_before: datetime) -> None:
    Round.objects.filter(pk=round.pk).update(
        opens=opens,
        submit_before=submit_before,
        explain_before=submit_before + timedelta(days=9),
        settle_before=submit_before + timedelta(days=19),
    )


def library_round(people: People, set_id: str = "mau-2026-xa") -> Submission:
    """A round by a set of the library, as the demonstration has it."""
    path = library.path_of(set_id)
    assert path is not None
    return running(people, imported(people, path.read_text(encoding="utf-8"), set_id))


def with_head(people: People) -> Submission:
    """All answered and handed over."""
    submission = running(people)
    fill_in(submission, people.owner)
    return hand_over(submission=submission, note="Xin duyệt", actor=people.owner, at=timezone.now())


def submitted(people: People) -> Submission:
    """Handed over and submitted: there is one receipt."""
    submission = with_head(people)
    submit(submission=submission, actor=people.head, at=timezone.now())
    return submission
