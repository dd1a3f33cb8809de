"""Standings as a table to take away, in CSV or Excel: figures as numbers, no cell can become a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

import polars as pl
from django.utils.translation import gettext as _

from thuocdo.tables.write import FORMATS
from thuocdo.web.results.models import Standing

TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def standing_table(rows: Iterable[tuple[Standing, str]], block: str, decimals: int, percents: int, form: str) -> bytes:
    """A row for each agency with the reason where it has no rank. Rows come with submission and agency."""
    figure, percent = pl.Decimal(38, decimals), pl.Decimal(38, percents)
    columns: dict[str, Any] = {
        _("Hạng"): pl.Int64,
        _("Mã đơn vị"): pl.String,
        _("Đơn vị"): pl.String,
        _("Khối"): pl.String,
        _("Mức"): pl.String,
        _("Điểm"): figure,
        _("Điểm tối đa được xét"): figure,
        _("Tỷ lệ (%)"): percent,
        _("Tăng, giảm điểm"): figure,
        _("Tăng, giảm hạng"): pl.Int64,
        _("Mức kỳ trước"): pl.String,
        _("Tạm tính"): pl.String,
        _("Lý do không có hạng"): pl.String,
    }
    told = [
        (
            row.rank,
            row.submission.agency.code,
            row.name,
            block,
            row.level,
            _exact(row.points, decimals),
            _exact(row.available, decimals),
            _exact(row.percent, percents),
            _exact(row.change, decimals),
            row.rank_change,
            row.level_before,
            _("tạm tính") if row.provisional and row.rank else "",
            why,
        )
        for row, why in rows
    ]
    content = io.BytesIO()
    FORMATS[f".{form}"](pl.DataFrame(told, schema=columns, orient="row"), content, ".")
    return content.getvalue()


def _exact(value: int | None, decimals: int) -> Decimal | None:
    return None if value is None else Decimal(value).scaleb(-decimals)
