"""End a rule of who verifies what; what was verified under it stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.assign_reviewer import ASSIGNABLE
from thuocdo.web.rounds.models import Assignment
from thuocdo.web.rounds.refusals import AlreadyEnded, TooLateToAssign


def end_assignment(*, assignment: Assignment, actor: Person, at: datetime) -> Assignment:
    """From now on the rule holds no more. Raises `NotAllowed`, `TooLateToAssign`, `AlreadyEnded`."""
    with transaction.atomic():
        locked = (
            Assignment.objects.select_for_update(of=("self",))
            .select_related("round__organiser", "reviewer")
            .get(pk=assignment.pk)
        )
        must_manage(actor, locked.round.organiser, at)
        if locked.round.state not in ASSIGNABLE:
            raise TooLateToAssign(_("Kết quả đã được tính nên không đổi phân công nữa."))
        if locked.ended_at is not None:
            raise AlreadyEnded(_("Quy tắc này đã kết thúc từ trước."))
        locked.ended_at = at
        locked.save(update_fields=["ended_at"])
        record(
            act="end_assignment",
            actor=actor.email,
            at=at,
            subject=f"assignment:{locked.round.slug}/{locked.pk}",
            agency=locked.round.organiser.code,
            round=locked.round.slug,
            before={"reviewer": locked.reviewer.email, "node": locked.node},
            after={"ended_at": at},
        )
    return locked
