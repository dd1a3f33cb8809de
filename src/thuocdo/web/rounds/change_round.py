"""Change a prepared round: its name, its calendar, its blocks and their sets. Once it is open they stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.models import Block
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Round, RoundBlock, RoundState
from thuocdo.web.rounds.prepare_round import Calendar, must_run_forward
from thuocdo.web.rounds.refusals import NotPrepared
from thuocdo.web.sets.models import SetVersion

MOMENTS: Final = ("opens", "submit_before", "explain_before", "settle_before")


def change_round(
    *,
    round: Round,
    name: str,
    calendar: Calendar,
    blocks: Mapping[Block, SetVersion],
    actor: Person,
    at: datetime,
    second_review: bool = False,
) -> Round:
    """Put this in place of what was prepared; nothing changed leaves no entry. Raises `NotAllowed`, `NotPrepared`, `Incomplete`."""
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=round.pk)
        must_manage(actor, locked.organiser, at)
        if locked.state != RoundState.PREPARED:
            raise NotPrepared(_("Đợt đã mở nên tên, lịch, khối và bộ tiêu chí không đổi nữa."))
        must_run_forward(calendar)
        before = _told(locked)
        locked.name, locked.second_review = name, second_review
        for moment in MOMENTS:
            setattr(locked, moment, getattr(calendar, moment))
        locked.save(update_fields=["name", "second_review", *MOMENTS])
        locked.blocks.exclude(block__in=blocks).delete()
        for block, version in blocks.items():
            RoundBlock.objects.update_or_create(round=locked, block=block, defaults={"set_version": version})
        after = _told(locked)
        changed = [key for key in after if after[key] != before[key]]
        if not changed:
            return locked
        record(
            act="change_round",
            actor=actor.email,
            at=at,
            subject=f"round:{locked.slug}",
            agency=locked.organiser.code,
            round=locked.slug,
            before={key: before[key] for key in changed},
            after={key: after[key] for key in changed},
        )
    return locked


def _told(round: Round) -> dict[str, object]:
    blocks = round.blocks.select_related("block", "set_version")
    return {
        "name": round.name,
        "opens": round.opens,
        "submit_before": round.submit_before,
        "explain_before": round.explain_before,
        "settle_before": round.settle_before,
        "second_review": round.second_review,
        "blocks": {of.block.slug: f"{of.set_version.set_id}/{of.set_version.number}" for of in blocks},
    }
