"""Who reads results before they are published: the organiser's people. Only its managers have them computed."""

from tests.people import People
from tests.web.approval.computed import closed, computed
from tests.web.permissions import Row, Visit, only
from tests.web.review.marks_permissions import MARKS_ROWS
from tests.web.submissions.sheets import AT, criteria_set
from thuocdo.web.jobs.ask import ask
from thuocdo.web.results.computing import compute

ORGANISERS = ("manager", "reviewer", "council", "approver", "auditor")


def of_closed(people: People) -> Visit:
    return Visit({"slug": closed(people).round.slug})


def of_computed(people: People) -> Visit:
    return Visit({"slug": computed(people).round.slug})


def with_a_job(people: People) -> Visit:
    round = closed(people).round
    job = ask(compute, asked_by=people.manager.email, at=AT, round=round.pk, person=people.manager.pk)
    return Visit({"slug": round.slug, "pk": job.pk})


def standings(people: People) -> Visit:
    round = computed(people).round
    return Visit({"slug": round.slug, "number": 1, "block": people.block.slug, "node": criteria_set().id})


def table(people: People) -> Visit:
    return Visit({**standings(people).kwargs, "form": "csv"})


ROWS = [
    Row("results:results", only(*ORGANISERS), given=of_computed),
    Row("results:compute", only("manager", status=302), method="POST", given=of_closed),
    Row("results:job", only(*ORGANISERS), given=with_a_job),
    Row("results:standings", only(*ORGANISERS), given=standings),
    Row("results:export", only(*ORGANISERS), given=table),
    Row("results:gaps_criteria", only(*ORGANISERS), given=of_computed),
    Row("results:gaps_agencies", only(*ORGANISERS), given=of_computed),
    Row("results:gaps_reviewers", only(*ORGANISERS), given=of_computed),
    *MARKS_ROWS,
]
