"""`thuocdo manage remove_unnamed_files`: take away contents that no row names."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from thuocdo.web.files.unnamed import remove_unnamed


class Command(BaseCommand):
    """Says what it removed."""

    help = "Xóa nội dung tệp không còn được ghi nhận. Remove stored contents that no row names."

    def handle(self, *_args: str, **_options: Any) -> None:
        """Remove, one line each."""
        gone = remove_unnamed(timezone.now())
        for location in gone:
            self.stdout.write(location)
        self.stdout.write(f"Đã xóa {len(gone)} tệp. Removed {len(gone)} files.")
