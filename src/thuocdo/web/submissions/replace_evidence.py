"""Put another file in the place of a document; the old one stays on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.files.models import StoredFile
from thuocdo.web.submissions.models import Evidence, EvidenceUse
from thuocdo.web.submissions.standing_evidence import evidence_subject, held_evidence, must_have_room


def replace_evidence(*, evidence: Evidence, file: StoredFile, name: str, actor: Person, at: datetime) -> Evidence:
    """The new document, described and used as the old one was. The same content again changes nothing.

    Raises `NotAllowed`, `NotEvaluated`, `NotOpen`, `TooLate`, `NotDrafting`, `EvidenceGone`, `NoRoom`.
    """
    with transaction.atomic():
        held, old = held_evidence(evidence, actor, at)
        if old.file_id == file.pk:
            return old
        must_have_room(held, file, instead_of=old)
        new = Evidence.objects.create(
            submission=held, file=file, name=name, number=old.number, dated=old.dated, added_at=at, added_by=actor
        )
        EvidenceUse.objects.bulk_create(
            EvidenceUse(evidence=new, criterion=use.criterion, section=use.section, page=use.page)
            for use in old.uses.order_by("pk")
        )
        old.replaced_by = new
        old.save(update_fields=["replaced_by"])
        record(
            act="replace_evidence",
            actor=actor.email,
            at=at,
            subject=evidence_subject(held, new),
            agency=held.agency.code,
            round=held.round.slug,
            before={"document": old.pk, "name": old.name, "sha256": old.file.sha256},
            after={"document": new.pk, "name": new.name, "sha256": file.sha256, "size": file.size},
        )
    return new
