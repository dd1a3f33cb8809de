"""The limits of levels on the ruler of an agency to which not everything applies: percents are of what it can reach."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from tests.people import People
from tests.web.conftest import Clients
from tests.web.review.reviewed import LATE, REVIEW, seen, under_review, verify
from tests.web.submissions.sheets import criteria_set, fresh, opened
from thuocdo.web.approval.approve_results import approve_results
from thuocdo.web.approval.contents import newest_digest
from thuocdo.web.approval.submit_for_approval import submit_for_approval
from thuocdo.web.publication.agency_shown import agency_shown
from thuocdo.web.publication.cards import card_of_agency, card_of_notice
from thuocdo.web.publication.models import Publication
from thuocdo.web.publication.notice_page import notice_told
from thuocdo.web.publication.plan import PublicationPlan
from thuocdo.web.publication.publish_results import publish_results
from thuocdo.web.publication.version import Asked
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.results.standing_list import limits_of
from thuocdo.web.review.accept_answers import accept_answers
from thuocdo.web.review.close_submission import close_submission
from thuocdo.web.review.decision import Decision
from thuocdo.web.review.enter_marks import Mark, enter_marks
from thuocdo.web.review.models import Outcome, Reason
from thuocdo.web.submissions.value import Value

pytestmark = pytest.mark.django_db
SET = "moi-cach-tinh"
# Of 90 the levels begin at 72 and 45; without «Cam kết» 80 remain, so 64 and 40.
WITHOUT = [("Tốt", Decimal(64)), ("Khá", Decimal(40))]


def published(people: People) -> Publication:
    """`people.agency` has points out of 80: one criterion does not apply to it."""
    submission = under_review(people)
    verify(submission, "CK", people.reviewer, Decision(Outcome.NOT_APPLICABLE, reason=Reason.OFFICIAL))
    rest = [id for id in criteria_set().nodes() if id != "CK"]
    accept_answers(round=submission.round, seen=seen(submission, *rest), actor=people.reviewer, at=REVIEW)
    marks = [Mark(submission.pk, "TC", Value({"points": "9"}))]
    enter_marks(round=submission.round, marks=marks, origin="", actor=people.manager, at=REVIEW)
    close_submission(submission=fresh(submission), actor=people.reviewer, at=LATE)
    compute_results(round=submission.round, actor=people.manager, at=LATE)
    asked = submit_for_approval(
        round=submission.round,
        digest=newest_digest(submission.round),
        note="",
        actor=people.manager,
        at=LATE,
    )
    approve_results(
        round=asked.round, digest=asked.digest, decision="1/QĐ", dated=LATE.date(), actor=people.approver, at=LATE
    )
    made = publish_results(round=asked.round, plan=PublicationPlan(), actor=people.manager, at=LATE)
    Publication.objects.update(public_from=LATE, published_at=LATE)
    return made


def drawn(html: str) -> list[str]:
    """What stands under the rulers of a page."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", "".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL)))


def test_limits_are_of_what_the_agency_can_reach(people: People) -> None:
    made = published(people)
    found = agency_shown(Asked(made.round.slug, 1, "/"), people.agency.code)
    [(named, row)] = found.standings
    assert row is not None
    assert (row.points, row.available) == (5902, 8000)
    assert [(limit.name, limit.at) for limit in named.limits_for(row)] == WITHOUT
    assert [limit.at for limit in limits_of(named.node)] == [72, 45]
    [line] = card_of_agency(found).lines
    assert {"64", "40"} <= {label.text for label in line.labels}
    [result] = found.version.results
    [first] = card_of_notice(found.version, result, notice_told(found.version, result).notice).lines
    assert first.bands == line.bands


def test_every_page_draws_them(people: People, clients: Clients) -> None:
    made = published(people)
    front = f"/ket-qua/{made.round.slug}/"
    own = f"/dot-danh-gia/{made.round.slug}/ket-qua/1/{people.block.slug}/{SET}/"
    for page in (f"{front}{people.block.slug}/{SET}/", f"{front}don-vi/{people.agency.code}/", own):
        answer = clients("manager").get(page)
        assert "64" in drawn(answer.content.decode()), page
        assert "72" not in drawn(answer.content.decode()), page


def test_whoever_checks_themselves_sees_them_too(people: People) -> None:
    opened(people)
    figures = {"TL:a": "38", "TL:b": "41", "CK:na": "1", "LC:value": "pct", "DM:value": "quet", "SL:n": "3"}
    figures |= {"BT:value": "62,5", "KS:total": "40", "KS:n": "10", "CD:points": "7", "TC:points": "9"}
    figures |= {"CT:target": "100", "CT:actual": "80"}
    html = Client().post(f"/tu-kiem-tra/{SET}/1/", figures).content.decode()
    assert "64" in drawn(html)
    assert "72" not in drawn(html)
