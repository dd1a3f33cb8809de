"""Attach a file to a criterion as evidence. The content was checked and stored before (`thuocdo.web.files.keep`)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.files.models import StoredFile
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.models import Evidence, EvidenceUse
from thuocdo.web.submissions.standing_evidence import (
    evidence_subject,
    held_to_prove,
    must_be_asked,
    must_have_room,
    standing,
)


def attach_evidence(
    *, submission: Submission, file: StoredFile, name: str, criterion: str, actor: Person, at: datetime
) -> Evidence:
    """The document, standing behind the criterion. A content the submission has already becomes no second document.

    The same file at the same criterion again changes nothing. Raises `NotAllowed`, `NotEvaluated`, `NotOpen`, `TooLate`,
    `NotDrafting`, `NotAsked`, `NoRoom`.
    """
    with transaction.atomic():
        held = held_to_prove(submission, criterion, actor, at)
        must_be_asked(held, criterion)
        must_have_room(held, file)
        evidence = standing(held).filter(file=file).order_by("pk").first()
        if evidence is not None and evidence.uses.filter(criterion=criterion).exists():
            return evidence
        if evidence is None:
            evidence = Evidence.objects.create(submission=held, file=file, name=name, added_at=at, added_by=actor)
        EvidenceUse.objects.create(evidence=evidence, criterion=criterion)
        record(
            act="attach_evidence",
            actor=actor.email,
            at=at,
            subject=evidence_subject(held, evidence),
            agency=held.agency.code,
            round=held.round.slug,
            after={"name": evidence.name, "sha256": file.sha256, "size": file.size, "criterion": criterion},
        )
    return evidence
