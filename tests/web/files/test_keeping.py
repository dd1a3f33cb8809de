"""A content is checked, scanned, stored and only then known; kept once; served with headers that let it do nothing."""

import io
import logging
import os
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.core.management import call_command
from django.db import connection
from django.http import Http404
from django.utils import timezone
from pytest_django import Settings

from tests.web.files.conftest import Receive
from tests.web.files.corpus import BAD, GOOD, docx, pdf
from thuocdo.web.files import keep as keeping
from thuocdo.web.files.bad_file import BadFile, Why
from thuocdo.web.files.keep import keep
from thuocdo.web.files.kinds import KINDS
from thuocdo.web.files.models import StoredFile
from thuocdo.web.files.receiving import ReceivedFile
from thuocdo.web.files.serve import serve
from thuocdo.web.files.sizes import size_words

AT = datetime(2026, 11, 22, 3, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def objects() -> list[str]:
    return sorted(
        f"{folder}/{name}" for folder in default_storage.listdir("")[0] for name in default_storage.listdir(folder)[1]
    )


def content_of(stored: StoredFile) -> bytes:
    with default_storage.open(stored.location) as file:
        content: bytes = file.read()
    return content


def test_it_stores_under_the_digest(local: Path, receive: Receive) -> None:
    received = receive(pdf())
    stored = keep(received, "a.pdf", AT)
    assert stored.location == f"{received.sha256[:2]}/{received.sha256}"
    assert (stored.size, stored.content_type, stored.stored_at) == (len(pdf()), "application/pdf", AT)
    assert content_of(stored) == pdf() == (local / stored.location).read_bytes()


def test_it_keeps_a_content_once(local: Path, receive: Receive) -> None:
    first, again = (keep(receive(pdf()), name, AT) for name in ("a.pdf", "b.pdf"))
    assert first.pk == again.pk
    assert objects() == [first.location]


def test_it_keeps_nothing_of_a_bad_file(local: Path, receive: Receive) -> None:
    for name, (why, content) in list(BAD.items())[::7]:
        with pytest.raises(BadFile) as refused:
            keep(receive(content), name, AT)
        assert refused.value.why == why
    assert not StoredFile.objects.exists()
    assert not local.exists()


@pytest.mark.parametrize("why", [Why.TOO_BIG, Why.NO_ROOM])
def test_it_says_which_limit_was_reached(why: Why, local: Path, receive: Receive, settings: Settings) -> None:
    settings.FILE_LIMIT, settings.AGENCY_LIMIT = 50 << 20, 3 << 29
    received = receive(b"")
    setattr(received, why.value, True)
    with pytest.raises(BadFile, match="50 MB" if why is Why.TOO_BIG else "1,5 GB") as refused:
        keep(received, "a.pdf", AT)
    assert refused.value.why == why


def test_a_row_is_made_once_the_content_is_stored(
    local: Path, receive: Receive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_space(_received: ReceivedFile) -> str:
        raise OSError("no space")

    monkeypatch.setattr(keeping, "_store", out_of_space)
    with pytest.raises(OSError, match="no space"):
        keep(receive(pdf()), "a.pdf", AT)
    assert not StoredFile.objects.exists()


def test_an_object_without_a_row_is_never_adopted(local: Path, receive: Receive) -> None:
    """Whoever died may have written half of it."""
    received = receive(pdf())
    default_storage.save(f"{received.sha256[:2]}/{received.sha256}", ContentFile(b"half"))
    stored = keep(received, "a.pdf", AT)
    assert stored.location != f"{received.sha256[:2]}/{received.sha256}"
    assert content_of(stored) == pdf()


@pytest.mark.django_db(transaction=True)
def test_the_same_content_from_many_at_once_is_one_row(local: Path) -> None:
    import hashlib

    told: list[str] = []

    def send() -> None:
        file = ReceivedFile("x", "", len(pdf()), None)
        file.write(pdf())
        file.sha256 = hashlib.sha256(pdf()).hexdigest()
        try:
            told.append(content_of(keep(file, "a.pdf", AT)).hex())
        finally:
            file.close()
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [pdf().hex()] * 8
    assert StoredFile.objects.count() == 1


def test_what_no_row_names_goes_after_a_day(local: Path, receive: Receive) -> None:
    stored = keep(receive(pdf()), "a.pdf", AT)
    for name, age in (("ab/old", 2), ("ab/young", 0)):
        default_storage.save(name, ContentFile(b"x"))
        then = (timezone.now() - timedelta(days=age)).timestamp()
        os.utime(local / name, (then, then))
    default_storage.save("khac/old", ContentFile(b"x"))
    os.utime(local / "khac/old", (1, 1))
    said = io.StringIO()
    call_command("remove_unnamed_files", stdout=said)
    assert said.getvalue().splitlines()[0] == "ab/old"
    assert objects() == sorted(["ab/young", "khac/old", stored.location])


# The scanner


def scanner(folder: Path, code: str) -> tuple[str, ...]:
    program = folder / "scanner.py"
    program.write_text(f"import sys, pathlib\ncontent = pathlib.Path(sys.argv[-1]).read_bytes()\n{code}\n")
    return (sys.executable, str(program), "--no-summary")


def test_a_scanner_sees_the_content_and_its_answer_counts(
    local: Path, receive: Receive, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SCANNER = scanner(tmp_path, "sys.exit(b'EICAR' in content)")
    assert keep(receive(pdf()), "a.pdf", AT).pk
    with caplog.at_level(logging.WARNING, "thuocdo.files"), pytest.raises(BadFile) as refused:
        keep(receive(pdf(inside=b"EICAR")), "b.pdf", AT)
    assert refused.value.why == Why.SCANNER
    assert "exit code 1" in caplog.text
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("code", ["absent", "import time; time.sleep(60)"])
def test_a_scanner_that_does_not_answer_refuses(
    code: str,
    local: Path,
    receive: Receive,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("thuocdo.web.files.scan.PATIENCE", 0.3)
    settings.SCANNER = ("/khong/co",) if code == "absent" else scanner(tmp_path, code)
    with caplog.at_level(logging.ERROR, "thuocdo.files"), pytest.raises(BadFile, match="Chưa quét được"):
        keep(receive(pdf()), "a.pdf", AT)
    assert "the scanner" in caplog.text
    assert not StoredFile.objects.exists()


# Serving


@pytest.mark.parametrize("name", GOOD)
def test_it_serves_what_it_found_and_nothing_can_run(name: str, local: Path, receive: Receive) -> None:
    stored = keep(receive(GOOD[name]), name, AT)
    answer = serve(stored, name, download=False)
    assert b"".join(answer.streaming_content) == GOOD[name]  # type: ignore[arg-type]
    answer.close()
    kind = next(kind for kind in KINDS if kind.content_type == stored.content_type)
    headers = answer.headers
    assert headers["Content-Type"] == kind.content_type
    assert headers["Content-Length"] == str(len(GOOD[name]))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert {"sandbox", "default-src 'none'"} <= set(headers["Content-Security-Policy"].split("; "))
    assert headers["Cache-Control"] == "no-store, private"
    shown = kind.name in {"pdf", "png", "jpg", "webp"}
    assert headers["X-Frame-Options"] == ("SAMEORIGIN" if shown else "DENY")
    assert headers["Content-Disposition"].startswith("inline" if shown else "attachment")
    told = serve(stored, name, download=True)
    assert told.headers["Content-Disposition"].startswith("attachment")
    told.close()


def test_it_says_a_vietnamese_name_as_browsers_read_it(local: Path, receive: Receive) -> None:
    answer = serve(keep(receive(pdf()), "a.pdf", AT), 'Quyết "12".pdf', download=True)
    answer.close()
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''Quy%E1%BA%BFt%20%2212%22.pdf"


def test_a_content_that_is_gone_is_not_found_and_noted(
    local: Path, receive: Receive, caplog: pytest.LogCaptureFixture
) -> None:
    stored = keep(receive(pdf()), "a.pdf", AT)
    default_storage.delete(stored.location)
    with caplog.at_level(logging.ERROR, "thuocdo.files"), pytest.raises(Http404):
        serve(stored, "a.pdf", download=False)
    assert "gone from the storage" in caplog.text


def test_a_content_that_was_lost_is_there_again_once_somebody_brings_it(local: Path, receive: Receive) -> None:
    stored = keep(receive(pdf()), "a.pdf", AT)
    StoredFile.objects.update(location="aside")
    (local / stored.location).unlink()
    again = keep(receive(pdf()), "b.pdf", AT)
    assert again.pk == stored.pk
    assert content_of(StoredFile.objects.get()) == pdf()


# The same, in a storage of objects


@pytest.mark.once
def test_it_keeps_and_serves_in_object_storage(s3: Storage, receive: Receive) -> None:
    large = docx({"word/media/a.bin": os.urandom(12 << 20)})  # in several parts
    stored = keep(receive(large), "a.docx", AT)
    assert keep(receive(large), "b.docx", AT) == stored
    assert objects() == [stored.location]
    answer = serve(stored, "a.docx", download=False)
    assert b"".join(answer.streaming_content) == large  # type: ignore[arg-type]
    answer.close()
    s3.delete(stored.location)
    with pytest.raises(Http404):
        serve(stored, "a.docx", download=False)


@pytest.mark.once
def test_an_object_without_a_row_is_not_adopted_there_either(s3: Storage, receive: Receive) -> None:
    received = receive(pdf())
    s3.save(f"{received.sha256[:2]}/{received.sha256}", ContentFile(b"half"))
    assert content_of(keep(received, "a.pdf", AT)) == pdf()
    call_command("remove_unnamed_files", stdout=io.StringIO())
    assert len(objects()) == 2


@pytest.mark.parametrize(
    "size, said",
    [(900, "900 byte"), (1 << 10, "1 kB"), (13_002_342, "12,4 MB"), (3 << 29, "1,5 GB"), ((1 << 30) - 9, "1 GB")],
)
def test_it_says_a_size(size: int, said: str) -> None:
    assert size_words(size) == said
