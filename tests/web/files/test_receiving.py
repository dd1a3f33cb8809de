"""Uploads are hashed on their way, and stopped at a limit without filling memory or disk."""

import hashlib
import io
import tempfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from thuocdo.web.files.receiving import PATIENCE, SMALL, EvidenceUpload, ReceivedFile

BORDER: Final = "ranh-gioi"
MEGABYTE: Final = 1 << 20


class Parts(io.RawIOBase):
    """The body of a multipart form that is never in memory as a whole: each file is its name and a length of zeros."""

    def __init__(self, **files: int) -> None:
        self.read_bytes = 0
        self._rest = self._pieces(files)
        self._waiting = b""
        heads = sum(len(self._head(name)) + 2 for name in files)
        self.length = heads + sum(files.values()) + len(BORDER) + 6

    def _head(self, name: str) -> bytes:
        return (
            f'--{BORDER}\r\nContent-Disposition: form-data; name="tep"; filename="{name}.pdf"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        ).encode()

    def _pieces(self, files: dict[str, int]) -> Iterator[bytes]:
        for name, length in files.items():
            yield self._head(name)
            for start in range(0, length, MEGABYTE):
                yield bytes(min(MEGABYTE, length - start))
            yield b"\r\n"
        yield f"--{BORDER}--\r\n".encode()

    def read(self, size: int = -1) -> bytes:
        while len(self._waiting) < size:
            try:
                self._waiting += next(self._rest)
            except StopIteration:
                break
        given, self._waiting = self._waiting[:size], self._waiting[size:]
        self.read_bytes += len(given)
        return given


def posted(body: Parts) -> HttpRequest:
    request = RequestFactory().generic("POST", "/", b"x", f"multipart/form-data; boundary={BORDER}")
    request.META["CONTENT_LENGTH"] = str(body.length)
    request._stream = body  # type: ignore[assignment]
    return request


def received(body: Parts, handler: EvidenceUpload) -> list[ReceivedFile]:
    request = posted(body)
    request.upload_handlers = [handler]
    files = request.FILES.getlist("tep")
    assert all(isinstance(file, ReceivedFile) for file in files)
    return files  # type: ignore[return-value]


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where temporary files lie."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def test_it_hashes_on_the_way(folder: Path) -> None:
    one, two = received(Parts(a=5, b=3 * MEGABYTE), EvidenceUpload(most=4 * MEGABYTE, room=9 * MEGABYTE))
    assert [file.size for file in (one, two)] == [5, 3 * MEGABYTE]
    assert two.sha256 == hashlib.sha256(bytes(3 * MEGABYTE)).hexdigest()
    assert one.read() == bytes(5)
    assert Path(two.temporary_file_path()).parent == folder
    for file in (one, two):
        file.close()
    assert list(folder.iterdir()) == []


def test_a_file_of_exactly_the_limit_is_taken(folder: Path) -> None:
    (file,) = received(Parts(a=MEGABYTE), EvidenceUpload(most=MEGABYTE, room=MEGABYTE))
    assert (file.size, file.too_big, file.no_room) == (MEGABYTE, False, False)
    file.close()


def test_one_that_is_too_big_keeps_nothing_and_harms_no_other(folder: Path) -> None:
    big, small = received(Parts(a=3 * MEGABYTE, b=10), EvidenceUpload(most=MEGABYTE, room=9 * MEGABYTE))
    assert (big.too_big, big.size, Path(big.temporary_file_path()).stat().st_size) == (True, 0, 0)
    assert (small.too_big, small.size) == (False, 10)
    for file in (big, small):
        file.close()


def test_files_share_the_room_there_is(folder: Path) -> None:
    files = received(Parts(a=MEGABYTE, b=MEGABYTE, c=10), EvidenceUpload(most=MEGABYTE, room=MEGABYTE + MEGABYTE // 2))
    assert [(file.too_big, file.no_room) for file in files] == [(False, False), (False, True), (False, False)]
    for file in files:
        file.close()


def test_two_gigabytes_are_stopped_early_and_kept_nowhere(folder: Path) -> None:
    body, handler = Parts(a=2 << 30), EvidenceUpload(most=4 * MEGABYTE, room=64 * MEGABYTE)
    tracemalloc.start()
    assert received(body, handler) == []
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert handler.stopped
    assert body.read_bytes < 4 * MEGABYTE + PATIENCE + 4 * MEGABYTE
    assert peak < 16 * MEGABYTE
    assert list(folder.iterdir()) == []


def test_every_other_form_takes_a_few_megabytes(folder: Path) -> None:
    body = Parts(a=2 << 30)
    with pytest.raises(RequestDataTooBig):
        posted(body).POST  # noqa: B018 (reading it is the test)
    assert body.read_bytes < SMALL + 4 * MEGABYTE
    small = posted(Parts(a=SMALL - 1))
    assert small.FILES["tep"].size == SMALL - 1  # type: ignore[union-attr]
    small.close()


@pytest.mark.django_db
@pytest.mark.once
def test_somebody_who_is_not_signed_in_fills_no_disk() -> None:
    with tempfile.TemporaryFile() as file:
        file.truncate(SMALL + 1)
        answer = Client(raise_request_exception=False).post("/tai-khoan/dang-nhap/", {"tep": file})
    assert answer.status_code == 400
