"""Who sees the organiser's page of publishing: its people. Its managers publish."""

from datetime import date

from tests.people import People
from tests.web.approval.computed import waiting
from tests.web.permissions import Row, Visit, only
from tests.web.results.published import published_round
from tests.web.review.reviewed import LATE
from thuocdo.web.approval.approve_results import approve_results
from thuocdo.web.rounds.models import Round

ORGANISERS = ("manager", "reviewer", "council", "approver", "auditor")
DAY = date(2026, 4, 25)


def approved_round(people: People) -> Round:
    """A round whose results are approved and not published."""
    asked = waiting(people)
    approve_results(
        round=asked.round, digest=asked.digest, decision="12/QĐ-UBND", dated=DAY, actor=people.approver, at=LATE
    )
    return Round.objects.get(pk=asked.round_id)


def of_approved(people: People) -> Visit:
    return Visit({"slug": approved_round(people).slug})


def of_published(people: People) -> Visit:
    return Visit({"slug": published_round(people).slug, "version": 1})


DESK_ROWS = [
    Row("publishing:publishing", only(*ORGANISERS), given=of_approved),
    Row("publishing:publish", only("manager"), given=of_approved),
    Row("publishing:publish", only("manager", status=422), method="POST", given=of_approved),
    Row("publishing:downloads", only("manager", status=302), method="POST", given=of_published),
]
