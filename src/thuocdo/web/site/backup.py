"""Everything a site holds in one file, which either database can be filled from again.

    manifest.json          program, migrations, rows of each table, the log's head, how files are checked
    rows/<app>.<model>     a row a line: [value, value, ...] in the order of the manifest's columns
    files/<name>           attached files, as they are stored
    secret-key             where the key is kept in the data folder

Rows are read in one transaction of their own, so they fit one another while people go on working; files come after
them, and none is ever removed, so every file a row names is there. Sessions are left out: everybody signs in anew.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final, cast
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

import thuocdo
from thuocdo.web.audit.record import head

FORMAT: Final = 1
BATCH: Final = 1000
# Made by migrations, by signing in, or by a running worker.
LEFT_OUT: Final = {"auth", "contenttypes", "sessions", "usersessions"}
LEFT_OUT_MODELS: Final = {"jobs.worker"}
SNAPSHOT: Final = {"sqlite": "BEGIN DEFERRED", "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table in a backup: its columns in the order of the rows, and how many rows there are."""

    columns: list[str]
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    format: int
    version: str
    migrations: list[str]
    log: dict[str, Any]
    tables: dict[str, Table]
    files: dict[str, str]

    @classmethod
    def read(cls, text: bytes) -> Manifest:
        """Read what `written` wrote."""
        said = json.loads(text)
        tables = {name: Table(**table) for name, table in said.pop("tables").items()}
        return cls(**said, tables=tables)

    def written(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)


def write_backup(target: Path) -> Manifest:
    """Write a backup, readable by its owner only; a file that stands there already is not touched."""
    part = target.with_name(target.name + ".part")
    if target.exists():
        raise FileExistsError(target)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            with _snapshot():
                tables = {name: _write_rows(archive, name, model) for name, model in kept_models().items()}
                number, found = head()
                migrations = applied_migrations()
            manifest = Manifest(
                format=FORMAT,
                version=thuocdo.__version__,
                migrations=migrations,
                log={"number": number, "hash": found},
                tables=tables,
                files={name: _write_file(archive, name) for name in _stored("")},
            )
            if (kept := kept_key()).exists():
                archive.write(kept, "secret-key")
            archive.writestr("manifest.json", manifest.written())
        stream.flush()
        os.fsync(stream.fileno())
    part.rename(target)
    return manifest


def kept_models() -> dict[str, type[models.Model]]:
    """The models whose rows a backup holds."""
    found = {model._meta.label_lower: model for model in apps.get_models(include_auto_created=True)}
    return {
        name: model
        for name, model in sorted(found.items())
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.app_label not in LEFT_OUT
        and name not in LEFT_OUT_MODELS
    }


def applied_migrations() -> list[str]:
    """What the database has been told."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


@contextmanager
def _snapshot() -> Iterator[None]:
    """A transaction that only reads, and that keeps nobody from writing."""
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def fields(model: type[models.Model]) -> dict[str, models.Field[Any, Any]]:
    """The fields that are columns, by their columns' names."""
    return {field.attname: field for field in model._meta.local_concrete_fields}


def _write_rows(archive: zipfile.ZipFile, name: str, model: type[models.Model]) -> Table:
    columns, count = list(fields(model)), 0
    with archive.open(f"rows/{name}", "w", force_zip64=True) as raw, io.TextIOWrapper(raw, encoding="utf-8") as lines:
        for row in model._default_manager.order_by("pk").values_list(*columns).iterator(chunk_size=BATCH):
            lines.write(json.dumps(row, ensure_ascii=False, default=_plain) + "\n")
            count += 1
    return Table(columns, count)


def _plain(value: object) -> object:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta() | Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
        case _:
            message = f"{type(value).__name__} in a row"
            raise TypeError(message)


def _stored(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for inner in sorted(folders):
        yield from _stored(f"{folder}{inner}/")


def _write_file(archive: zipfile.ZipFile, name: str) -> str:
    with default_storage.open(name) as source, archive.open(f"files/{name}", "w", force_zip64=True) as target:
        return copied(cast("IO[bytes]", source), target)


def copied(source: IO[bytes], target: IO[bytes] | None) -> str:
    """Copy, or only read; the SHA-256 of what went through."""
    digest = hashlib.sha256()
    while block := source.read(1 << 20):
        digest.update(block)
        if target is not None:
            target.write(block)
    return digest.hexdigest()


def kept_key() -> Path:
    """Where the site's own secret key lies, if it made one."""
    return Path(settings.DATA) / "secret-key"
