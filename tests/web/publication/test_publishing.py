"""Publishing what was approved, corrections as new versions, embargo, and the downloads that anybody can recompute."""

import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.people import NAMES, People
from tests.web.approval.computed import waiting
from tests.web.conftest import Log
from tests.web.results.published import figures, opened_round, published_round
from tests.web.review.reviewed import CHANGE, LATE, REVIEW
from tests.web.submissions.sheets import fresh
from thuocdo.reports.bundle.verify import verify as verify_bundle
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.approval.approve_results import approve_results
from thuocdo.web.approval.contents import newest_digest
from thuocdo.web.approval.models import Approval
from thuocdo.web.approval.reopen_round import reopen_round
from thuocdo.web.approval.submit_for_approval import submit_for_approval
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.audit.verify import Receipt, verify
from thuocdo.web.publication.bundles import bundle_of, make_bundles
from thuocdo.web.publication.keep_version import Basis
from thuocdo.web.publication.models import Publication
from thuocdo.web.publication.notice_page import notice_told
from thuocdo.web.publication.plan import PublicationPlan
from thuocdo.web.publication.publish_earlier import publish_earlier
from thuocdo.web.publication.publish_results import publish_results
from thuocdo.web.publication.published import may_preview, newest_public
from thuocdo.web.publication.refusals import EmbargoInThePast, NotApproved, NotBroughtIn, NoteMissing
from thuocdo.web.publication.version import Asked, version_of
from thuocdo.web.results.bring_in_result import bring_in_result
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.review.close_submission import close_submission
from thuocdo.web.review.decision import Decision
from thuocdo.web.review.models import Verification
from thuocdo.web.review.reopen_submission import reopen_submission
from thuocdo.web.review.undo_verification import undo_verification
from thuocdo.web.review.verify_answer import verify_answer
from thuocdo.web.rounds.models import Round, RoundState, Submission
from thuocdo.web.submissions.models import Answer

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 25)
NOW = PublicationPlan()


def approved(people: People, asked: Approval | None = None) -> Round:
    asked = asked or waiting(people)
    approve_results(
        round=asked.round, digest=asked.digest, decision="12/QĐ-UBND", dated=DAY, actor=people.approver, at=LATE
    )
    return Round.objects.get(pk=asked.round_id)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "nobody"])
def test_the_manager_publishes_exactly_what_was_approved(people: People, log: Log, name: str) -> None:
    asked, person = waiting(people), people.named(name)
    assert person is not None
    round = approved(people, asked)
    if name != "manager":
        with log.none(), pytest.raises(NotAllowed):
            publish_results(round=round, plan=NOW, actor=person, at=LATE)
        return
    with log.one("publish_results") as entries:
        made = publish_results(round=round, plan=NOW, actor=person, at=LATE)
    assert (made.version, made.decision, made.dated, made.changes) == (1, "12/QĐ-UBND", DAY, "")
    assert set(made.results.all()) == set(asked.results.all())
    assert verify(Receipt(made.log_number, made.log_hash)).broken is None
    assert made.log_number == entries[0].number
    round.refresh_from_db()
    assert round.state == RoundState.PUBLISHED
    with log.none(), pytest.raises(NotApproved):
        publish_results(round=round, plan=NOW, actor=person, at=LATE)


def test_nothing_is_published_before_it_is_approved(people: People, log: Log) -> None:
    asked = waiting(people)
    with log.none(), pytest.raises(NotApproved):
        publish_results(round=asked.round, plan=NOW, actor=people.manager, at=LATE)


def test_a_correction_is_a_new_version_with_its_difference(people: People, log: Log) -> None:
    round = approved(people)
    first = publish_results(round=round, plan=NOW, actor=people.manager, at=LATE)
    reopen_round(round=round, reason="Sót biên bản", actor=people.manager, at=LATE)
    submission = Submission.objects.get(round=round, agency=people.agency)
    reopen_submission(submission=submission, reason="Sót biên bản", actor=people.manager, at=LATE)
    answer = Answer.objects.get(submission=submission, criterion="TL")
    rows = Verification.objects.filter(answer=answer).values_list("pk", flat=True)
    undo_verification(round=round, verifications=list(rows), actor=people.reviewer, at=LATE)
    answer.refresh_from_db()
    decide(submission, answer, CHANGE, people)
    close_submission(submission=fresh(submission), actor=people.reviewer, at=LATE)
    compute_results(round=round, actor=people.manager, at=LATE)
    approved(
        people,
        submit_for_approval(round=round, digest=newest_digest(round), note="", actor=people.manager, at=LATE),
    )
    with log.none(), pytest.raises(NoteMissing):
        publish_results(round=round, plan=NOW, actor=people.manager, at=LATE)
    second = publish_results(
        round=round, plan=PublicationPlan(note="Sót biên bản kiểm kê"), actor=people.manager, at=LATE
    )
    changed = {(each["node"], each["what"]): (each["before"], each["after"]) for each in json.loads(second.changes)}
    assert changed["TL", "points"] == ("9.27", "8.78")
    assert second.version == 2
    assert Publication.objects.get(pk=first.pk).results.get().number == 1


def decide(submission: Submission, answer: Answer, decision: Decision, people: People) -> None:
    verify_answer(
        submission=submission,
        criterion=answer.criterion,
        decision=decision,
        seen=answer.version,
        actor=people.reviewer,
        at=LATE,
    )


def test_an_embargo_hides_a_version_from_all_but_those_named(people: People) -> None:
    round = approved(people)
    with pytest.raises(EmbargoInThePast):
        publish_results(round=round, plan=PublicationPlan(public_from=LATE), actor=people.manager, at=LATE)
    later = timezone.now() + timedelta(days=3)
    plan = PublicationPlan(public_from=later, previewers=(people.owner.pk,))
    made = publish_results(round=round, plan=plan, actor=people.manager, at=LATE)
    assert list(newest_public(timezone.now())) == []
    assert list(newest_public(later)) == [made]
    allowed = {
        name: may_preview(Holding.at(people.named(name), LATE), made)
        for name in NAMES
        if people.named(name) is not None
    }
    assert {name for name, may in allowed.items() if may} == {
        "owner",
        "manager",
        "reviewer",
        "council",
        "approver",
        "auditor",
    }
    assert Client().get(reverse("publication:round", kwargs={"slug": round.slug})).status_code == 404


def test_the_download_recomputes_to_what_was_published(people: People) -> None:
    round = approved(people)
    made = publish_results(round=round, plan=NOW, actor=people.manager, at=LATE)
    [bundle] = make_bundles(made, LATE)
    with bundle.file_opened() as file:
        verdict = verify_bundle(file.read())
    assert (verdict.agrees, verdict.differences) == (True, ())
    assert make_bundles(made, LATE) == [bundle]


@pytest.mark.parametrize("previous", [False, True])
def test_brought_in_results_have_a_download_too(people: People, *, previous: bool) -> None:
    round = opened_round(people)
    before = figures(people, agency="40", other="39,5") if previous else None
    kept = bring_in_result(
        of=round.blocks.get(), table=figures(people), previous=before, actor=people.manager, at=REVIEW
    )
    verdict = verify_bundle(bundle_of(kept))
    assert (verdict.agrees, verdict.differences) == (True, ())


@pytest.mark.parametrize("name", [name for name in NAMES if name != "nobody"])
def test_earlier_rounds_are_published_with_their_decision(people: People, log: Log, name: str) -> None:
    round, person = opened_round(people), people.named(name)
    assert person is not None
    basis = Basis("47/QĐ-UBND", date(2020, 1, 10), "Bài công bố")
    with log.none(), pytest.raises(NotBroughtIn if name == "manager" else NotAllowed):
        publish_earlier(round=round, basis=basis, actor=person, at=REVIEW)
    bring_in_result(of=round.blocks.get(), table=figures(people), previous=None, actor=people.manager, at=REVIEW)
    if name != "manager":
        with log.none(), pytest.raises(NotAllowed):
            publish_earlier(round=round, basis=basis, actor=person, at=REVIEW)
        return
    with log.none(), pytest.raises(NoteMissing):
        publish_earlier(round=round, basis=Basis(" ", date(2020, 1, 10)), actor=person, at=REVIEW)
    with log.one("publish_earlier"):
        made = publish_earlier(round=round, basis=basis, actor=person, at=REVIEW)
    assert (made.version, made.source) == (1, "Bài công bố")
    with log.none(), pytest.raises(NotBroughtIn):
        publish_earlier(round=round, basis=basis, actor=person, at=REVIEW)


def test_the_notice_names_blocks_as_people_do(people: People) -> None:
    round = approved(people)
    publish_results(round=round, plan=NOW, actor=people.manager, at=LATE)
    Publication.objects.update(public_from=LATE, published_at=LATE)
    version = version_of(Asked(round.slug, 1, "/"))
    [result] = version.results
    told = notice_told(version, result)
    assert {part.block for part in told.notice.parts} == {people.block.name}
    assert any(each.text.endswith(f"– {people.block.name}") for each in told.paragraphs)


def test_what_is_public_is_read_by_anybody(people: People) -> None:
    round = published_round(people)
    response = Client().get(reverse("publication:round", kwargs={"slug": round.slug}), follow=True)
    assert "Phường Xuân Hương - Đà Lạt" in response.content.decode()
