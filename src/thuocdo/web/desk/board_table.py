"""The board as a table: UTF-8 with the mark Excel looks for, cells that cannot become formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from thuocdo.web.rounds.models import Submission
from thuocdo.web.ui import written

MAKES_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def board_table(rows: Iterable[Submission]) -> bytes:
    """One row per agency."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [
            _("Mã"),
            _("Đơn vị"),
            _("Khối"),
            _("Trạng thái"),
            _("Đã kê khai"),
            _("Phải kê khai"),
            _("Hạn nộp"),
            _("Lý do không đánh giá"),
        ]
    )
    for row in rows:
        deadline = row.extended_until or row.round.submit_before
        cells = (
            row.agency.code,
            row.name,
            row.block.name,
            str(row.get_state_display()),
            str(row.criteria_answered),
            str(row.criteria_total),
            written.moment(deadline),
            row.not_evaluated,
        )
        writer.writerow([safe(cell) for cell in cells])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(MAKES_A_FORMULA) else cell
