"""Make a block: agencies that will be compared with one another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.vietnamese.names import normal, search_key
from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.audit.record import record
from thuocdo.web.directory.refusals import BlockCodeTaken, BlockTaken, NameMissing


def make_block(*, slug: str, name: str, order: int, organiser: Agency, actor: Person, at: datetime) -> Block:
    """Make a block with a code of its own. Raises `NotAllowed`, `NameMissing`, `BlockTaken`."""
    with transaction.atomic():
        must_manage(actor, organiser, at)
        if Block.objects.filter(slug=slug).exists():
            raise BlockCodeTaken(_("Mã khối này đã có."))
        must_be_new_name(name)
        made = Block.objects.create(slug=slug, name=normal(name), order=order)
        record(
            act="make_block",
            actor=actor.email,
            at=at,
            subject=f"block:{slug}",
            agency=organiser.code,
            after={"slug": slug, "name": made.name, "order": order},
        )
    return made


def must_be_new_name(name: str, *, but: Block | None = None) -> None:
    """Raise `NameMissing`, `BlockTaken` if a block cannot be called so: blocks are told apart by their names without diacritics too."""
    if not normal(name):
        raise NameMissing(_("Thiếu tên khối."))
    others = [block for block in Block.objects.all() if block != but]
    if search_key(name) in {search_key(other.name) for other in others}:
        raise BlockTaken(_("Đã có khối mang tên này."))
