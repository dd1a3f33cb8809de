"""A backup holds everything, and either database is filled from it again."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django import Settings

from tests.people import PASSWORD, make_people
from tests.web.databases import Databases
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.audit.verify import verify
from thuocdo.web.jobs.ask import ask
from thuocdo.web.jobs.heartbeat import beat
from thuocdo.web.jobs.models import Job
from thuocdo.web.site.backup import kept_models

AT = datetime(2026, 11, 22, 3, 30, 15, 123_456, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


def move_to(folder: Path, settings: Settings) -> None:
    """Take an empty data folder, as a new site has."""
    folder.mkdir()
    settings.DATA = folder
    here = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder / "files"}}
    settings.STORAGES = {**settings.STORAGES, "default": here}


@pytest.fixture
def backup(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup of a site with people, a log, a job and files."""
    monkeypatch.delenv("THUOCDO_SECRET_KEY")
    move_to(tmp_path / "old", settings)
    make_people()
    with transaction.atomic():
        for number in range(3):
            record(act="answer", actor="an@example.vn", at=AT, subject="đánh giá", after={"điểm": number})
    ask(beat, asked_by="an@example.vn", at=AT, tên="ê")
    default_storage.save("ab/văn bản.pdf", ContentFile(b"%PDF" * 1000))
    default_storage.save("cd/empty.txt", ContentFile(b""))
    (tmp_path / "old/secret-key").write_text("the key")
    call_command("backup", tmp_path / "backup.zip", stdout=io.StringIO())
    return tmp_path / "backup.zip"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def new_site(
    request: pytest.FixtureRequest, backup: Path, databases: Databases, database: str, settings: Settings
) -> Iterator[None]:
    """An empty site on either database, whichever the backup was made from."""
    call_command("flush", interactive=False, verbosity=0)
    databases.use(request.param)
    move_to(backup.parent / "new", settings)
    yield
    call_command("flush", interactive=False, verbosity=0)
    databases.use(database)


def contents(backup: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(backup) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_it_holds_everything(backup: Path) -> None:
    held = contents(backup)
    manifest = json.loads(held["manifest.json"])
    assert {name for name, table in manifest["tables"].items() if table["rows"]} >= {
        "accounts.person",
        "accounts.role",
        "account.emailaddress",
        "agencies.agency",
        "audit.logentry",
        "django_tasks_database.dbtaskresult",
        "jobs.job",
    }
    assert manifest["log"]["number"] == 3
    assert held["files/ab/văn bản.pdf"] == b"%PDF" * 1000
    assert held["secret-key"] == b"the key"
    assert backup.stat().st_mode & 0o777 == 0o600


def test_it_leaves_out_only_what_comes_back_by_itself() -> None:
    """Every table is held, or is one that migrations, signing in, the cache or a worker fill."""
    held = {model._meta.db_table for model in kept_models().values()}
    assert set(connection.introspection.table_names()) - held == {
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        "django_migrations",
        "django_session",
        "jobs_worker",
        "site_cache",
        "usersessions_usersession",
    }


def test_either_database_is_filled_from_it(backup: Path, new_site: None, tmp_path: Path) -> None:
    said = io.StringIO()
    call_command("restore", backup, stdout=said)
    assert "2 tệp" in said.getvalue()
    call_command("backup", tmp_path / "again.zip", stdout=said)
    assert contents(tmp_path / "again.zip") == contents(backup)


def test_work_goes_on_after_it(backup: Path, new_site: None) -> None:
    call_command("restore", backup, stdout=io.StringIO())
    assert Person.objects.get(email="owner@example.vn").check_password(PASSWORD)
    assert Job.objects.get().asked_at == AT
    Person.objects.create_user("new@example.vn", "x")  # takes a number of its own
    with transaction.atomic():
        record(act="answer", actor="an@example.vn", at=AT, subject="x")
    assert (verify().count, verify().broken) == (4, None)
    with default_storage.open("ab/văn bản.pdf") as file:
        assert file.read() == b"%PDF" * 1000


Change = Callable[[bytes], bytes]
# What is done to which part of a backup, and what is said of it.
DAMAGE: list[tuple[str, Change, str]] = [
    ("files/ab/văn bản.pdf", lambda was: was[:-1] + b"X", "đã hỏng"),
    ("rows/audit.logentry", lambda was: was.replace("điểm".encode(), b"diem"), "Nhật ký trong bản sao lưu đã bị sửa"),
    ("rows/accounts.role", lambda was: was[: was.rindex(b"[")], "thiếu dòng trong bảng accounts.role"),
    ("manifest.json", lambda was: was.replace(b"0001_initial", b"0009_later", 1), "Hãy cài đúng phiên bản đó"),
    ("manifest.json", lambda _was: b"{", "không đọc được như một bản sao lưu"),
]


def test_it_takes_nothing_from_a_backup_that_does_not_fit(backup: Path, new_site: None, tmp_path: Path) -> None:
    for member, change, said in DAMAGE:
        with zipfile.ZipFile(tmp_path / "altered.zip", "w") as archive:
            for name, value in contents(backup).items():
                archive.writestr(name, change(value) if name == member else value)
        with pytest.raises(CommandError, match=said):
            call_command("restore", tmp_path / "altered.zip")
        assert verify().count == Person.objects.count() == 0
        assert not default_storage.exists("ab/văn bản.pdf")


def test_it_overwrites_nothing(backup: Path) -> None:
    with pytest.raises(CommandError, match="đã có"):
        call_command("backup", backup)
    with pytest.raises(CommandError, match="Chỉ khôi phục vào một cơ sở dữ liệu mới"):
        call_command("restore", backup)


CONTENTS = {"ab/văn bản.pdf": b"%PDF" * 1_000_000, "ab/cd/a b+c.txt": b"x", "cd/empty.txt": b""}


def in_storage() -> dict[str, bytes]:
    """What is stored of `CONTENTS`."""
    found = {}
    for name in CONTENTS:
        with default_storage.open(name) as file:
            found[name] = file.read()
    return found


@pytest.fixture
def backup_in_bucket(s3: Storage, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup of a site that keeps its files in a bucket."""
    monkeypatch.delenv("THUOCDO_SECRET_KEY")
    settings.DATA = tmp_path
    make_people()
    with transaction.atomic():
        record(act="answer", actor="an@example.vn", at=AT, subject="x")
    for name, content in CONTENTS.items():
        default_storage.save(name, ContentFile(content))
    call_command("backup", tmp_path / "backup.zip", stdout=io.StringIO())
    return tmp_path / "backup.zip"


def test_files_in_a_bucket_are_held_and_come_back(
    s3: Storage, backup_in_bucket: Path, tmp_path: Path, settings: Settings
) -> None:
    """From a bucket into an emptied bucket, and into the data folder."""
    assert {f"files/{name}" for name in CONTENTS} <= contents(backup_in_bucket).keys()
    for name in CONTENTS:
        default_storage.delete(name)
    call_command("flush", interactive=False, verbosity=0)
    said = io.StringIO()
    call_command("restore", backup_in_bucket, stdout=said)
    assert "3 tệp" in said.getvalue()
    assert in_storage() == CONTENTS
    call_command("flush", interactive=False, verbosity=0)
    move_to(tmp_path / "new", settings)
    call_command("restore", backup_in_bucket, stdout=said)
    assert in_storage() == CONTENTS


def test_a_file_in_the_way_is_looked_at(s3: Storage, backup_in_bucket: Path) -> None:
    """A name that is taken by the same content is left alone, by another refused before anything is written."""
    call_command("flush", interactive=False, verbosity=0)
    default_storage.delete("ab/văn bản.pdf")
    default_storage.save("ab/văn bản.pdf", ContentFile(b"another"))
    with pytest.raises(CommandError, match="Kho tệp đã có một tệp khác mang tên ab/văn bản"):
        call_command("restore", backup_in_bucket)
    assert Person.objects.count() == 0
    default_storage.delete("ab/văn bản.pdf")
    call_command("restore", backup_in_bucket, stdout=io.StringIO())
    assert in_storage() == CONTENTS
