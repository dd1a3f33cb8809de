"""`thuocdo manage restore FILE.zip`: fill a new site from a backup."""

from __future__ import annotations

import argparse
import zipfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from thuocdo.web.site.restore import CannotRestore, restore_backup


class Command(BaseCommand):
    """Takes only an empty database that the same version has migrated."""

    help = "Khôi phục từ một bản sao lưu vào cơ sở dữ liệu mới. Fill a new database from a backup."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The file to read."""
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *_args: str, file: Path, **_options: Any) -> None:
        """Read it all, or change nothing."""
        try:
            manifest = restore_backup(file)
        except CannotRestore as reason:
            raise CommandError(str(reason)) from None
        except (OSError, zipfile.BadZipFile, KeyError, ValueError) as reason:
            said = _("%(file)s không đọc được như một bản sao lưu: %(reason)s") % {"file": file, "reason": reason}
            raise CommandError(said) from None
        counts = {"rows": sum(table.rows for table in manifest.tables.values()), "files": len(manifest.files)}
        self.stdout.write(_("Đã khôi phục %(rows)d dòng, %(files)d tệp.") % counts)
