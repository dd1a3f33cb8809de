"""Files as they come in over the wire: hashed on the way to a temporary file, and stopped at a limit.

    before the form is read:   request.upload_handlers = [EvidenceUpload(most=..., room=..., request=request)]
    afterwards:                request.FILES holds `ReceivedFile`s; one that was too big is empty and says so

`SmallUploads` stands before Django's own handlers everywhere else, so that no form of the site takes more than a few
megabytes, from whomever it comes.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

SMALL: Final = 10 << 20
# What is still read and thrown away behind a limit, so that a browser hears the answer instead of a broken connection.
PATIENCE: Final = 64 << 20


class ReceivedFile(TemporaryUploadedFile):
    """One file: `sha256` once it is whole, or `too_big` or `no_room` and then nothing in it."""

    sha256 = ""
    too_big = False
    no_room = False


class EvidenceUpload(TemporaryFileUploadHandler):
    """Takes files of up to `most` bytes each and `room` bytes together; `stopped` where the rest was not even read."""

    def __init__(self, *, most: int, room: int, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._most, self._room = most, room
        self._thrown_away = 0
        self.stopped = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a temporary file for what is to come."""
        FileUploadHandler.new_file(self, *args, **kwargs)
        self.file: ReceivedFile = ReceivedFile(
            self.file_name or "", self.content_type or "", 0, self.charset, self.content_type_extra
        )
        self._digest = hashlib.sha256()
        self._length = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 (Django gives it)
        """Keep a piece, or throw it away once the file is too long."""
        self._length += len(raw_data)
        if not self._refused():
            self._digest.update(raw_data)
            self.file.write(raw_data)
            return
        self._thrown_away += len(raw_data)
        if self._thrown_away > PATIENCE:
            self.stopped = True
            raise StopUpload(connection_reset=True)

    def file_complete(self, file_size: int) -> ReceivedFile:  # noqa: ARG002 (counts what was thrown away too)
        """The file, whole or refused."""
        refused = self.file.too_big or self.file.no_room
        self.file.size = 0 if refused else self._length
        self.file.sha256 = "" if refused else self._digest.hexdigest()
        self._room -= self.file.size
        self.file.seek(0)
        return self.file

    def _refused(self) -> bool:
        """Whether this file is beyond a limit; what was kept of it goes at once."""
        if self.file.too_big or self.file.no_room:
            return True
        self.file.too_big = self._length > self._most
        self.file.no_room = not self.file.too_big and self._length > self._room
        if self.file.too_big or self.file.no_room:
            self.file.seek(0)
            self.file.truncate()
            return True
        return False


class SmallUploads(FileUploadHandler):
    """Counts, and ends a request that brings more than `SMALL`; what it lets through goes on to the next handler."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._length = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 (Django gives it)
        """Pass a piece on."""
        self._length += len(raw_data)
        if self._length > SMALL:
            raise StopUpload(connection_reset=True)  # which closes what the next handler has opened
        return raw_data

    def upload_complete(self) -> None:
        """Called at the end, reached or not."""
        if self._length > SMALL:
            raise RequestDataTooBig("more than any form of this site takes")

    def file_complete(self, file_size: int) -> None:
        """The next handler has the file."""
