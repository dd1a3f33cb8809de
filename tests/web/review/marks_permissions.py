"""Who reads and enters the organiser's own criteria: its people read, its managers enter."""

from tests.people import People
from tests.web.permissions import Row, Visit, only
from tests.web.review.reviewed import under_review

ORGANISERS = ("manager", "reviewer", "council", "approver", "auditor")


def of_round(people: People) -> Visit:
    return Visit({"slug": under_review(people).round.slug})


def of_criterion(people: People) -> Visit:
    return Visit({"slug": under_review(people).round.slug, "block": people.block.slug, "id": "TC"})


def a_template(people: People) -> Visit:
    return Visit({"slug": under_review(people).round.slug, "form": "csv"})


MARKS_ROWS = [
    Row("marks:marks", only(*ORGANISERS), given=of_round),
    Row("marks:criterion", only(*ORGANISERS), given=of_criterion),
    Row("marks:criterion", only("manager", status=302), method="POST", given=of_criterion),
    Row("marks:import", only("manager"), given=of_round),
    Row("marks:import", only("manager", status=422), method="POST", given=of_round),
    Row("marks:template", only("manager"), given=a_template),
]
