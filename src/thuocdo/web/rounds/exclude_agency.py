"""Take an agency out of the evaluation of a round, with the reason; it stays in the list."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import WrongState
from thuocdo.web.rounds.held import hold_round
from thuocdo.web.rounds.models import RoundState, Submission
from thuocdo.web.rounds.refusals import ReasonMissing

TOO_LATE = {RoundState.COMPUTED, RoundState.WITH_APPROVER, RoundState.APPROVED, RoundState.PUBLISHED}


class ResultStands(WrongState):
    """The result was computed, perhaps approved: nobody is taken out or in unless the round is reopened."""


def exclude_agency(*, submission: Submission, reason: str, actor: Person, at: datetime) -> Submission:
    """List an agency without evaluating it. Raises `NotAllowed`, `ResultStands`, `ReasonMissing`."""
    with transaction.atomic():
        hold_round(submission.round_id)
        locked = (
            Submission.objects.select_for_update(of=("self",))
            .select_related("round__organiser", "agency")
            .get(pk=submission.pk)
        )
        must_manage(actor, locked.round.organiser, at)
        if locked.round.state in TOO_LATE:
            raise ResultStands(_("Kết quả đã được tính nên không thể loại đơn vị nữa; hãy mở lại đợt trước."))
        if not reason.strip():
            raise ReasonMissing(_("Không đánh giá một đơn vị thì phải nêu lý do."))
        before, locked.not_evaluated = locked.not_evaluated, reason.strip()
        locked.save(update_fields=["not_evaluated"])
        record(
            act="exclude_agency",
            actor=actor.email,
            at=at,
            subject=f"submission:{locked.round.slug}/{locked.agency.code}",
            agency=locked.agency.code,
            round=locked.round.slug,
            before={"not_evaluated": before},
            after={"not_evaluated": locked.not_evaluated},
            reason=reason.strip(),
        )
    return locked
