"""Whose hands a submission is in, said at the top of its pages: with the last note, and the way to the next step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.web.rounds.deadline import is_late
from thuocdo.web.rounds.models import SubmissionState
from thuocdo.web.submissions.models import Step, StepKind
from thuocdo.web.ui import written

if TYPE_CHECKING:
    from thuocdo.web.submissions.opened import Opened


@dataclass(frozen=True, slots=True)
class Standing:
    """A notice: its tone, its sentence, the note that came with the last step, and a link to what comes next."""

    tone: str
    words: str
    note: str = ""
    url: str = ""
    action: str = ""


def standing_of(opened: Opened) -> Standing | None:
    """What has to be said of a submission; nothing while it is simply being filled in."""
    submission = opened.submission
    if submission.not_evaluated:
        return Standing(
            "info", _("Đơn vị không được đánh giá trong đợt này: %(why)s") % {"why": submission.not_evaluated}
        )
    match submission.state:
        case SubmissionState.DRAFTING:
            return _drafting(opened)
        case SubmissionState.WITH_HEAD:
            return _with_head(opened)
        case SubmissionState.SUBMITTED:
            return _submitted(opened)
        case _:
            return _in_review(opened)


def last_step(opened: Opened) -> Step | None:
    """The last time the submission changed hands."""
    return opened.submission.steps.select_related("by").order_by("-at", "-pk").first()


def _drafting(opened: Opened) -> Standing | None:
    if is_late(opened.submission, opened.now):
        return Standing(
            "error",
            _("Đã hết hạn nộp lúc %(at)s mà phiếu chưa nộp, nên phiếu được khóa. Chỉ cơ quan chủ trì gia hạn được.")
            % {"at": written.moment(opened.deadline)},
        )
    step = last_step(opened)
    if step is not None and step.kind == StepKind.SENT_BACK:
        return Standing(
            "warning",
            _("%(who)s trả lại phiếu lúc %(at)s để sửa.") % {"who": step.by, "at": written.moment(step.at)},
            step.note,
        )
    if step is not None and step.kind == StepKind.WITHDRAWN:
        return Standing(
            "warning",
            _("%(who)s rút phiếu đã nộp lúc %(at)s để sửa; cần nộp lại trước hạn.")
            % {"who": step.by, "at": written.moment(step.at)},
            step.note,
        )
    until = opened.submission.extended_until
    if until is not None:
        return Standing("info", _("Đơn vị được gia hạn nộp đến %(at)s.") % {"at": written.moment(until)})
    return None


def _with_head(opened: Opened) -> Standing:
    step = last_step(opened)
    note = step.note if step is not None and step.kind == StepKind.HANDED_OVER else ""
    url = reverse("submissions:whole", args=(opened.slug, opened.code))
    if is_late(opened.submission, opened.now):
        return Standing(
            "error",
            _(
                "Đã hết hạn nộp lúc %(at)s khi phiếu còn chờ thủ trưởng, nên phiếu được khóa. Chỉ cơ quan chủ trì gia hạn được."
            )
            % {"at": written.moment(opened.deadline)},
        )
    if opened.is_head:
        return Standing("warning", _("Phiếu đang chờ bạn duyệt."), note, url, _("Đọc toàn văn, rồi nộp hoặc trả lại"))
    return Standing(
        "info",
        _("Phiếu đang chờ thủ trưởng duyệt nên không sửa được; muốn sửa, hãy đề nghị thủ trưởng trả lại."),
        note,
        url,
        _("Xem toàn văn"),
    )


def _in_review(opened: Opened) -> Standing:
    """Verification has begun; what is asked or was changed is explained on a page of its own."""
    if any(answer.explainable for answer in opened.answers.values()):
        url = reverse("review:findings", args=(opened.slug, opened.code))
        words = _("Phiếu đang được thẩm định; có điều đơn vị phải giải trình.")
        return Standing("warning", words, "", url, _("Xem và giải trình"))
    return Standing("info", _("Phiếu đang được thẩm định nên không sửa được."))


def _submitted(opened: Opened) -> Standing:
    receipt = opened.submission.receipts.order_by("-number").first()
    at = opened.submission.submitted_at
    words = _("Phiếu đã nộp lúc %(at)s.") % {"at": written.moment(at)}
    if receipt is None:
        return Standing("success", words)
    url = reverse("submissions:receipt", args=(opened.slug, opened.code, receipt.number))
    return Standing("success", words, "", url, _("Xem biên nhận"))
