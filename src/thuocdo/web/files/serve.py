"""A kept file as an answer. Whoever calls this has asked whether the person may see it."""

from __future__ import annotations

import logging
from typing import Final

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from thuocdo.web.files import kinds
from thuocdo.web.files.models import StoredFile

# Nothing in the file may load, run, post or frame anything; the viewer of PDF works under it.
POLICY: Final = "sandbox; default-src 'none'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
BLOCK: Final = 1 << 16
logger = logging.getLogger("thuocdo.files")


def serve(stored: StoredFile, name: str, *, download: bool) -> FileResponse:
    """The content under the name people gave it: shown where browsers do so safely, else to be saved."""
    kind = kinds.of_content_type(stored.content_type)
    shown = kind is not None and kind.shown and not download
    try:
        content = default_storage.open(stored.location)
    except FileNotFoundError:
        logger.error("the content of file %d is gone from the storage", stored.pk)  # noqa: TRY400
        raise Http404 from None
    response = FileResponse(content, as_attachment=not shown, filename=name, content_type=stored.content_type)
    response.block_size = BLOCK
    response.headers["Content-Length"] = str(stored.size)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Frame-Options"] = "SAMEORIGIN" if shown else "DENY"
    return response
