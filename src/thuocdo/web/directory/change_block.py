"""Call a block otherwise, or give it another place among the blocks; its code stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.vietnamese.names import normal
from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import WrongState
from thuocdo.web.directory.make_block import must_be_new_name


class SameBlock(WrongState):
    """The block has this name and place already."""


def change_block(*, block: Block, name: str, order: int, organiser: Agency, actor: Person, at: datetime) -> Block:
    """Set name and place of a block. Raises `NotAllowed`, `NameMissing`, `BlockTaken`, `SameBlock`."""
    with transaction.atomic():
        must_manage(actor, organiser, at)
        kept = Block.objects.select_for_update(of=("self",)).get(pk=block.pk)
        must_be_new_name(name, but=kept)
        before = {"name": kept.name, "order": kept.order}
        after = {"name": normal(name), "order": order}
        if before == after:
            raise SameBlock(_("Tên và thứ tự của khối không đổi."))
        kept.name, kept.order = normal(name), order
        kept.save(update_fields=["name", "order"])
        record(
            act="change_block",
            actor=actor.email,
            at=at,
            subject=f"block:{kept.slug}",
            agency=organiser.code,
            before=before,
            after=after,
        )
    return kept
