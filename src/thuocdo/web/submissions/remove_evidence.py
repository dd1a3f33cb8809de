"""Take a document out of a submission; it stays on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.submissions.models import Evidence
from thuocdo.web.submissions.standing_evidence import evidence_subject, held_evidence


def remove_evidence(*, evidence: Evidence, actor: Person, at: datetime) -> Evidence:
    """The document, standing behind nothing any more.

    Raises `NotAllowed`, `NotEvaluated`, `NotOpen`, `TooLate`, `NotDrafting`, `EvidenceGone`.
    """
    with transaction.atomic():
        held, evidence = held_evidence(evidence, actor, at)
        evidence.removed_at = at
        evidence.save(update_fields=["removed_at"])
        used = sorted(evidence.uses.values_list("criterion", flat=True))
        record(
            act="remove_evidence",
            actor=actor.email,
            at=at,
            subject=evidence_subject(held, evidence),
            agency=held.agency.code,
            round=held.round.slug,
            before={"name": evidence.name, "sha256": evidence.file.sha256, "criteria": used},
        )
    return evidence
