"""Ask all agencies to explain: from now on each sees what was changed of its own, and why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.review.models import Finding
from thuocdo.web.review.refusals import NotUnderReview
from thuocdo.web.rounds.extended import must_not_be_extended
from thuocdo.web.rounds.models import Round, RoundState
from thuocdo.web.submissions.models import Answer


def begin_explaining(*, round: Round, actor: Person, at: datetime) -> Round:
    """Move a round from verification to explanation, before the date for explanations and once no extension runs any more.

    Raises `NotAllowed`, `NotUnderReview`, `StillExtended`.
    """
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=round.pk)
        must_manage(actor, locked.organiser, at)
        if locked.state != RoundState.VERIFYING:
            raise NotUnderReview(_("Chỉ chuyển sang giải trình được khi đợt đang thẩm định."))
        if at >= locked.explain_before:
            raise NotUnderReview(_("Đã qua hạn giải trình của đợt. Hãy gia hạn trong lịch của đợt trước."))
        must_not_be_extended(locked, at)
        locked.state = RoundState.EXPLAINING
        locked.save(update_fields=["state"])
        told = Answer.objects.filter(
            submission__round=locked, findings__settled_at__isnull=True, findings__isnull=False
        )
        Answer.objects.filter(pk__in=told.values("pk")).update(explainable=True)
        asked = Finding.objects.filter(answer__submission__round=locked, settled_at__isnull=True)
        record(
            act="begin_explaining",
            actor=actor.email,
            at=at,
            subject=f"round:{locked.slug}",
            agency=locked.organiser.code,
            round=locked.slug,
            before={"state": RoundState.VERIFYING.value},
            after={"state": locked.state, "findings": asked.count()},
        )
    return locked
