"""Which rounds somebody manages, and which they may look into as one of the organiser."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.audit.refusal import NotAllowed
from thuocdo.web.rounds.models import Round

ORGANISERS = (RoleName.MANAGER, RoleName.REVIEWER, RoleName.COUNCIL, RoleName.APPROVER, RoleName.AUDITOR)


def rounds_seen_by(holding: Holding) -> QuerySet[Round]:
    """The rounds of the organisers somebody works for."""
    agencies = {agency for role in ORGANISERS for agency in holding.anywhere(role)}
    return Round.objects.filter(organiser_id__in=agencies)


def round_for(holding: Holding, slug: str) -> Round:
    """A round that the person may look into; raises `Http404`, `NotAllowed`."""
    round = Round.objects.select_related("organiser").filter(slug=slug).first()
    if round is None:
        raise Http404
    if not holding.any_of(ORGANISERS, round.organiser_id):
        raise NotAllowed(_("Chỉ người của cơ quan chủ trì xem được tiến độ của đợt này."))
    return round


def managed_round(holding: Holding, slug: str) -> Round:
    """A round that the person manages; raises `Http404`, `NotAllowed`."""
    round = Round.objects.select_related("organiser").filter(slug=slug).first()
    if round is None:
        raise Http404
    if not may_manage(holding, round.organiser):
        raise NotAllowed(_("Chỉ người quản trị của cơ quan chủ trì được làm việc này."))
    return round
