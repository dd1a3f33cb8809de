"""The points at one group: who has the most, the next, the least, all of them, none."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.reports.notice.model import Shared, Spread
from thuocdo.reports.notice.rows import Row, figures, maximum_for, names


def spread(criteria_set: CriteriaSet, node: Node, rows: Iterable[Row]) -> Spread:
    """Look at the agencies of one block, left out ones apart."""
    there = [row for row in rows if row.state != "na"]
    maxima = {maximum_for(criteria_set, node, row) for row in there}
    maximum = next(iter(maxima)) if len(maxima) == 1 else None
    earned = [row for row in there if row.points is not None and not _not_earned(row)]
    ranked = tuple(
        _shared(node, points, earned)
        for points in sorted({row.points for row in earned if row.points is not None})[::-1]
    )
    at_top = [row for row in earned if row.points == maximum_for(criteria_set, node, row) and row.points]
    return Spread(
        node=node.id,
        name=node.name,
        maximum=maximum,
        extra=node.extra,
        comparable=len(maxima) <= 1,
        ranked=ranked,
        full=Shared(maximum or Decimal(0), names(at_top), figures(at_top, node, "points")) if at_top else None,
        zero=next((shared for shared in ranked if not shared.points), None),
        void=names(row for row in there if row.state.startswith("void:")),
        unanswered=names(row for row in there if row.state == "missing" and row.points is not None),
        unscored=names(row for row in there if row.points is None),
        absent=names(row for row in rows if row.state == "na"),
    )


def _shared(node: Node, points: Decimal, rows: Iterable[Row]) -> Shared:
    same = [row for row in rows if row.points == points]
    return Shared(points, names(same), figures(same, node, "points"))


def _not_earned(row: Row) -> bool:
    """Whether its points are 0 for want of an answer that counts."""
    return row.state == "missing" or row.state.startswith("void:")
