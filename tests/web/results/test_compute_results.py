"""From what was verified to a result: what counts, who is refused, what stands in it."""

import io
import json
from decimal import Decimal

import polars as pl
import pytest
from pytest_django import DjangoAssertNumQueries

from tests.people import NAMES, People
from tests.web.approval.computed import closed, computed
from tests.web.conftest import Log
from tests.web.review.reviewed import CHANGE, LATE, REVIEW, answer_of, explain, put_round, seen, under_review, verify
from tests.web.submissions.sheets import AT, criteria_set, fresh
from thuocdo.scoring.score import score
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.jobs.ask import ask
from thuocdo.web.jobs.models import Job
from thuocdo.web.jobs.perform import perform_job
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.results.computing import compute
from thuocdo.web.results.frame import frame_of
from thuocdo.web.results.models import Result, Standing
from thuocdo.web.results.refusals import NotComputable, StillOpen
from thuocdo.web.review.accept_answers import accept_answers
from thuocdo.web.review.begin_explaining import begin_explaining
from thuocdo.web.review.close_submission import close_submission
from thuocdo.web.review.decision import Decision
from thuocdo.web.review.models import Finding, Outcome, Reason
from thuocdo.web.review.settle_finding import settle_finding
from thuocdo.web.review.void_report import void_report
from thuocdo.web.rounds.exclude_agency import exclude_agency
from thuocdo.web.rounds.models import RoundState, Submission
from thuocdo.web.submissions.value import Value

pytestmark = pytest.mark.django_db


def row(submission: Submission, code: str) -> dict[str, str | None]:
    frame = frame_of(submission.round, submission.set_version).frame
    return frame.row(by_predicate=pl.col("code") == code, named=True)


def test_verified_figures_count_and_drafts_do_not(people: People) -> None:
    submission = closed(people)
    there = row(submission, people.agency.code)
    assert (there["TL:a"], there["TL:b"], there["CK"], there["LC"], there["DM"]) == (
        "38",
        "41",
        "yes",
        "pct",
        "quet;camera",
    )
    assert (there["CT:target"], there["KS:total"], there["CD"], there["TC"]) == ("100", "40", "7.25", "9")
    absent = row(submission, people.other.code)
    assert {name for name, value in absent.items() if value is not None} == {"agency", "code", "block"}


def test_what_was_settled_counts_before_what_was_verified(people: People) -> None:
    submission = under_review(people)
    verify(submission, "TL", people.reviewer, CHANGE)
    verify(submission, "CK", people.reviewer, Decision(Outcome.NOT_APPLICABLE, reason=Reason.OFFICIAL))
    void = Decision(Outcome.VOID, cause="no_evidence", reason=Reason.NO_EVIDENCE)
    verify(submission, "CD", people.reviewer, void)
    assert row(submission, people.agency.code)["TL:a"] == "36"
    begin_explaining(round=submission.round, actor=people.manager, at=REVIEW)
    finding = Finding.objects.get(answer__criterion="TL")
    explain(finding, people.owner, "Đã mua thêm")
    settled = Decision(Outcome.CHANGED, Value({"a": "37", "b": "41"}), reason=Reason.DIFFERENT)
    settle_finding(
        finding=finding,
        decision=settled,
        text="Theo biên bản",
        seen=answer_of(submission, "TL").version,
        actor=people.reviewer,
        at=REVIEW,
    )
    there = row(submission, people.agency.code)
    assert (there["TL:a"], there["CK:state"], there["CD:state"], there["CD"]) == (
        "37",
        "na",
        "void:no_evidence",
        "7.25",
    )
    assert "CK" not in there


def test_the_result_is_that_of_the_verified_table(people: People, log: Log) -> None:
    submission = closed(people)
    with log.one("compute_results") as entries:
        [result] = compute_results(round=submission.round, actor=people.manager, at=LATE)
    table = frame_of(submission.round, submission.set_version)
    scored = score(criteria_set(), table)
    assert (result.input_digest, result.result_digest) == (scored.input_digest, scored.result_digest)
    assert json.loads(entries[0].text)["after"]["results"][0]["result"] == scored.result_digest
    points = scored.node(criteria_set().id)["points"].to_list()
    standing = Standing.objects.get(result=result, submission=submission, node=criteria_set().id)
    assert standing.points is not None
    assert Decimal(standing.points).scaleb(-2) in points
    assert standing.points == fresh(submission).verified_points
    assert fresh(submission).round.state == RoundState.COMPUTED
    kept = pl.read_csv(io.StringIO(result.data), infer_schema=False)
    assert score(criteria_set(), kept).result_digest == scored.result_digest


def test_the_other_who_never_submitted_has_no_rank(people: People) -> None:
    submission = computed(people)
    standing = Standing.objects.exclude(submission=submission).get(node=criteria_set().id)
    assert (standing.points, standing.rank, standing.state) == (None, None, "missing")


def test_the_excluded_and_the_void_stand_with_their_reason(people: People) -> None:
    submission = closed(people)
    other = Submission.objects.get(round=submission.round, agency=people.other)
    exclude_agency(submission=other, reason="Mới thành lập", actor=people.manager, at=REVIEW)
    void_report(submission=submission, cause="late", reason="Nộp trễ", actor=people.manager, at=REVIEW)
    compute_results(round=submission.round, actor=people.manager, at=LATE)
    found = dict(Standing.objects.filter(node=criteria_set().id).values_list("submission__agency__code", "state"))
    assert found == {people.agency.code: "void:late", people.other.code: "excluded"}
    assert row(submission, people.other.code)["reason"] == "Mới thành lập"


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"nobody", "manager"}])
def test_only_the_manager_computes(people: People, log: Log, name: str) -> None:
    submission, person = closed(people), people.named(name)
    assert person is not None
    with log.none(), pytest.raises(NotAllowed):
        compute_results(round=submission.round, actor=person, at=LATE)


def test_everything_handed_in_must_be_closed(people: People, log: Log) -> None:
    submission = under_review(people)
    with log.none(), pytest.raises(StillOpen) as refused:
        compute_results(round=submission.round, actor=people.manager, at=LATE)
    assert refused.value.left == ("Phường Xuân Hương - Đà Lạt",)
    accept_answers(round=submission.round, seen=seen(submission), actor=people.reviewer, at=REVIEW)
    close_submission(submission=submission, actor=people.reviewer, at=REVIEW)
    compute_results(round=submission.round, actor=people.manager, at=LATE)


@pytest.mark.parametrize("state", ["prepared", "open", "with_approver", "approved", "published"])
def test_results_are_computed_in_their_time(people: People, log: Log, state: str) -> None:
    submission = put_round(closed(people), RoundState(state))
    with log.none(), pytest.raises(NotComputable):
        compute_results(round=submission.round, actor=people.manager, at=LATE)


def test_computing_again_makes_a_new_result_and_keeps_the_old(people: People) -> None:
    submission = computed(people)
    compute_results(round=submission.round, actor=people.manager, at=LATE)
    assert list(Result.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert len(set(Result.objects.values_list("result_digest", flat=True))) == 1


def test_the_job_says_what_stops_it(people: People) -> None:
    submission = under_review(people)
    job = ask(compute, asked_by=people.manager.email, at=AT, round=submission.round_id, person=people.manager.pk)
    perform_job(job.pk, worker="w")
    assert Job.objects.get(pk=job.pk).message.startswith("Còn 1 phiếu chưa thẩm định xong")
    accept_answers(round=submission.round, seen=seen(submission), actor=people.reviewer, at=REVIEW)
    close_submission(submission=submission, actor=people.reviewer, at=REVIEW)
    perform_job(job.pk, worker="w")
    assert Job.objects.get(pk=job.pk).result == {"results": 1, "standings": 2}


def test_a_table_takes_the_same_queries_whatever_its_size(
    people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    submission = closed(people)
    with django_assert_max_num_queries(3):
        frame_of(submission.round, submission.set_version)
