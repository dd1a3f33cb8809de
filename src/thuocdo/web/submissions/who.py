"""Who may do what with a submission, and why not: asked by acts and pages alike.

why_not_X(holding, submission, at) -> the refusal the act X would raise, or None if it may happen. A page shows a button where there
is none. `submission` comes with its round (select_related).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.rounds.deadline import is_late
from thuocdo.web.rounds.models import RoundState, Submission, SubmissionState
from thuocdo.web.rounds.refusals import NotOpen
from thuocdo.web.submissions.refusals import NotDrafting, NotEvaluated, NotSubmitted, NotWithHead, TooLate

if TYPE_CHECKING:
    from thuocdo.web.submissions.models import Answer, Evidence

OF_THE_AGENCY: Final = (RoleName.OFFICER, RoleName.HEAD)
OF_THE_ORGANISER: Final = (
    RoleName.MANAGER,
    RoleName.REVIEWER,
    RoleName.COUNCIL,
    RoleName.APPROVER,
    RoleName.AUDITOR,
)
EXPLAINABLE: Final = frozenset({RoundState.VERIFYING, RoundState.EXPLAINING})
HANDED_IN: Final = frozenset({SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW, SubmissionState.CLOSED})


def may_read(holding: Holding, submission: Submission) -> bool:
    """Whether somebody may read a submission: its own agency always, the organiser's people once it was submitted."""
    if holding.any_of(OF_THE_AGENCY, submission.agency_id):
        return True
    return submission.state in HANDED_IN and holding.any_of(OF_THE_ORGANISER, submission.round.organiser_id)


def why_not_fill(holding: Holding, submission: Submission, at: datetime) -> Refused | None:
    """Answers and evidence: officers and the head while it is drafted, the head alone while it is with the head."""
    refusal = _role(holding, submission, OF_THE_AGENCY) or _closed(submission, at)
    if refusal is not None or submission.state == SubmissionState.DRAFTING:
        return refusal
    if submission.state != SubmissionState.WITH_HEAD:
        return NotDrafting(_("Phiếu đã nộp nên không sửa được nữa. Thủ trưởng có thể rút về trước hạn nộp."))
    if holding.has(RoleName.HEAD, submission.agency_id):
        return None
    return NotDrafting(_("Phiếu đang chờ thủ trưởng duyệt. Muốn sửa tiếp, hãy đề nghị thủ trưởng trả lại."))


def why_not_prove(holding: Holding, submission: Submission, answer: Answer | None, at: datetime) -> Refused | None:
    """New evidence behind one criterion: whoever may fill it in; while the agency explains it, officers and the head."""
    refusal = why_not_fill(holding, submission, at)
    if refusal is None or answer is None or not (answer.explainable and _in_review(submission)):
        return refusal
    if (role := _role(holding, submission, OF_THE_AGENCY)) is not None:
        return role
    return TooLate(_("Đã hết hạn giải trình.")) if at >= submission.round.explain_before else None


def why_not_change_evidence(
    holding: Holding, evidence: Evidence, used: Collection[Answer | None], at: datetime
) -> Refused | None:
    """A document and its places: like filling in. While the agency explains, only what came after submitting, and only there.

    `evidence` comes with its submission and round; `used` are the answers it stands behind.
    """
    submission = evidence.submission
    refusal = why_not_fill(holding, submission, at)
    if refusal is None or not used or is_fixed(evidence):
        return refusal
    return next((why for answer in used if (why := why_not_prove(holding, submission, answer, at))), None)


def is_fixed(evidence: Evidence) -> bool:
    """Whether a document belongs to what was submitted: it stays as it is. It comes with its submission."""
    submission = evidence.submission
    at = submission.submitted_at
    return submission.state in HANDED_IN and at is not None and evidence.added_at <= at


def why_not_hand_over(holding: Holding, submission: Submission, at: datetime) -> Refused | None:
    """To the head: whoever fills it in, while it is drafted."""
    refusal = _role(holding, submission, OF_THE_AGENCY) or _closed(submission, at)
    if refusal is None and submission.state != SubmissionState.DRAFTING:
        return NotDrafting(_("Phiếu này đã được trình hoặc đã nộp."))
    return refusal


def why_not_send_back(holding: Holding, submission: Submission, at: datetime) -> Refused | None:
    """To the officers: the head, while it is with the head."""
    return _role(holding, submission, (RoleName.HEAD,)) or _closed(submission, at) or _not_with_head(submission)


def why_not_submit(holding: Holding, submission: Submission, at: datetime) -> Refused | None:
    """To the organiser: the head, while it is with the head."""
    return why_not_send_back(holding, submission, at)


def why_not_withdraw(holding: Holding, submission: Submission, at: datetime) -> Refused | None:
    """Back to drafting: the head, after submitting and before the deadline."""
    refusal = _role(holding, submission, (RoleName.HEAD,)) or _closed(submission, at)
    if refusal is None and submission.state != SubmissionState.SUBMITTED:
        return NotSubmitted(_("Chỉ rút được phiếu đã nộp mà chưa bắt đầu thẩm định."))
    return refusal


def _role(holding: Holding, submission: Submission, roles: Collection[RoleName]) -> Refused | None:
    if holding.any_of(roles, submission.agency_id):
        return None
    if RoleName.OFFICER in roles:
        return NotAllowed(_("Chỉ cán bộ đầu mối và thủ trưởng của đơn vị được làm việc này."))
    return NotAllowed(_("Chỉ thủ trưởng của đơn vị được làm việc này."))


def _closed(submission: Submission, at: datetime) -> Refused | None:
    """What stops everybody: not evaluated, the round is not open, or it is too late. An extension outlives the round's own time."""
    if submission.not_evaluated:
        return NotEvaluated(_("Đơn vị không được đánh giá trong đợt này nên không kê khai."))
    extended = submission.extended_until is not None and submission.round.state == RoundState.VERIFYING
    if submission.round.state != RoundState.OPEN and not extended:
        return NotOpen(_("Đợt đánh giá không nhận kê khai lúc này."))
    if is_late(submission, at):
        return TooLate(_("Đã hết hạn nộp nên phiếu được khóa."))
    return None


def _in_review(submission: Submission) -> bool:
    """Whether the agency can still be asked about what it handed in."""
    if submission.state not in {SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW}:
        return False
    return submission.round.state in EXPLAINABLE and not submission.not_evaluated


def _not_with_head(submission: Submission) -> Refused | None:
    if submission.state == SubmissionState.WITH_HEAD:
        return None
    return NotWithHead(_("Phiếu không ở bước chờ thủ trưởng duyệt."))
