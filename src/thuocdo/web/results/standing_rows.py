"""The rows of standings, worked out before the page is written: there are a hundred, each with a ruler."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from thuocdo.definition.model import Node
from thuocdo.web.results.models import Standing
from thuocdo.web.results.standing_list import limits_for
from thuocdo.web.results.why_unranked import why_unranked
from thuocdo.web.ui import marks, written
from thuocdo.web.ui.ruler_drawing import ruler_svg


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One agency: every text as it is written, empty where there is nothing to write. `why` it has no rank.

    `moved` is the change of its rank, `before` the level of the year before where it was another, `available` what it could reach where
    that is not what all could.
    """

    name: str
    why: str
    rank: str
    provisional: bool
    moved: str
    level: str
    before: str
    points: str
    available: str
    ruler: str
    percent: str
    change: SafeString


def standing_rows(
    rows: Iterable[Standing], node: Node, *, decimals: int, percents: int, most: int | None, brought_in: bool
) -> tuple[StandingRow, ...]:
    """The agencies of a page at a node. `most` is its maximum where it is the same for all; `brought_in`: published elsewhere."""
    return tuple(
        StandingRow(
            name=row.name,
            why=why_unranked(row, node, brought_in=brought_in),
            rank=written.number(row.rank) if row.rank else "",
            provisional=row.provisional,
            moved=marks.change(row.rank_change) if row.rank_change else "",
            level=marks.level(row.level, row.level_place, len(node.levels)) if row.level else "",
            before=row.level_before if row.level_before != row.level else "",
            points=written.points(row.points, decimals),
            available=written.points(row.available, decimals) if row.available != most else "",
            ruler=_ruler(row, node, decimals),
            percent="" if row.percent is None else written.percent(written.exact(row.percent, percents), percents),
            change=marks.change(row.change, decimals),
        )
        for row in rows
    )


def _ruler(row: Standing, node: Node, decimals: int) -> str:
    if row.points is None or not row.available:
        return ""
    return ruler_svg(row.points, row.available, limits_for(node, row, decimals), decimals=decimals, level=row.level)
