"""Fill an empty site from a backup, on either database."""

from __future__ import annotations

import io
import json
import os
import zipfile
from itertools import islice
from pathlib import Path
from typing import IO, cast

from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from thuocdo.web.audit.verify import Receipt, verify
from thuocdo.web.site.backup import (
    BATCH,
    FORMAT,
    Manifest,
    Table,
    applied_migrations,
    copied,
    fields,
    kept_key,
    kept_models,
)


class CannotRestore(Exception):
    """The sentence says why and what to do."""


def restore_backup(source: Path) -> Manifest:
    """Fill an empty, migrated database and the file storage from a backup; nothing happens where it does not fit."""
    with zipfile.ZipFile(source) as archive:
        manifest = Manifest.read(archive.read("manifest.json"))
        _must_fit(manifest)
        with transaction.atomic():
            for name, model in kept_models().items():
                _read_rows(archive, name, model, manifest.tables[name])
            _count_on(list(kept_models().values()))
            if verify(Receipt(**manifest.log)).broken:
                raise CannotRestore(_("Nhật ký trong bản sao lưu đã bị sửa: không khôi phục."))
            for name, digest in manifest.files.items():
                _read_file(archive, name, digest)
        if "secret-key" in archive.namelist() and not os.environ.get("THUOCDO_SECRET_KEY"):
            kept_key().write_bytes(archive.read("secret-key"))
            kept_key().chmod(0o600)
    return manifest


def _must_fit(manifest: Manifest) -> None:
    if manifest.format != FORMAT or manifest.migrations != applied_migrations():
        raise CannotRestore(
            _("Bản sao lưu do phiên bản %(version)s ghi. Hãy cài đúng phiên bản đó, khôi phục, rồi mới cập nhật.")
            % {"version": manifest.version}
        )
    if any(model._default_manager.exists() for model in kept_models().values()):
        raise CannotRestore(_("Cơ sở dữ liệu đã có số liệu. Chỉ khôi phục vào một cơ sở dữ liệu mới."))


def _read_rows(archive: zipfile.ZipFile, name: str, model: type[models.Model], table: Table) -> None:
    columns = fields(model)
    with archive.open(f"rows/{name}") as raw:
        rows = (json.loads(line) for line in io.TextIOWrapper(raw, encoding="utf-8"))
        made = (
            model(**{name: columns[name].to_python(value) for name, value in zip(table.columns, row, strict=True)})
            for row in rows
        )
        size = connection.ops.bulk_batch_size(list(columns.values()), [None] * BATCH)
        while batch := list(islice(made, size)):
            # As Django loads fixtures: fields that fill themselves in (auto_now_add) are taken as they were.
            model._base_manager._insert(batch, fields=list(columns.values()), using="default", raw=True)  # type: ignore[attr-defined]  # noqa: SLF001 (the stubs lack it; `loaddata` uses it alike)
    if model._base_manager.count() != table.rows:
        raise CannotRestore(_("Bản sao lưu thiếu dòng trong bảng %(table)s.") % {"table": name})


def _count_on(tables: list[type[models.Model]]) -> None:
    """Let new rows take numbers after those that were read."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def _read_file(archive: zipfile.ZipFile, name: str, digest: str) -> None:
    with archive.open(f"files/{name}") as source:
        if copied(source, None) != digest:
            raise CannotRestore(_("Tệp %(name)s trong bản sao lưu đã hỏng.") % {"name": name})
    if default_storage.exists(name):
        with default_storage.open(name) as there:
            if copied(cast("IO[bytes]", there), None) != digest:
                raise CannotRestore(_("Kho tệp đã có một tệp khác mang tên %(name)s.") % {"name": name})
        return
    with archive.open(f"files/{name}") as source:
        default_storage.save(name, File(source, name))
