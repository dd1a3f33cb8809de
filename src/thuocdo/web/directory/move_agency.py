"""Put an agency into another block, or give it another kind, from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.enter import give_block, give_kind
from thuocdo.web.agencies.models import Agency, AgencyKind, Block, BlockMember
from thuocdo.web.agencies.naming import in_force
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import WrongState
from thuocdo.web.directory.refusals import ChangedLater, NotInForce


class NothingMoves(WrongState):
    """The agency is in that block and of that kind already."""


class MovedLater(ChangedLater):
    """The agency has a block or kind that begins on that day or later."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Block and kind of an agency on a day; either may be nothing."""

    block: Block | None
    kind: str

    def said(self) -> dict[str, str]:
        """As the log says it."""
        return {"block": self.block.slug if self.block else "", "kind": self.kind}


def move_agency(
    *,
    agency: Agency,
    to: Standing,
    start: date,
    organiser: Agency,
    actor: Person,
    at: datetime,
    basis: str = "",
) -> Agency:
    """Set block and kind from a day on. Raises `NotAllowed` and what `must_be_movable` raises."""
    with transaction.atomic():
        must_manage(actor, organiser, at)
        kept = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
        must_be_movable(kept, to, start)
        was = standing_on(kept, start)
        if was.block != to.block:
            give_block(kept, to.block, start)
        if was.kind != to.kind:
            give_kind(kept, to.kind, start)
        record(
            act="move_agency",
            actor=actor.email,
            at=at,
            subject=f"agency:{kept.code}",
            agency=kept.code,
            before=was.said(),
            after={**to.said(), "start": start},
            reason=basis,
        )
    return kept


def standing_on(agency: Agency, day: date) -> Standing:
    """Where an agency stands on a day."""
    member = BlockMember.objects.filter(in_force(day), agency=agency).select_related("block").first()
    kind = AgencyKind.objects.filter(in_force(day), agency=agency).first()
    return Standing(member.block if member else None, kind.kind if kind else "")


def must_be_movable(agency: Agency, to: Standing, start: date) -> None:
    """Raise `NotInForce`, `NothingMoves`, `MovedLater` if the agency cannot stand there from that day on."""
    if not Agency.objects.filter(in_force(start), pk=agency.pk).exists():
        raise NotInForce(_("Đơn vị không tồn tại vào ngày này."))
    was = standing_on(agency, start)
    if was == to:
        raise NothingMoves(_("Đơn vị đã thuộc khối và loại này."))
    if was.block != to.block and agency.blocks.filter(start__gte=start).exists():
        raise MovedLater(_("Đơn vị đã có một khối bắt đầu từ ngày này hoặc sau đó."))
    if was.kind != to.kind and agency.kinds.filter(start__gte=start).exists():
        raise MovedLater(_("Đơn vị đã có một loại bắt đầu từ ngày này hoặc sau đó."))
