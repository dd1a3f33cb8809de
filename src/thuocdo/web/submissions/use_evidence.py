"""Let a document that is there already stand behind one more criterion."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.submissions.models import Evidence, EvidenceUse
from thuocdo.web.submissions.standing_evidence import evidence_subject, held_to_prove, must_be_asked, still_standing


def use_evidence(*, evidence: Evidence, criterion: str, actor: Person, at: datetime) -> EvidenceUse:
    """The place of the document behind the criterion; once is enough.

    Raises `NotAllowed`, `NotEvaluated`, `NotOpen`, `TooLate`, `NotDrafting`, `EvidenceGone`, `NotAsked`.
    """
    with transaction.atomic():
        held = held_to_prove(evidence.submission, criterion, actor, at)
        evidence = still_standing(evidence, held)
        must_be_asked(held, criterion)
        use, made = EvidenceUse.objects.get_or_create(evidence=evidence, criterion=criterion)
        if not made:
            return use
        record(
            act="use_evidence",
            actor=actor.email,
            at=at,
            subject=evidence_subject(held, evidence),
            agency=held.agency.code,
            round=held.round.slug,
            after={"name": evidence.name, "criterion": criterion},
        )
    return use
