"""Who may verify what, and why not: asked by acts and pages alike.

why_not_X(...) -> the refusal the act X would raise, or None if it may happen.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.review.models import Finding
from thuocdo.web.review.refusals import NotAssigned, NotExplainable, NotUnderReview, OwnAgency
from thuocdo.web.rounds.assigned import Coverage
from thuocdo.web.rounds.models import Round, RoundState, Submission, SubmissionState

UNDER_REVIEW = frozenset({RoundState.VERIFYING, RoundState.EXPLAINING})
REVIEWABLE = frozenset({SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW})


def is_own(holding: Holding, submission: Submission) -> bool:
    """Whether somebody has any role in the agency itself."""
    return submission.agency_id in holding.agencies and submission.agency_id != submission.round.organiser_id


def own_agencies(holding: Holding, organiser: int) -> frozenset[int]:
    """The agencies of which `why_own` says so, in a round of an organiser."""
    theirs = holding.any_of((RoleName.OFFICER, RoleName.HEAD), organiser)
    return frozenset(holding.agencies if theirs else holding.agencies - {organiser})


def why_not_review(holding: Holding, submission: Submission) -> Refused | None:
    """Anything at all in a submission, the criterion apart."""
    if not holding.has(RoleName.REVIEWER, submission.round.organiser_id):
        return NotAllowed(_("Chỉ người thẩm định của cơ quan chủ trì được làm việc này."))
    return why_own(holding, submission) or _not_under_review(submission)


def why_own(holding: Holding, submission: Submission) -> OwnAgency | None:
    """Nobody verifies an agency in which they have a role, nor looks at its verification before the agency is told."""
    if is_own(holding, submission) or holding.any_of((RoleName.OFFICER, RoleName.HEAD), submission.agency_id):
        return OwnAgency(_("Bạn có vai trò ở đơn vị này nên không thẩm định đơn vị này."))
    return None


def why_not_decide(holding: Holding, coverage: Coverage, submission: Submission, criterion: str) -> Refused | None:
    """A decision on one criterion of a submission."""
    refusal = why_not_review(holding, submission)
    if refusal is not None:
        return refusal
    if holding.person is None or not coverage.covers(holding.person.pk, submission, criterion):
        return NotAssigned(_("Tiêu chí này của đơn vị không được phân công cho bạn."))
    return None


def why_not_explain(holding: Holding, finding: Finding, at: datetime) -> Refused | None:
    """The agency's answer to a finding. `finding` comes with its answer, submission and round."""
    submission = finding.answer.submission
    if not holding.any_of((RoleName.OFFICER, RoleName.HEAD), submission.agency_id):
        return NotAllowed(_("Chỉ cán bộ đầu mối và thủ trưởng của đơn vị được giải trình."))
    if finding.settled_at is not None or not shown_to_agency(finding, submission.round):
        return NotExplainable(_("Mục này không chờ giải trình."))
    if _not_under_review(submission) is not None:
        return NotExplainable(_("Việc thẩm định của đơn vị đã xong nên không giải trình nữa."))
    if at >= submission.round.explain_before:
        return NotExplainable(_("Đã hết hạn giải trình."))
    return None


def shown_to_agency(finding: Finding, round: Round) -> bool:
    """Questions at once; what was changed when the organiser has asked all agencies to explain."""
    return finding.asked or round.state not in {RoundState.OPEN, RoundState.VERIFYING}


def must_be_under_review(submission: Submission) -> None:
    """Raise `NotUnderReview` where nothing is verified now."""
    if (refusal := _not_under_review(submission)) is not None:
        raise refusal


def _not_under_review(submission: Submission) -> Refused | None:
    if submission.round.state not in UNDER_REVIEW:
        return NotUnderReview(_("Đợt đánh giá không ở bước thẩm định."))
    if submission.not_evaluated:
        return NotUnderReview(_("Đơn vị không được đánh giá trong đợt này."))
    if submission.state not in REVIEWABLE:
        return NotUnderReview(_("Phiếu chưa nộp hoặc đã khép nên không thẩm định được."))
    return None
