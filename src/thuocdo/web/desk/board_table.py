"""The board as a table to take away: a row for each agency, in CSV or Excel; no cell can become a formula."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import Final

import polars as pl
from django.utils.translation import gettext as _

from thuocdo.tables.write import FORMATS
from thuocdo.web.rounds.models import Round, Submission, SubmissionState
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


FIELDS: Final = (
    "agency__code",
    "name",
    "block__name",
    "state",
    "criteria_answered",
    "criteria_total",
    "extended_until",
    "submitted_at",
    "not_evaluated",
)


def board_table(round: Round, form: Form) -> bytes:
    """One row per agency. Read without model objects: there are thousands, and most have the deadline of the round."""
    rows = Submission.objects.filter(round=round).order_by("sort_key", "pk").values_list(*FIELDS)
    states = {state.value: str(state.label) for state in SubmissionState}
    moment = cache(written.moment)
    told = [
        (
            code,
            name,
            block,
            states[state],
            answered,
            total,
            moment(extended or round.submit_before),
            moment(submitted_at),
            not_evaluated,
        )
        for code, name, block, state, answered, total, extended, submitted_at, not_evaluated in rows
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
