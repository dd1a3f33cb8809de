"""Say what a document is (number, date) and where in it a criterion is proved (section, page)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.submissions.description import Description, described, merged
from thuocdo.web.submissions.models import Evidence
from thuocdo.web.submissions.standing_evidence import evidence_subject, held_evidence


def describe_evidence(
    *, evidence: Evidence, criterion: str, said: Description, seen: Description, actor: Person, at: datetime
) -> Evidence:
    """Keep what differs between `said` and `seen`, so that two people may describe a document at once.

    Nothing new changes nothing. Raises `NotAllowed`, `NotEvaluated`, `NotOpen`, `TooLate`, `NotDrafting`, `EvidenceGone`,
    `BadValue`, and `EvidenceChanged` where somebody else wrote something else in the same place.
    """
    with transaction.atomic():
        held, evidence = held_evidence(evidence, actor, at)
        use = evidence.uses.filter(criterion=criterion).first()
        stored = described(evidence, use)
        wanted = merged(said, seen, stored)
        if wanted == stored:
            return evidence
        evidence.number, evidence.dated = wanted.number, wanted.dated
        evidence.save(update_fields=["number", "dated"])
        if use is not None:
            use.section, use.page = wanted.section, wanted.page
            use.save(update_fields=["section", "page"])
        record(
            act="describe_evidence",
            actor=actor.email,
            at=at,
            subject=evidence_subject(held, evidence),
            agency=held.agency.code,
            round=held.round.slug,
            before=stored.told(criterion),
            after=wanted.told(criterion),
        )
    return evidence
