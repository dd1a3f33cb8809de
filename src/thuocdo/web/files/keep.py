"""Keep a file that has come in: checked, scanned, stored, and only then known to the database.

    ReceivedFile -> check -> scan -> storage ab/abcdef... -> StoredFile

A content is kept once; where the storage has lost it, whoever brings it again mends that. Whatever breaks in between leaves at worst an object that no row names; `remove_unnamed` takes those away.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from thuocdo.web.files.bad_file import BadFile, Why
from thuocdo.web.files.check import check
from thuocdo.web.files.models import StoredFile
from thuocdo.web.files.receiving import ReceivedFile
from thuocdo.web.files.scan import scan
from thuocdo.web.files.sizes import size_words


def keep(received: ReceivedFile, name: str, at: datetime) -> StoredFile:
    """The stored content of a file people called `name`; raises `BadFile`."""
    _must_fit(received)
    received.flush()
    kind = check(received, name)
    known = StoredFile.objects.filter(sha256=received.sha256).first()
    if known is not None and default_storage.exists(known.location):
        return known
    scan(Path(received.temporary_file_path()))
    location = _store(received)
    stored, made = StoredFile.objects.get_or_create(
        sha256=received.sha256,
        defaults={
            "size": received.size or 0,
            "content_type": kind.content_type,
            "location": location,
            "stored_at": at,
        },
    )
    if not made and not default_storage.exists(stored.location):
        stored.location = location
        stored.save(update_fields=["location"])
    return stored


def _must_fit(received: ReceivedFile) -> None:
    if received.too_big:
        raise BadFile(
            Why.TOO_BIG,
            _("Tệp này lớn hơn %(most)s. Hãy giảm dung lượng (quét ở độ phân giải thấp hơn) hoặc tách thành nhiều tệp.")
            % {"most": size_words(settings.FILE_LIMIT)},
        )
    if received.no_room:
        raise BadFile(
            Why.NO_ROOM,
            _("Các tệp của đơn vị trong đợt này đã gần đủ %(most)s nên không nhận thêm được tệp này.")
            % {"most": size_words(settings.AGENCY_LIMIT)},
        )


def _store(received: ReceivedFile) -> str:
    """Store under a name made of the digest. An object that lies there without a row is left alone: Django then adds to the name."""
    received.seek(0)
    location = default_storage.save(f"{received.sha256[:2]}/{received.sha256}", File(received))
    try:
        path = Path(default_storage.path(location))
    except NotImplementedError:  # not on this machine
        return location
    for each in (path, path.parent, path.parent.parent):
        opened = os.open(each, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
    return location
