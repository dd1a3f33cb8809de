"""The board as a table to take away: a row for each agency, in CSV or Excel; no cell can become a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import polars as pl
from django.utils.translation import gettext as _

from thuocdo.tables.write import FORMATS
from thuocdo.web.rounds.models import Submission
from thuocdo.web.ui import written


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file: its suffix, and what a browser is told it is."""

    suffix: str
    content_type: str


EXCEL: Final = "xlsx"
FORMS: Final = {
    "csv": Form("csv", "text/csv; charset=utf-8"),
    EXCEL: Form(EXCEL, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def board_table(rows: Iterable[Submission], form: Form) -> bytes:
    """One row per agency. `rows` come with their agency, block and round."""
    told = [
        (
            row.agency.code,
            row.name,
            row.block.name,
            str(row.get_state_display()),
            row.criteria_answered,
            row.criteria_total,
            written.moment(row.extended_until or row.round.submit_before),
            written.moment(row.submitted_at),
            row.not_evaluated,
        )
        for row in rows
    ]
    columns = {
        _("Mã"): pl.String,
        _("Đơn vị"): pl.String,
        _("Khối"): pl.String,
        _("Trạng thái"): pl.String,
        _("Đã kê khai"): pl.Int64,
        _("Phải kê khai"): pl.Int64,
        _("Hạn nộp"): pl.String,
        _("Nộp lúc"): pl.String,
        _("Lý do không đánh giá"): pl.String,
    }
    content = io.BytesIO()
    FORMATS[f".{form.suffix}"](pl.DataFrame(told, schema=columns, orient="row"), content, ".")
    return content.getvalue()
