"""Take a document from behind one criterion; it stays with the submission and behind the others."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.submissions.description import described
from thuocdo.web.submissions.models import Evidence
from thuocdo.web.submissions.standing_evidence import evidence_subject, held_evidence


def stop_using_evidence(*, evidence: Evidence, criterion: str, actor: Person, at: datetime) -> Evidence:
    """The document without that place; where it did not stand nothing changes.

    Raises `NotAllowed`, `NotEvaluated`, `NotOpen`, `TooLate`, `NotDrafting`, `EvidenceGone`.
    """
    with transaction.atomic():
        held, evidence = held_evidence(evidence, actor, at)
        use = evidence.uses.filter(criterion=criterion).first()
        if use is None:
            return evidence
        before = described(evidence, use).told(criterion)
        use.delete()
        record(
            act="stop_using_evidence",
            actor=actor.email,
            at=at,
            subject=evidence_subject(held, evidence),
            agency=held.agency.code,
            round=held.round.slug,
            before=before | {"name": evidence.name},
        )
    return evidence
