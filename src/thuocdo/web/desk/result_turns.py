"""Whose turn it is after verification: to submit results for approval, to approve them, to publish them; and who may only watch.

computed         manager submits          council reads
with approver    approver decides         manager and council wait; whoever took part is told why they do not decide
approved         manager publishes
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.approval.who import took_part
from thuocdo.web.rounds.models import Round, RoundState

AFTER = (RoundState.COMPUTED, RoundState.WITH_APPROVER, RoundState.APPROVED)
CONCERNED = (RoleName.MANAGER, RoleName.APPROVER, RoleName.COUNCIL)


@dataclass(frozen=True, slots=True)
class Turn:
    """One round's results, as somebody finds them in one of their roles; `mine`: it is their turn."""

    what: str
    round: Round
    url: str
    role: RoleName
    mine: bool


def turns_of(holding: Holding) -> Iterator[Turn]:
    """What waits for a person in rounds whose results are computed; one for each round and role."""
    organisers = {agency for role in CONCERNED for agency in holding.anywhere(role)}
    if not organisers:
        return
    for round in Round.objects.filter(organiser_id__in=organisers, state__in=AFTER).order_by("pk"):
        for role in CONCERNED:
            if holding.has(role, round.organiser_id):
                yield from _turn(holding, round, role)


def _turn(holding: Holding, round: Round, role: RoleName) -> Iterator[Turn]:
    approval = reverse("approval:approval", args=(round.slug,))
    if round.state == RoundState.COMPUTED and role == RoleName.MANAGER:
        yield Turn(_("Xem kết quả rồi trình phê duyệt"), round, _page("results:results", round), role, mine=True)
    elif round.state == RoundState.COMPUTED and role == RoleName.COUNCIL:
        yield Turn(_("Xem kết quả đã tính, chưa trình"), round, _page("results:results", round), role, mine=False)
    elif round.state == RoundState.WITH_APPROVER and role == RoleName.APPROVER:
        barred = took_part(holding, round)
        said = (
            _("Chờ người phê duyệt khác: bạn đã tham gia thẩm định") if barred else _("Phê duyệt hoặc trả lại kết quả")
        )
        yield Turn(said, round, approval, role, mine=not barred)
    elif round.state == RoundState.WITH_APPROVER:
        yield Turn(_("Kết quả đang chờ phê duyệt"), round, approval, role, mine=False)
    elif round.state == RoundState.APPROVED and role == RoleName.MANAGER:
        yield Turn(_("Công bố kết quả đã phê duyệt"), round, _page("publishing:publishing", round), role, mine=True)


def _page(name: str, round: Round) -> str:
    return reverse(name, args=(round.slug,))
