"""A scored table -> a Result with its standings. Used by the acts that compute or bring in results."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

import polars as pl
from django.db import connection
from django.db.models import Max

from thuocdo.definition.model import Node
from thuocdo.scoring.change import Change
from thuocdo.scoring.jsonable import as_json
from thuocdo.scoring.result import Result as Scored
from thuocdo.tables.table import Table, table_of
from thuocdo.vietnamese.numbers import DecimalMark
from thuocdo.web.results.models import Result
from thuocdo.web.rounds.models import Round, Submission, SubmissionState
from thuocdo.web.sets.models import SetVersion

# Rows, not model objects: a country has ten thousand of them at one result.
NOT_SUBMITTED: Final = (SubmissionState.DRAFTING, SubmissionState.WITH_HEAD)
OF_SUBMISSION: Final = ("name", "sort_key", "search_key", "not_evaluated", "void_reason")
COLUMNS: Final = (
    "result_id",
    "submission_id",
    "block_id",
    "node",
    *OF_SUBMISSION,
    "handed_in",
    "state",
    "points",
    "available",
    "percent",
    "level",
    "level_place",
    "rank",
    "provisional",
    "change",
    "rank_change",
    "level_before",
)
INSERT: Final = f"""INSERT INTO results_standing ({", ".join(f'"{name}"' for name in COLUMNS)})
VALUES ({", ".join(["%s"] * len(COLUMNS))})"""  # noqa: S608 (constants of this module)
Row = tuple[int | str | bool | None, ...]


def keep_result(
    *,
    scored: Scored,
    table: Table,
    round: Round,
    set_version: SetVersion,
    submissions: Mapping[str, Submission],
    earlier: Result | Table | None,
    at: datetime,
) -> Result:
    """Freeze a result; `submissions` maps the agency of each row (its code, else its name) to its submission.

    `earlier` is what it was compared with: a kept result, or the table of the year before.
    """
    last = Result.objects.filter(round=round, set_version=set_version).aggregate(last=Max("number"))["last"] or 0
    kept = Result.objects.create(
        round=round,
        set_version=set_version,
        number=last + 1,
        data=_as_text(table),
        decimal_mark=table.decimal_mark or "",
        earlier=earlier if isinstance(earlier, Result) else None,
        earlier_data=_as_text(earlier) if isinstance(earlier, Table) else "",
        content=json.dumps(as_json(scored), ensure_ascii=False, sort_keys=True),
        set_digest=scored.digest,
        input_digest=scored.input_digest,
        result_digest=scored.result_digest,
        software=scored.version,
        computed_at=at,
    )
    with connection.cursor() as cursor:
        for node in scored.ranked:
            cursor.executemany(INSERT, list(_standings(kept, scored, node, submissions)))
    return kept


def kept_table(text: str, decimal_mark: str) -> Table:
    """A table from its kept text."""
    marks: dict[str, DecimalMark] = {",": ",", ".": "."}
    return table_of(pl.read_csv(io.StringIO(text), infer_schema=False), decimal_mark=marks.get(decimal_mark))


def _as_text(table: Table) -> str:
    text = io.StringIO()
    table.frame.write_csv(text)
    return text.getvalue()


def _standings(kept: Result, scored: Scored, node: Node, submissions: Mapping[str, Submission]) -> Iterator[Row]:
    decimals, percents = scored.set.rounding.decimals, scored.set.rounding.percent
    places = {level.name: place for place, level in enumerate(node.levels)} | {node.below: len(node.levels)}
    who = scored.agencies.iter_rows(named=True)
    for agency, row, change in zip(
        who, scored.node(node.id).iter_rows(named=True), scored.changes(node.id), strict=True
    ):
        submission = submissions[agency.get("code") or agency["agency"]]
        yield (
            kept.pk,
            submission.pk,
            submission.block_id,
            node.id,
            *(getattr(submission, name) for name in OF_SUBMISSION),
            submission.state not in NOT_SUBMITTED,
            row["state"],
            _units(row["points"], decimals),
            _units(row["available"], decimals),
            _units(row["percent"], percents),
            row["level"] or "",
            places.get(row["level"]) if node.levels else None,
            row["rank"],
            row["provisional"],
            *_changed(change, decimals),
        )


def _changed(change: Change | None, decimals: int) -> tuple[int | None, int | None, str]:
    """Change in points and in rank, and the level before."""
    if change is None:
        return None, None, ""
    points = None if change.points is None else int(change.points * 10**decimals)
    return points, change.ranks, change.level_before or ""


def _units(value: Decimal | None, decimals: int) -> int | None:
    return None if value is None else int(Fraction(value) * 10**decimals)
