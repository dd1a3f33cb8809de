"""The departments' round of this year: past its deadline and in verification, two reviewers for every criterion.

most    looked at once or twice by now          some    changed or asked about, some of those explained
two     closed                                   a few   not handed in at all
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from thuocdo.web.accounts.models import Person
from thuocdo.web.demo.cast import REVIEWER, SECOND_REVIEWER, person_of
from thuocdo.web.demo.crews import head_of
from thuocdo.web.demo.last_year import marks_of
from thuocdo.web.demo.reviewing import Reviewer, accept_again, accept_rest, assign, explain, look_at
from thuocdo.web.demo.running import submissions_of
from thuocdo.web.review.close_submission import close_submission
from thuocdo.web.review.enter_marks import enter_marks
from thuocdo.web.rounds.close_round import close_round
from thuocdo.web.rounds.models import Round, SubmissionState

CLOSED: Final = 2  # submissions that are done with
ODD: Final = (1, 3, 2)  # how many criteria are out of line in those after them
UNTOUCHED: Final = 2  # submissions that nobody has looked at yet


def verify(round: Round, *, manager: Person, at: datetime) -> None:
    """Close self-assessment and verify as far as reviewers would have come in the days since."""
    first, second = Reviewer(person_of(REVIEWER)), Reviewer(person_of(SECOND_REVIEWER))
    assign(round, (first, second), manager=manager, at=round.opens)
    began = at - timedelta(days=5)
    close_round(round=round, actor=manager, at=began)
    handed_in = [each for each in submissions_of(round) if each.state == SubmissionState.SUBMITTED]
    done, others = handed_in[:CLOSED], handed_in[CLOSED:-UNTOUCHED]
    accept_rest(done, first, at=began)
    accept_again(done, second, at=began + timedelta(hours=3))
    for submission in done:
        close_submission(submission=submission, actor=first.person, at=began + timedelta(days=1))
    for place, submission in enumerate(others):
        looks, looks_again = (first, second) if place % 2 == 0 else (second, first)
        look_at(submission, looks, odd=ODD[place % len(ODD)], at=began + timedelta(days=1))
        accept_rest([submission], looks, at=began + timedelta(days=1))
        if place % 3 == 0:
            accept_again([submission], looks_again, at=began + timedelta(days=2))
        if place % 3 == 1:
            explain(submission, head_of(submission, manager=manager, at=round.opens), at=at - timedelta(hours=20))
    enter_marks(round=round, marks=marks_of(done), origin="", actor=manager, at=at - timedelta(hours=3))
