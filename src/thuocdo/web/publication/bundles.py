"""The downloads of a published version: made once from the frozen texts, kept as files, never changed.

Result (table, set, what it was compared with) --score--> the same digests --make_bundle--> zip --> StoredFile
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from thuocdo.reports.bundle.make import EarlierText, make_bundle
from thuocdo.scoring.result import Result as Scored
from thuocdo.web.files.models import StoredFile
from thuocdo.web.publication.models import Bundle, Publication
from thuocdo.web.publication.scored import rescored
from thuocdo.web.results.models import Result


def make_bundles(publication: Publication, at: datetime) -> list[Bundle]:
    """The downloads of a version; those that are there already are left as they are."""
    rows = publication.results.select_related("set_version", "round", "earlier__set_version", "earlier__round")
    return [_kept(publication, result, at) for result in rows.order_by("set_version__set_id")]


def bundle_of(result: Result) -> bytes:
    """The download of a result: the zip that `thuocdo verify` reads. Raises `NoLongerTheSame` where it no longer comes out as it was kept."""
    found = rescored(result)
    return make_bundle(
        found.scored,
        set_yaml=result.set_version.content,
        cases_yaml=result.set_version.cases or None,
        previous=_earlier_text(result, found.previous),
    )


def _kept(publication: Publication, result: Result, at: datetime) -> Bundle:
    there = Bundle.objects.filter(publication=publication, result=result).first()
    if there is not None:
        return there
    content = bundle_of(result)
    digest = hashlib.sha256(content).hexdigest()
    stored = StoredFile.objects.filter(sha256=digest).first()
    if stored is None:
        location = default_storage.save(f"bundles/{digest}.zip", ContentFile(content))
        stored = StoredFile.objects.create(
            sha256=digest, size=len(content), content_type="application/zip", location=location, stored_at=at
        )
    return Bundle.objects.create(publication=publication, result=result, file=stored)


def _earlier_text(result: Result, previous: Scored | None) -> Scored | EarlierText | None:
    if result.earlier is None:
        return previous
    old = result.earlier.set_version
    other = old.content if old.digest != result.set_version.digest else None
    return EarlierText(result.earlier.content, other)
