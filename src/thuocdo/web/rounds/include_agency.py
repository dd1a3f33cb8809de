"""Evaluate an agency again that was listed without being evaluated; its submission stands as it was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import WrongState
from thuocdo.web.rounds.exclude_agency import TOO_LATE, ResultStands
from thuocdo.web.rounds.held import hold_round
from thuocdo.web.rounds.models import Submission
from thuocdo.web.rounds.refusals import ReasonMissing
from thuocdo.web.sets.loaded import criteria_set_of


class EvaluatedAlready(WrongState):
    """The agency is evaluated: there is nothing to take back."""


class SetNotMeant(WrongState):
    """The set of the agency's block is not for its kind, so it cannot be evaluated by it."""


def include_agency(*, submission: Submission, reason: str, actor: Person, at: datetime) -> Submission:
    """Take an exclusion back. Raises `NotAllowed`, `ResultStands`, `ReasonMissing` and what `must_be_includable` raises."""
    with transaction.atomic():
        hold_round(submission.round_id)
        locked = (
            Submission.objects.select_for_update(of=("self",))
            .select_related("round__organiser", "agency", "set_version")
            .get(pk=submission.pk)
        )
        must_manage(actor, locked.round.organiser, at)
        if locked.round.state in TOO_LATE:
            raise ResultStands(_("Kết quả đã được tính nên không thể đưa đơn vị trở lại nữa; hãy mở lại đợt trước."))
        must_be_includable(locked)
        if not reason.strip():
            raise ReasonMissing(_("Đưa một đơn vị trở lại đánh giá thì phải nêu lý do."))
        before, locked.not_evaluated = locked.not_evaluated, ""
        locked.save(update_fields=["not_evaluated"])
        record(
            act="include_agency",
            actor=actor.email,
            at=at,
            subject=f"submission:{locked.round.slug}/{locked.agency.code}",
            agency=locked.agency.code,
            round=locked.round.slug,
            before={"not_evaluated": before},
            after={"not_evaluated": ""},
            reason=reason.strip(),
        )
    return locked


def must_be_includable(submission: Submission) -> None:
    """Raise `EvaluatedAlready`, `SetNotMeant` where there is no exclusion that can be taken back."""
    if not submission.not_evaluated:
        raise EvaluatedAlready(_("Đơn vị này đang được đánh giá."))
    kinds = criteria_set_of(submission.set_version).kinds
    if kinds and submission.kind not in kinds:
        raise SetNotMeant(_("Bộ tiêu chí của khối không dành cho loại của đơn vị này, nên không đánh giá được."))
