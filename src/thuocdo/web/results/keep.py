"""A scored table -> a Result with its standings. Used by the acts that compute or bring in results."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import polars as pl
from django.db.models import Max

from thuocdo.definition.model import Node
from thuocdo.scoring.change import Change
from thuocdo.scoring.jsonable import as_json
from thuocdo.scoring.result import Result as Scored
from thuocdo.tables.table import Table, table_of
from thuocdo.vietnamese.numbers import DecimalMark
from thuocdo.web.results.models import Result, Standing
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.sets.models import SetVersion


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
    for node in scored.ranked:
        Standing.objects.bulk_create(_standings(kept, scored, node, submissions), batch_size=500)
    return kept


def kept_table(text: str, decimal_mark: str) -> Table:
    """A table from its kept text."""
    marks: dict[str, DecimalMark] = {",": ",", ".": "."}
    return table_of(pl.read_csv(io.StringIO(text), infer_schema=False), decimal_mark=marks.get(decimal_mark))


def _as_text(table: Table) -> str:
    text = io.StringIO()
    table.frame.write_csv(text)
    return text.getvalue()


def _standings(kept: Result, scored: Scored, node: Node, submissions: Mapping[str, Submission]) -> Iterator[Standing]:
    decimals, percents = scored.set.rounding.decimals, scored.set.rounding.percent
    places = {level.name: place for place, level in enumerate(node.levels)} | {node.below: len(node.levels)}
    who = scored.agencies.iter_rows(named=True)
    for agency, row, change in zip(
        who, scored.node(node.id).iter_rows(named=True), scored.changes(node.id), strict=True
    ):
        submission = submissions[agency.get("code") or agency["agency"]]
        yield Standing(
            result=kept,
            submission=submission,
            block_id=submission.block_id,
            node=node.id,
            state=row["state"],
            points=_units(row["points"], decimals),
            available=_units(row["available"], decimals),
            percent=_units(row["percent"], percents),
            level=row["level"] or "",
            level_place=places.get(row["level"]) if node.levels else None,
            rank=row["rank"],
            provisional=row["provisional"],
            **_changed(change, decimals),
        )


def _changed(change: Change | None, decimals: int) -> dict[str, int | str | None]:
    if change is None:
        return {}
    points = None if change.points is None else int(change.points * 10**decimals)
    return {"change": points, "rank_change": change.ranks, "level_before": change.level_before or ""}


def _units(value: Decimal | None, decimals: int) -> int | None:
    return None if value is None else int(Fraction(value) * 10**decimals)
