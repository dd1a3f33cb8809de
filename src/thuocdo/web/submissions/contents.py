"""The whole of a submission as canonical text: JSON with sorted keys, numbers as decimal text, no blanks.

The same submission always gives the same text, so its digest can be repeated from the receipt's file alone.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from thuocdo.vietnamese.numbers import plain_number
from thuocdo.web.accounts.models import Person
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.models import Answer, Evidence
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.submissions.value import inputs_in


def content_of(submission: Submission, *, number: int, by: Person, at: datetime) -> str:
    """Everything that is submitted, with who submits it and when; evidence by the digests of its files."""
    decimals = sheet_of(submission).set.rounding.decimals
    version = submission.set_version
    whole = {
        "round": {"slug": submission.round.slug, "name": submission.round.name, "year": submission.round.year},
        "agency": {"code": submission.agency.code, "name": submission.name, "kind": submission.kind},
        "set": {"id": version.set_id, "version": version.number, "digest": version.digest},
        "receipt": number,
        "submitted_at": at.astimezone(UTC).isoformat(),
        "submitted_by": {"email": by.email, "name": by.name},
        "answered": submission.criteria_answered,
        "criteria": submission.criteria_total,
        "points": _points(submission.claimed_points, decimals),
        "answers": {answer.criterion: _answer(answer, decimals) for answer in submission.answers.all()},
        "evidence": _evidence(submission),
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(content: str) -> str:
    """The digest of a content, as receipts and the log carry it."""
    return "sha256:" + hashlib.sha256(content.encode()).hexdigest()


def _answer(answer: Answer, decimals: int) -> dict[str, Any]:
    return {
        "inputs": inputs_in(answer.claimed),
        "state": answer.claimed_state,
        "reason": answer.not_applicable_reason,
        "explanation": answer.explanation,
        "points": _points(answer.claimed_points, decimals),
        "version": answer.version,
    }


def _evidence(submission: Submission) -> list[dict[str, Any]]:
    """The documents that stand, without those replaced or removed, by digest and name."""
    rows = submission.evidence.filter(replaced_by__isnull=True, removed_at__isnull=True)
    found = [_document(each) for each in rows.select_related("file").prefetch_related("uses")]
    return sorted(found, key=lambda each: (each["sha256"], each["name"], json.dumps(each["uses"])))


def _document(evidence: Evidence) -> dict[str, Any]:
    uses = [{"criterion": use.criterion, "section": use.section, "page": use.page} for use in evidence.uses.all()]
    return {
        "sha256": evidence.file.sha256,
        "size": evidence.file.size,
        "name": evidence.name,
        "number": evidence.number,
        "dated": None if evidence.dated is None else evidence.dated.isoformat(),
        "uses": sorted(uses, key=lambda use: use["criterion"]),
    }


def _points(units: int | None, decimals: int) -> str | None:
    return None if units is None else plain_number(Decimal(units).scaleb(-decimals))
