"""The results that wait for the approver."""

from __future__ import annotations

from django.utils.translation import gettext as _

from thuocdo.web.approval.models import Approval
from thuocdo.web.approval.refusals import NotWaiting
from thuocdo.web.rounds.models import Round, RoundState


def waiting_for(round: Round, digest: str) -> Approval:
    """What waits in a round, if it is what the person saw. Raises `NotWaiting`."""
    asked = Approval.objects.filter(round=round, approved__isnull=True).first()
    if round.state != RoundState.WITH_APPROVER or asked is None:
        raise NotWaiting(_("Không có kết quả nào đang chờ phê duyệt."))
    if asked.digest != digest:
        raise NotWaiting(_("Kết quả trình phê duyệt đã thay đổi. Hãy xem lại trước khi quyết định."))
    return asked
