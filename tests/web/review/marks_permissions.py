"""Who reads and enters the organiser's own criteria: its people read, its managers enter."""

from tests.people import People
from tests.web.permissions import Row, Visit, only
from tests.web.review.reviewed import REVIEW, under_review
from thuocdo.web.jobs.ask import ask
from thuocdo.web.review.marks_entering import enter

ORGANISERS = ("manager", "reviewer", "council", "approver", "auditor")


def of_round(people: People) -> Visit:
    return Visit({"slug": under_review(people).round.slug})


def of_criterion(people: People) -> Visit:
    return Visit({"slug": under_review(people).round.slug, "block": people.block.slug, "id": "TC"})


def a_template(people: People) -> Visit:
    return Visit({"slug": under_review(people).round.slug, "form": "csv"})


def a_job(people: People) -> Visit:
    """Asked for by somebody who was a manager then."""
    round, asker = under_review(people).round, people.auditor
    told = {"round": round.pk, "person": asker.pk, "table": "", "language": "vi"}
    return Visit({"slug": round.slug, "pk": ask(enter, asked_by=asker.email, at=REVIEW, **told).pk})


MARKS_ROWS = [
    Row("marks:marks", only(*ORGANISERS), given=of_round),
    Row("marks:criterion", only(*ORGANISERS), given=of_criterion),
    Row("marks:criterion", only("manager", status=302), method="POST", given=of_criterion),
    Row("marks:import", only("manager"), given=of_round),
    Row("marks:import", only("manager", status=422), method="POST", given=of_round),
    Row("marks:job", only("manager", "auditor"), given=a_job),
    Row("marks:template", only("manager"), given=a_template),
]
