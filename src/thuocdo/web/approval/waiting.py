"""The results that may be put before the approver, and those that wait for one: exactly what the person saw, known by its digest."""

from __future__ import annotations

from django.utils.translation import gettext as _

from thuocdo.web.approval.contents import digest_of, newest_results
from thuocdo.web.approval.models import Approval
from thuocdo.web.approval.refusals import NotComputed, NotWaiting
from thuocdo.web.results.models import Result
from thuocdo.web.rounds.models import Round, RoundState


def results_to_submit(round: Round, digest: str) -> list[Result]:
    """What was computed last in a round, if it is what the person saw. Raises `NotComputed`."""
    results = newest_results(round)
    if round.state != RoundState.COMPUTED or not results:
        raise NotComputed(_("Chỉ trình được kết quả đã tính và chưa trình."))
    if digest_of(results) != digest:
        raise NotComputed(_("Kết quả đã được tính lại. Hãy xem lại trước khi trình."))
    return results


def waiting_for(round: Round, digest: str) -> Approval:
    """What waits in a round, if it is what the person saw. Raises `NotWaiting`."""
    asked = Approval.objects.filter(round=round, approved__isnull=True).first()
    if round.state != RoundState.WITH_APPROVER or asked is None:
        raise NotWaiting(_("Không có kết quả nào đang chờ phê duyệt."))
    if asked.digest != digest:
        raise NotWaiting(_("Kết quả trình phê duyệt đã thay đổi. Hãy xem lại trước khi quyết định."))
    return asked
