"""Put an agency into another block, or give it another kind, from a day on."""

from __future__ import annotations

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


class NothingMoves(WrongState):
    """The agency is in that block and of that kind already."""


def move_agency(
    *, agency: Agency, block: Block, kind: str, start: date, organiser: Agency, actor: Person, at: datetime
) -> Agency:
    """Set block and kind from a day on. Raises `NotAllowed`, `NothingMoves`."""
    with transaction.atomic():
        must_manage(actor, organiser, at)
        was_in = BlockMember.objects.filter(in_force(start), agency=agency).select_related("block").first()
        was = AgencyKind.objects.filter(in_force(start), agency=agency).first()
        before = {"block": was_in.block.slug if was_in else "", "kind": was.kind if was else ""}
        after = {"block": block.slug, "kind": kind}
        if before == after:
            raise NothingMoves(_("Đơn vị đã thuộc khối và loại này."))
        if before["block"] != block.slug:
            give_block(agency, block, start)
        if before["kind"] != kind:
            give_kind(agency, kind, start)
        record(
            act="move_agency",
            actor=actor.email,
            at=at,
            subject=f"agency:{agency.code}",
            agency=agency.code,
            before=before,
            after={**after, "start": start},
        )
    return agency
