"""A form with files, read only for somebody who may send them: their limits are those of the agency, and known first.

The token against forged requests stands in the form or in a header; it is looked at after the limits are set, since looking at
it reads the form.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from thuocdo.web.audit.refusal import Refused
from thuocdo.web.files.bad_file import BadFile, Why
from thuocdo.web.files.file_names import kept_name
from thuocdo.web.files.keep import keep
from thuocdo.web.files.models import StoredFile
from thuocdo.web.files.receiving import EvidenceUpload, ReceivedFile
from thuocdo.web.files.sizes import size_words
from thuocdo.web.submissions.models import Evidence
from thuocdo.web.submissions.opened import Opened
from thuocdo.web.submissions.standing_evidence import room_left

FILES: Final = "tep"
_STATUS: Final = {Why.TOO_BIG: 413, Why.NO_ROOM: 413}


class FileRefused(Refused):
    """A file is not taken; the sentence says why."""

    def __init__(self, bad: BadFile) -> None:
        super().__init__(str(bad))
        self.status = _STATUS.get(bad.why, 422)


def receiving(
    request: HttpRequest,
    opened: Opened,
    refusal: Refused | None,
    then: Callable[[HttpRequest, list[ReceivedFile]], HttpResponse],
    instead_of: Evidence | None = None,
) -> HttpResponse:
    """Read the files under the agency's limits and go on with them; raises why the person may not send any."""
    if refusal is not None:
        raise refusal
    upload = EvidenceUpload(most=settings.FILE_LIMIT, room=room_left(opened.submission, instead_of), request=request)
    request.upload_handlers = [upload]

    @csrf_protect
    def read(request: HttpRequest) -> HttpResponse:
        files = [file for file in request.FILES.getlist(FILES) if isinstance(file, ReceivedFile)]
        if upload.stopped:  # what followed the file that was too big was not read
            if not files:
                raise FileRefused(BadFile(Why.TOO_BIG, too_big_words()))
            messages.error(request, too_big_words())
        return then(request, files)

    return read(request)


def too_big_words() -> str:
    """What is said of a file that is larger than any may be."""
    return _("Tệp lớn hơn %(most)s nên không nhận được.") % {"most": size_words(settings.FILE_LIMIT)}


def kept(file: ReceivedFile, at: datetime) -> tuple[StoredFile, str]:
    """The stored content and the name it is kept under; raises `FileRefused`."""
    name = kept_name(file.name or "")
    try:
        return keep(file, name, at), name
    except BadFile as bad:
        raise FileRefused(bad) from None
