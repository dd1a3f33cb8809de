"""The year before, from opening to a published result, so that the running round has earlier answers and every public page real content.

The figures are sample data; everything is done by the acts of the people named, at the times when it would have been done.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import timezone

from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Agency
from thuocdo.web.approval.approve_results import approve_results
from thuocdo.web.approval.contents import newest_digest
from thuocdo.web.approval.submit_for_approval import submit_for_approval
from thuocdo.web.demo.answers import SAMPLE, answer_of
from thuocdo.web.demo.cast import APPROVER, REVIEWER, SECOND_REVIEWER, person_of
from thuocdo.web.demo.crews import head_of
from thuocdo.web.demo.fill_in_bulk import Share, fill_in_bulk
from thuocdo.web.demo.lam_dong import COMMUNES_2025, DEPARTMENTS_2025, open_one
from thuocdo.web.demo.reviewing import Reviewer, accept_rest, assign, explain, look_at, settle
from thuocdo.web.demo.running import submissions_of
from thuocdo.web.demo.telling import Telling
from thuocdo.web.demo.units import province
from thuocdo.web.publication.bundles import make_bundles
from thuocdo.web.publication.plan import PublicationPlan
from thuocdo.web.publication.publish_results import publish_results
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.review.begin_explaining import begin_explaining
from thuocdo.web.review.close_submission import close_submission
from thuocdo.web.review.enter_marks import Mark, enter_marks
from thuocdo.web.review.models import Finding
from thuocdo.web.review.void_report import void_report
from thuocdo.web.rounds.close_round import close_round
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.hand_over import hand_over
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.submit import submit
from thuocdo.web.submissions.value import Value

HERE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
OPENED: Final = datetime(2025, 10, 1, 8, tzinfo=HERE)
NOT_EVALUATED: Final = f"Chưa đủ thời gian hoạt động sau sắp xếp để đánh giá ({SAMPLE})"
LATE: Final = f"Nộp báo cáo sau khi hết hạn ({SAMPLE})"
NOTE: Final = f"Kính trình phê duyệt kết quả đã thẩm định ({SAMPLE})."
DECISION: Final = f"00/QĐ-MH ({SAMPLE})"


def publish_communes(*, organiser: Agency, manager: Person, tell: Telling) -> Round:
    """The 124 communes: two are not evaluated, one was too late, all others have a result, which is published."""
    codes = sorted(unit.code for unit in province("lam-dong").units)
    left = {codes[place]: NOT_EVALUATED for place in (41, 97)}
    round = open_one(COMMUNES_2025, organiser=organiser, manager=manager, opened=OPENED, not_evaluated=left)
    reviewers = (Reviewer(person_of(REVIEWER), ("SS", "DT")), Reviewer(person_of(SECOND_REVIEWER), ("KQ",)))
    _carry_out(round, reviewers, odd_every=11, late=codes[68], manager=manager, tell=tell)
    decided = round.settle_before + timedelta(days=12)
    submit_for_approval(
        round=round, digest=newest_digest(round), note=NOTE, actor=manager, at=decided - timedelta(days=5)
    )
    approve_results(
        round=round,
        digest=round.approvals.get().digest,
        decision=DECISION,
        dated=timezone.localdate(decided),
        actor=person_of(APPROVER),
        at=decided,
    )
    published = decided + timedelta(days=3)
    make_bundles(publish_results(round=round, plan=PublicationPlan(), actor=manager, at=published), published)
    return round


def submit_departments(*, organiser: Agency, manager: Person, at: datetime, tell: Telling) -> Round:
    """The twelve departments, evaluated late in the year: computed, and waiting for the approver."""
    opened = at - timedelta(days=120)
    round = open_one(DEPARTMENTS_2025, organiser=organiser, manager=manager, opened=opened)
    reviewers = (
        Reviewer(person_of(REVIEWER), ("CD", "DL", "UD")),
        Reviewer(person_of(SECOND_REVIEWER), ("DVC", "AT")),
    )
    _carry_out(round, reviewers, odd_every=3, late="", manager=manager, tell=tell)
    submit_for_approval(round=round, digest=newest_digest(round), note=NOTE, actor=manager, at=at - timedelta(days=4))
    return round


def _carry_out(
    round: Round, reviewers: Sequence[Reviewer], *, odd_every: int, late: str, manager: Person, tell: Telling
) -> None:
    """From the agencies' figures to the computed result; one agency in `odd_every` has something changed or asked about."""
    hand_in(round, late=late, manager=manager, at=round.submit_before - timedelta(days=4), tell=tell)
    assign(round, reviewers, manager=manager, at=round.opens)
    looked = round.submit_before + timedelta(days=2)
    close_round(round=round, actor=manager, at=looked)
    if late:
        row = Submission.objects.get(round=round, agency__code=late)
        void_report(submission=row, cause="late", reason=LATE, actor=manager, at=looked)
    handed_in = [each for each in submissions_of(round) if each.agency.code != late]
    for place, submission in enumerate(handed_in):
        for number, reviewer in enumerate(reviewers):
            odd = 2 if (place + number) % odd_every == 0 else 0
            look_at(submission, reviewer, odd=odd, at=looked)
    for reviewer in reviewers:
        accept_rest(handed_in, reviewer, at=looked + timedelta(days=1))
    begin_explaining(round=round, actor=manager, at=round.explain_before - timedelta(days=9))
    _settle(round, handed_in, reviewers, manager)
    closed = round.settle_before - timedelta(days=2)
    enter_marks(round=round, marks=marks_of(handed_in), origin="", actor=manager, at=closed)
    for submission in handed_in:
        close_submission(submission=submission, actor=manager, at=closed)
    compute_results(round=round, actor=manager, at=round.settle_before)


def hand_in(round: Round, *, late: str, manager: Person, at: datetime, tell: Telling) -> None:
    """Every agency fills in all of it and submits; one is too late."""
    submissions = submissions_of(round)
    heads = {each.pk: head_of(each, manager=manager, at=round.opens) for each in submissions}
    shares = [Share(each, len(sheet_of(each).asked), heads[each.pk], at) for each in submissions]
    fill_in_bulk(round=round, shares=shares, done=tell.done, actor=manager, at=at)
    for submission in submissions:
        if submission.agency.code == late:
            continue
        head = heads[submission.pk]
        hand_over(submission=submission, note="", actor=head, at=at + timedelta(minutes=20))
        submit(submission=submission, actor=head, at=at + timedelta(hours=1))


def _settle(round: Round, submissions: Sequence[Submission], reviewers: Sequence[Reviewer], manager: Person) -> None:
    explained, settled = round.explain_before - timedelta(days=2), round.explain_before + timedelta(days=4)
    asked = set(Finding.objects.filter(answer__submission__round=round).values_list("answer__submission_id", flat=True))
    for submission in submissions:
        if submission.pk in asked:
            head = head_of(submission, manager=manager, at=round.opens)
            explain(submission, head, at=explained)
            for reviewer in reviewers:
                settle(submission, reviewer, at=settled)


def marks_of(submissions: Sequence[Submission]) -> list[Mark]:
    """What the organiser enters: survey means, leaders' ratings, deductions."""
    found = []
    for submission in submissions:
        sheet = sheet_of(submission)
        for id in sheet.criteria.keys() - sheet.asked.keys():
            value = answer_of(sheet, submission.agency.code, id, submission.round.year)
            found.append(Mark(submission.pk, id, Value(value.inputs)))
    return found
