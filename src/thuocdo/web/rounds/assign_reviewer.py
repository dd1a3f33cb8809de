"""Give a reviewer a part of a round: a node of the set, in a block or in named agencies."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person, RoleName
from thuocdo.web.agencies.models import Agency, Block
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Assignment, Round, RoundState
from thuocdo.web.rounds.refusals import AlreadyAssigned, NotAReviewer, NotInRound, TooLateToAssign
from thuocdo.web.rounds.taking_part import taking_part
from thuocdo.web.sets.loaded import criteria_set_of

ASSIGNABLE = (RoundState.PREPARED, RoundState.OPEN, RoundState.VERIFYING, RoundState.EXPLAINING)


def assign_reviewer(
    *,
    round: Round,
    reviewer: Person,
    node: str,
    block: Block | None,
    agencies: Collection[Agency],
    actor: Person,
    at: datetime,
) -> Assignment:
    """Add a rule: `node` empty for the whole set; a block or agencies, neither for everybody.

    Raises `NotAllowed`, `TooLateToAssign`, `NotAReviewer`, `NotInRound`, `AlreadyAssigned`.
    """
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=round.pk)
        must_manage(actor, locked.organiser, at)
        if locked.state not in ASSIGNABLE:
            raise TooLateToAssign(_("Kết quả đã được tính nên không đổi phân công nữa."))
        if not Holding.at(reviewer, at).has(RoleName.REVIEWER, locked.organiser_id):
            raise NotAReviewer(
                _("%(person)s không phải là người thẩm định của cơ quan chủ trì.") % {"person": reviewer}
            )
        _refuse_what_is_not_there(locked, node, block, agencies, at)
        _refuse_twice(locked, reviewer, node, block, agencies)
        made = Assignment.objects.create(round=locked, reviewer=reviewer, node=node, block=block)
        made.agencies.set(agencies)
        record(
            act="assign_reviewer",
            actor=actor.email,
            at=at,
            subject=f"assignment:{locked.slug}/{made.pk}",
            agency=locked.organiser.code,
            round=locked.slug,
            after={
                "reviewer": reviewer.email,
                "node": node,
                "block": block.slug if block else "",
                "agencies": sorted(each.code for each in agencies),
            },
        )
    return made


def _refuse_what_is_not_there(
    round: Round, node: str, block: Block | None, agencies: Collection[Agency], at: datetime
) -> None:
    if block is not None and agencies:
        raise NotInRound(_("Một quy tắc dành cho một khối hoặc cho các đơn vị nêu tên, không cho cả hai."))
    blocks = {of.block_id: of.set_version for of in round.blocks.select_related("set_version")}
    if block is not None and block.pk not in blocks:
        raise NotInRound(_("Khối «%(block)s» không tham gia đợt này.") % {"block": block})
    versions = blocks.values() if block is None else [blocks[block.pk]]
    if node and not any(node in criteria_set_of(version).nodes() for version in versions):
        raise NotInRound(_("Bộ tiêu chí không có mục «%(node)s».") % {"node": node})
    known = {each.id for each in taking_part(round, at)} if agencies else set()
    strangers = sorted(each.code for each in agencies if each.pk not in known)
    if strangers:
        raise NotInRound(_("Không tham gia đợt này: %(agencies)s.") % {"agencies": ", ".join(strangers)})


def _refuse_twice(round: Round, reviewer: Person, node: str, block: Block | None, agencies: Collection[Agency]) -> None:
    same = Assignment.objects.in_force().filter(round=round, reviewer=reviewer, node=node, block=block)
    asked = {each.pk for each in agencies}
    if any({agency.pk for agency in each.agencies.all()} == asked for each in same.prefetch_related("agencies")):
        raise AlreadyAssigned(_("Quy tắc này đã có."))
