"""Who may decide on a round's results, and why not: asked by acts and pages alike."""

from __future__ import annotations

from django.db.models import Exists
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import Person, RoleName
from thuocdo.web.approval.refusals import TookPart
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.refusal import NotAllowed, Refused
from thuocdo.web.review.models import Finding, Verification
from thuocdo.web.rounds.models import Round

MARKING = ("enter_marks", "void_report")


def why_not_approve(holding: Holding, round: Round) -> Refused | None:
    """Approving and sending back: an approver of the organiser who took no part in the round."""
    if not holding.has(RoleName.APPROVER, round.organiser_id) or holding.person is None:
        return NotAllowed(_("Chỉ người phê duyệt của cơ quan chủ trì được làm việc này."))
    if took_part(holding, round):
        return TookPart(_("Bạn đã thẩm định hoặc nhập điểm trong đợt này nên không phê duyệt đợt này."))
    return None


def took_part(holding: Holding, round: Round) -> bool:
    """Whether somebody decided on an answer of the round, settled one, or entered marks; undone decisions count too."""
    person = holding.person
    if person is None:
        return False
    verified = Verification.objects.filter(reviewer=person, answer__submission__round=round)
    settled = Finding.objects.filter(settled_by=person, answer__submission__round=round)
    marked = LogEntry.objects.filter(act__in=MARKING, actor=person.email, round=round.slug)
    return Person.objects.filter(Exists(verified) | Exists(settled) | Exists(marked), pk=person.pk).exists()
