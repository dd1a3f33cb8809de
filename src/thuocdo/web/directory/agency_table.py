"""Agencies as a table to take away, with the headings that an import reads; and that table without rows, to fill in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

import polars as pl
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_noop as _
from django.utils.translation import override

from thuocdo.tables.write import FORMATS
from thuocdo.vietnamese import Lang, format_date
from thuocdo.web.agencies.kinds import kind_words

# In Vietnamese in both languages: an import reads them again.
HEADINGS: Final = (_("Mã đơn vị"), _("Tên đơn vị"), _("Loại"), _("Khối"), _("Từ ngày"))
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CELLS: Final = ("agency__code", "name", "kind", "block", "start", "kind_start", "block_start")
Cells = Sequence[str | None]


def table_of_agencies(rows: Iterable[Any]) -> list[Cells]:
    """The rows of a list, as tuples named by `CELLS`; the day is that since when everything in the row holds."""
    with override("vi"):
        words = cache(kind_words)
        return [(row.agency__code, row.name, words(row.kind or ""), row.block or "", _since(row)) for row in rows]


def answer(rows: Sequence[Cells], name: str, form: str, headings: Sequence[str] = HEADINGS) -> HttpResponse:
    """A table as a file to save; raises `Http404` for a form that is not made."""
    if form not in TYPES:
        raise Http404
    columns = {heading: [cells[at] for cells in rows] for at, heading in enumerate(headings)}
    content = io.BytesIO()
    FORMATS[f".{form}"](pl.DataFrame(columns, dict.fromkeys(headings, pl.String)), content, ".")
    response = HttpResponse(content.getvalue(), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def _since(row: Any) -> str:
    days: list[date] = [day for day in (row.start, row.kind_start, row.block_start) if day is not None]
    return format_date(max(days), Lang.VI) if days else ""
