"""Who may prepare, open, close, extend and exclude: managers of the organiser."""

from tests.people import People
from tests.web.permissions import Row, Visit, only
from tests.web.results.published import opened_round, prepared_round

ORGANISERS = ("manager", "reviewer", "council", "approver", "auditor")


def prepared(people: People) -> Visit:
    return Visit({"slug": prepared_round(people).slug})


def opened(people: People) -> Visit:
    return Visit({"slug": opened_round(people).slug})


def of_agency(people: People) -> Visit:
    return Visit({"slug": opened_round(people).slug, "code": people.agency.code})


ROWS = [
    Row("rounds:rounds", only(*ORGANISERS)),
    Row("rounds:prepare", only("manager")),
    Row("rounds:prepare", only("manager", status=422), method="POST"),
    Row("rounds:open", only("manager", status=302), method="POST", given=prepared),
    Row("rounds:close", only("manager", status=302), method="POST", given=opened),
    Row("rounds:extend", only("manager"), given=of_agency),
    Row("rounds:extend", only("manager", status=422), method="POST", given=of_agency),
    Row("rounds:exclude", only("manager"), given=of_agency),
    Row("rounds:exclude", only("manager", status=422), method="POST", given=of_agency),
]
