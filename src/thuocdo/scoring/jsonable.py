"""A result as JSON: points, changes and percents as decimal text, null where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NotRequired, TypedDict

import polars as pl

from thuocdo.scoring.result import Result
from thuocdo.scoring.scale import plain
from thuocdo.tables.plain_text import plain_text


class NodeJson(TypedDict):
    """One node of one agency."""

    points: str | None
    available: str | None
    percent: str | None
    state: str
    level: str | None
    rank: int | None
    change: str | None
    rank_change: int | None
    level_before: str | None


class AgencyJson(TypedDict):
    """One agency; `code` where the table has codes."""

    agency: str
    code: NotRequired[str | None]
    block: str | None
    nodes: dict[str, NodeJson]


class ResultJson(TypedDict):
    """A whole result, in the order of its table."""

    set: str
    digest: str
    version: str
    agencies: list[AgencyJson]


def as_json(result: Result) -> ResultJson:
    """The result in the form `thuocdo score --format json` prints.

    `change` is in points and null where the maxima of the two years differ; `rank_change` counts up as positive.
    """
    agencies = [_agency(row) for row in result.agencies.iter_rows(named=True)]
    for id in result.ids:
        for agency, node in zip(agencies, _nodes(result, id), strict=True):
            agency["nodes"][id] = node
    return {"set": result.set.id, "digest": result.digest, "version": result.version, "agencies": agencies}


def _agency(row: dict[str, str | None]) -> AgencyJson:
    agency: AgencyJson = {"agency": row["agency"] or "", "block": row.get("block"), "nodes": {}}
    if "code" in row:
        agency["code"] = row["code"]
    return agency


def _nodes(result: Result, id: str) -> Iterator[NodeJson]:
    """One node of every agency."""
    figures = [plain_text(pl.col(name)) for name in ("points", "available", "percent")]
    columns = result.node(id).select(*figures, "state", "level", "rank").get_columns()
    rows = zip(*(column.to_list() for column in columns), result.changes(id), strict=True)
    for points, available, percent, state, level, rank, change in rows:
        yield {
            "points": points,
            "available": available,
            "percent": percent,
            "state": state,
            "level": level,
            "rank": rank,
            "change": decimal_text(change.points) if change else None,
            "rank_change": change.ranks if change else None,
            "level_before": change.level_before if change else None,
        }


def decimal_text(value: Fraction | None) -> str | None:
    """A fraction that is a decimal number, as its text.

    >>> decimal_text(Fraction("-1.90"))
    '-1.9'
    """
    if value is None:
        return None
    return plain(Decimal(value.numerator) / Decimal(value.denominator))
