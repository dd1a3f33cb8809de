"""Who may prepare, change, open, close, assign, extend, exclude, include and correct: managers of the organiser; its people see who verifies what."""

from tests.people import People
from tests.web.permissions import Row, Visit, only
from tests.web.results.published import AT, opened_round, prepared_round
from thuocdo.web.rounds.assign_reviewer import assign_reviewer

ORGANISERS = ("manager", "reviewer", "council", "approver", "auditor")


def prepared(people: People) -> Visit:
    return Visit({"slug": prepared_round(people).slug})


def opened(people: People) -> Visit:
    return Visit({"slug": opened_round(people).slug})


def of_agency(people: People) -> Visit:
    return Visit({"slug": opened_round(people).slug, "code": people.agency.code})


def of_an_agency(people: People) -> Visit:
    return Visit({"code": people.agency.code})


def with_a_rule(people: People) -> Visit:
    round = opened_round(people)
    rule = assign_reviewer(
        round=round, reviewer=people.reviewer, node="", block=None, agencies=(), actor=people.manager, at=AT
    )
    return Visit({"slug": round.slug, "pk": rule.pk})


ROWS = [
    Row("rounds:rounds", only(*ORGANISERS)),
    Row("rounds:prepare", only("manager")),
    Row("rounds:prepare", only("manager", status=422), method="POST"),
    Row("rounds:change", only("manager"), given=prepared),
    Row("rounds:change", only("manager", status=422), method="POST", given=prepared),
    Row("rounds:open", only("manager"), given=prepared),
    Row("rounds:open", only("manager", status=422), method="POST", given=prepared),
    Row("rounds:close", only("manager"), given=opened),
    Row("rounds:close", only("manager", status=302), method="POST", given=opened),
    Row("rounds:assignments", only(*ORGANISERS), given=prepared),
    Row("rounds:assign", only("manager"), given=prepared),
    Row("rounds:assign", only("manager", status=422), method="POST", given=prepared),
    Row("rounds:end_assignment", only("manager"), given=with_a_rule),
    Row("rounds:end_assignment", only("manager", status=302), method="POST", given=with_a_rule),
    Row("rounds:extend", only("manager"), given=of_agency),
    Row("rounds:extend", only("manager", status=422), method="POST", given=of_agency),
    Row("rounds:exclude", only("manager"), given=of_agency),
    Row("rounds:exclude", only("manager", status=422), method="POST", given=of_agency),
    Row("rounds:include", only("manager"), given=of_agency),
    Row("rounds:include", only("manager", status=422), method="POST", given=of_agency),
    Row("rounds:correct_agency", only("manager"), given=of_an_agency),
    Row("rounds:correct_agency", only("manager", status=422), method="POST", given=of_an_agency),
]
