"""One agency at one node, as facts are found among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.reports.notice.model import Figure
from thuocdo.scoring.change import Change
from thuocdo.scoring.result import Result
from thuocdo.vietnamese.names import sort_key


@dataclass(frozen=True, slots=True)
class Row:
    """Who it is and what became of it; `level_given` says whether the level was published and not worked out."""

    agency: str
    kind: str | None
    block: str | None
    points: Decimal | None
    available: Decimal | None
    percent: Decimal | None
    state: str
    level: str | None
    level_given: bool
    rank: int | None
    provisional: bool
    change: Change | None

    def figure(self, node: Node, column: str) -> Iterator[Figure]:
        """The figure in a column, if there is one."""
        value = getattr(self, column)
        if value is not None:
            yield Figure(self.agency, node.id, column, value)


def rows_of(result: Result, node: Node) -> list[Row]:
    """Every agency at a node, in Vietnamese order."""
    given = f"{node.id}:level"
    levels = result.table.frame[given] if given in result.table.frame.columns else None
    found = [
        _row(who, scored, change, level_given=levels is not None and levels[at] is not None)
        for at, (who, scored, change) in enumerate(
            zip(
                result.agencies.iter_rows(named=True),
                result.node(node.id).iter_rows(named=True),
                result.changes(node.id),
                strict=True,
            )
        )
    ]
    return sorted(found, key=lambda row: sort_key(row.agency))


def names(rows: Iterable[Row]) -> tuple[str, ...]:
    """The agencies of some rows."""
    return tuple(row.agency for row in rows)


def figures(rows: Iterable[Row], node: Node, *columns: str) -> tuple[Figure, ...]:
    """The figures of some rows in some columns."""
    return tuple(figure for row in rows for column in columns for figure in row.figure(node, column))


def maximum_for(criteria_set: CriteriaSet, node: Node, row: Row) -> Decimal | None:
    """The maximum of a node for an agency of its kind."""
    only = criteria_set.kinds[0] if len(criteria_set.kinds) == 1 else None
    return node.max_for(row.kind or only)


def _row(who: dict[str, Any], scored: dict[str, Any], change: Change | None, *, level_given: bool) -> Row:
    return Row(
        agency=who["agency"],
        kind=who.get("kind"),
        block=who.get("block"),
        points=scored["points"],
        available=scored["available"],
        percent=scored["percent"],
        state=scored["state"],
        level=scored["level"],
        level_given=level_given,
        rank=scored["rank"],
        provisional=bool(scored["provisional"] or scored["yardstick_given"]),
        change=change,
    )
