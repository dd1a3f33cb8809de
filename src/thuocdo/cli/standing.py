"""One agency's line in a ranking, in the order people expect: ranked, then without rank, then not evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from thuocdo.definition.model import Node
from thuocdo.scoring.change import Change
from thuocdo.scoring.result import Result
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.names import sort_key

PROVISIONAL: Final = Text(
    "* Hạng tạm tính: còn đơn vị chưa đủ điểm, hoặc điểm dựa trên giá trị tốt nhất được cho trước.",
    "* Provisional: an agency still lacks points, or points rest on a best value given beforehand.",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a ranking shows of one agency at one node."""

    agency: str
    block: str | None
    reason: str | None
    points: Decimal | None
    percent: Decimal | None
    state: str
    level: str | None
    open_levels: tuple[str, str] | None
    rank: int | None
    provisional: bool
    change: Change | None
    parts: tuple[Decimal | None, ...]

    @property
    def order(self) -> tuple[int, int, Decimal, str]:
        """Ranked by rank, then by points, then those without points, last those that are not evaluated."""
        group = 0 if self.rank is not None else 1 if self.points is not None else 3 if self.is_out else 2
        return (group, self.rank or 0, -(self.points or Decimal(0)), sort_key(self.agency))

    @property
    def is_out(self) -> bool:
        """Whether the whole agency was left out: its report void, or excluded."""
        return self.state == "excluded" or self.state.startswith("void:")


def standings(result: Result, node: Node) -> list[Standing]:
    """Every agency at a node, in order."""
    rows = zip(
        result.agencies.iter_rows(named=True),
        result.node(node.id).iter_rows(named=True),
        result.changes(node.id),
        result.points.select([child.id for child in node.criteria] or ["agency"]).iter_rows(),
        strict=True,
    )
    return sorted((_standing(*row) for row in rows), key=lambda standing: standing.order)


def _standing(who: dict[str, Any], scored: dict[str, Any], change: Change | None, parts: tuple[Any, ...]) -> Standing:
    still_possible = (scored["best_level"], scored["worst_level"])
    return Standing(
        agency=who["agency"],
        block=who.get("block"),
        reason=who.get("reason"),
        points=scored["points"],
        percent=scored["percent"],
        state=scored["state"],
        level=scored["level"],
        open_levels=still_possible if scored["state"] == "open" else None,
        rank=scored["rank"],
        provisional=bool(scored["provisional"] or scored["yardstick_given"]),
        change=change,
        parts=parts,
    )
