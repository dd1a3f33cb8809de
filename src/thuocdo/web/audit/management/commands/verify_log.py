"""`thuocdo manage verify_log`: is the log still what was written?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from thuocdo.web.audit.verify import Receipt, verify


class Command(BaseCommand):
    """Reads every entry; ends with 1 and names the first broken one."""

    help = "Kiểm tra chuỗi nhật ký. Check the chain of the log; name the first broken entry."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """A receipt to hold the log against, and a place for a new one."""
        parser.add_argument("--receipt", type=Path, metavar="FILE", help="biên nhận cũ | a receipt given out earlier")
        parser.add_argument("--save", type=Path, metavar="FILE", help="ghi biên nhận mới | write a receipt of today")

    def handle(self, *_args: str, receipt: Path | None, save: Path | None, **_options: Any) -> None:
        """Read, and say how far the log holds."""
        try:
            given = Receipt.read(receipt.read_text(encoding="utf-8")) if receipt else None
        except (OSError, ValueError) as reason:
            raise CommandError(f"{receipt}: {reason}") from None
        verdict = verify(given)
        if verdict.broken:
            said = _("Mục %(number)d: %(wrong)s.") % {"number": verdict.broken.number, "wrong": verdict.broken.wrong}
            self.stderr.write(said)
            sys.exit(1)
        if save:
            save.write_text(Receipt(verdict.count, verdict.head).written(), encoding="utf-8")
        self.stdout.write(
            _("Nhật ký nguyên vẹn: %(count)d mục, mã cuối %(head)s.") % {"count": verdict.count, "head": verdict.head}
        )
