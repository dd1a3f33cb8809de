"""Who sees what is put before the approver: the organiser's people. Each act has its own role."""

from tests.people import People
from tests.web.approval.computed import computed, waiting
from tests.web.permissions import Row, Visit, only
from thuocdo.web.approval.contents import newest_digest

ORGANISERS = ("manager", "reviewer", "council", "approver", "auditor")


def of_computed(people: People) -> Visit:
    return Visit({"slug": computed(people).round.slug})


def of_waiting(people: People) -> Visit:
    return Visit({"slug": waiting(people).round.slug})


def note(people: People) -> Visit:
    round = computed(people).round
    return Visit({"slug": round.slug}, {"digest": newest_digest(round), "note": "Tờ trình số 5"})


ROWS = [
    Row("approval:approval", only(*ORGANISERS), given=of_waiting),
    Row("approval:submit", only("manager"), given=of_computed),
    Row("approval:submit", only("manager"), method="POST", given=note),
    Row("approval:approve", only("approver"), given=of_waiting),
    Row("approval:approve", only("approver", status=422), method="POST", given=of_waiting),
    Row("approval:send_back", only("approver"), given=of_waiting),
    Row("approval:send_back", only("approver", status=422), method="POST", given=of_waiting),
    Row("approval:reopen", only("manager"), given=of_computed),
    Row("approval:reopen", only("manager", status=422), method="POST", given=of_computed),
]
