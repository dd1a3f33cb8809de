"""A correction tells only what everybody may read, and what was published before it stays as it was."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.people import People
from tests.web.approval.computed import waiting
from tests.web.conftest import Clients
from tests.web.review.reviewed import LATE
from thuocdo.web.approval.approve_results import approve_results
from thuocdo.web.approval.contents import newest_digest
from thuocdo.web.approval.models import Approval
from thuocdo.web.approval.reopen_round import reopen_round
from thuocdo.web.approval.submit_for_approval import submit_for_approval
from thuocdo.web.publication.models import Publication
from thuocdo.web.publication.plan import PublicationPlan
from thuocdo.web.publication.publish_results import publish_results
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.results.models import Result
from thuocdo.web.review.enter_marks import Mark, enter_marks
from thuocdo.web.rounds.correct_agency import correct_agency, entered
from thuocdo.web.rounds.exclude_agency import exclude_agency
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.value import Value

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def approved(people: People, asked: Approval) -> Round:
    approve_results(
        round=asked.round, digest=asked.digest, decision="12/QĐ-UBND", dated=LATE.date(), actor=people.approver, at=LATE
    )
    return Round.objects.get(pk=asked.round_id)


def published(people: People, public_from: datetime | None = None) -> Publication:
    round = approved(people, waiting(people))
    return publish_results(round=round, plan=PublicationPlan(public_from=public_from), actor=people.manager, at=LATE)


def reopened(people: People) -> Round:
    """A round that was published, taken up again; the organiser's mark is another."""
    round = Round.objects.get()
    reopen_round(round=round, reason="Chấm nhầm", actor=people.manager, at=LATE)
    row = Submission.objects.get(round=round, agency=people.agency)
    marks = [Mark(row.pk, "TC", Value({"points": "2"}))]
    enter_marks(round=round, marks=marks, origin="", actor=people.manager, at=LATE)
    return round


def approved_again(people: People) -> Round:
    """The same, approved once more."""
    round = reopened(people)
    compute_results(round=round, actor=people.manager, at=LATE)
    return approved(
        people,
        submit_for_approval(round=round, digest=newest_digest(round), note="", actor=people.manager, at=LATE),
    )


@pytest.mark.parametrize("first, second, told", [(9, 0, False), (9, 8, False), (9, 9, True), (0, 9, True)])
def test_what_changed_is_told_of_versions_that_are_public_by_then(
    people: People, first: int, second: int, *, told: bool
) -> None:
    published(people, LATE + first * DAY if first else None)
    round = approved_again(people)
    plan = PublicationPlan(note="Chấm nhầm", public_from=LATE + second * DAY if second else None)
    made = publish_results(round=round, plan=plan, actor=people.manager, at=LATE)
    found = {(each["node"], each["what"]) for each in json.loads(made.changes or "[]")}
    assert (("TC", "points") in found, bool(made.changes)) == (told, told)


def test_the_manager_reads_that_there_is_no_list(people: People, clients: Clients) -> None:
    published(people)
    round = approved_again(people)
    address = f"/dot-danh-gia/{round.slug}/cong-bo/moi/"
    typed = {"note": "Chấm nhầm", "public_figures": "co"}
    told, untold = "con số khác bản trước", "không kèm danh sách thay đổi"
    html = clients("manager").post(address, typed).content.decode()
    assert (told in html, untold in html) == (True, False)
    Publication.objects.update(public_from=LATE + 10_000 * DAY)
    html = clients("manager").post(address, typed).content.decode()
    assert (told in html, untold in html) == (False, True)


def test_what_was_published_stays_while_the_round_is_taken_up_again(people: People, clients: Clients) -> None:
    version = published(people)
    Publication.objects.update(public_from=LATE, published_at=LATE)
    front = f"/ket-qua/{version.round.slug}/phien-ban/1/"
    block = f"{front}{people.block.slug}/moi-cach-tinh"
    pages = [f"{block}.csv", f"{block}/", f"{front}don-vi/{people.agency.code}/", f"{front}don-vi/{people.other.code}/"]
    before = [clients("nobody").get(page).content.decode() for page in pages]
    assert "không nộp phiếu tự đánh giá" in before[0]
    assert "Phường Xuân Hương - Đà Lạt" in before[2]
    round = reopened(people)
    wrong, unapproved = "Phường Xuân Hương", "Chưa ai duyệt điều này"
    to = replace(entered(people.agency), name=wrong)
    manager = people.manager
    correct_agency(agency=people.agency, to=to, reason="Sai", organiser=people.organiser, actor=manager, at=LATE)
    for row in Submission.objects.filter(round=round):
        exclude_agency(submission=row, reason=unapproved, actor=manager, at=LATE)
    assert set(Submission.objects.values_list("not_evaluated", flat=True)) == {unapproved}
    assert Submission.objects.get(agency=people.agency).name == wrong
    after = [clients("nobody").get(page).content.decode() for page in pages]
    assert after == before
    compute_results(round=round, actor=people.manager, at=LATE)
    assert set(Result.objects.latest("number").standings.values_list("not_evaluated", flat=True)) == {unapproved}
