"""Publish what was approved, as a new version: the first, or a correction with its own decision."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.approval.models import Approval
from thuocdo.web.audit.record import record
from thuocdo.web.publication.keep_version import Basis, new_version, told
from thuocdo.web.publication.models import Publication
from thuocdo.web.publication.plan import PublicationPlan
from thuocdo.web.publication.refusals import NotApproved
from thuocdo.web.rounds.models import Round, RoundState


def publish_results(*, round: Round, plan: PublicationPlan, actor: Person, at: datetime) -> Publication:
    """Publish exactly the approved results. The log's head with this act in it stays with the version.

    Raises `NotAllowed`, `NotApproved`, `NoteMissing`, `EmbargoInThePast`.
    """
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=round.pk)
        must_manage(actor, locked.organiser, at)
        approval = Approval.objects.filter(round=locked, approved=True, reopened_at__isnull=True).first()
        if locked.state != RoundState.APPROVED or approval is None or approval.dated is None:
            raise NotApproved(_("Chỉ công bố được kết quả đã phê duyệt và chưa công bố."))
        results = list(approval.results.select_related("set_version").order_by("set_version__set_id"))
        made = new_version(locked, results, Basis(approval.decision, approval.dated), plan, by=actor, at=at)
        locked.state = RoundState.PUBLISHED
        locked.save(update_fields=["state"])
        entry = record(
            act="publish_results",
            actor=actor.email,
            at=at,
            subject=f"publication:{locked.slug}/{made.version}",
            agency=locked.organiser.code,
            round=locked.slug,
            before={"state": RoundState.APPROVED.value},
            after=told(made, results),
            reason=made.note,
        )
        made.log_number, made.log_hash = entry.number, entry.hash
        made.save()
        made.results.set(results)
        made.previewers.set(plan.previewers)
    return made
