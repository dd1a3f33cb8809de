"""`thuocdo manage backup FILE.zip`: everything the site holds, in one file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from thuocdo.web.site.backup import write_backup


class Command(BaseCommand):
    """May run while people work."""

    help = "Sao lưu số liệu, tệp và khóa vào một tệp. Write rows, files and key to one file."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The file to write."""
        parser.add_argument("file", type=Path, metavar="FILE.zip")

    def handle(self, *_args: str, file: Path, **_options: Any) -> None:
        """Write it and say what is in it."""
        try:
            manifest = write_backup(file)
        except FileExistsError:
            raise CommandError(_("%(file)s đã có: hãy chọn tên khác.") % {"file": file}) from None
        except OSError as reason:
            raise CommandError(f"{file}: {reason.strerror}") from None
        counts = {"rows": sum(table.rows for table in manifest.tables.values()), "files": len(manifest.files)}
        self.stdout.write(_("Đã sao lưu %(rows)d dòng, %(files)d tệp.") % counts)
