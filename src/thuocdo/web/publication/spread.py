"""How the points of a block spread at one node: least, quartiles, most, how many at zero and at the maximum, who is best and worst.

Quartiles divide the sorted points at a quarter, a half and three quarters of the way from the first to the last, between two of them
in proportion; they are shown with the decimals of the set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache, partial
from typing import Any, Final

import polars as pl

from thuocdo.scoring.result import Result as Scored
from thuocdo.vietnamese.names import sort_key
from thuocdo.web.publication.scored import scored_of
from thuocdo.web.publication.shown import Shown
from thuocdo.web.results.models import Result

NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """One agency's points at a node; `code` where the table has codes."""

    agency: str
    code: str | None
    points: Decimal
    available: Decimal | None
    level: str | None


@dataclass(frozen=True)
class Spread:
    """The points of a block at a node, largest first. Everything is empty where nobody has points.

    Spreads are kept, and what is worked out of them with them. Whose points they are is read when somebody asks: an agency's page has
    seventy spreads and asks of none, and objects by the hundred thousand hold up every page whenever Python looks for garbage.
    """

    points: tuple[Decimal, ...]
    agencies: int
    decimals: int
    read: Callable[[], tuple[Mark, ...]] = field(compare=False, repr=False)

    @classmethod
    def of(cls, marks: Iterable[Mark], agencies: int, decimals: int) -> Spread:
        """The spread of what is known already."""
        found = tuple(ordered(marks))
        return cls(tuple(mark.points for mark in found), agencies, decimals, lambda: found)

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Whose points they are; the same points in Vietnamese order of names."""
        return self.read()

    @cached_property
    def counted(self) -> int:
        """How many have points."""
        return len(self.points)

    @cached_property
    def least(self) -> Decimal | None:
        """The least points."""
        return self.points[-1] if self.points else None

    @cached_property
    def most(self) -> Decimal | None:
        """The most points."""
        return self.points[0] if self.points else None

    @cached_property
    def lower(self) -> Decimal | None:
        """A quarter has at most so many."""
        return self.quarter(1)

    @cached_property
    def middle(self) -> Decimal | None:
        """The median."""
        return self.quarter(2)

    @cached_property
    def upper(self) -> Decimal | None:
        """A quarter has at least so many."""
        return self.quarter(3)

    @cached_property
    def zero(self) -> int:
        """How many have no points."""
        return sum(not points for points in self.points)

    @cached_property
    def full(self) -> int:
        """How many have the maximum."""
        return sum(mark.points == mark.available and bool(mark.points) for mark in self.marks)

    @cached_property
    def best(self) -> tuple[Mark, ...]:
        """Whoever has the most."""
        return tuple(mark for mark in self.marks if mark.points == self.most)

    @cached_property
    def worst(self) -> tuple[Mark, ...]:
        """Whoever has the least."""
        return tuple(mark for mark in self.marks if mark.points == self.least)

    @cached_property
    def drawn(self) -> dict[object, Any]:
        """What was drawn and written of it for one agency, and is the same for the next."""
        return {}

    @cached_property
    def by_identity(self) -> dict[str, Mark]:
        """Each agency's points by its code, else by its name."""
        return {mark.code or mark.agency: mark for mark in self.marks}

    def quarter(self, number: int) -> Decimal | None:
        """So many quarters of the way through the points, least first."""
        if not self.points:
            return None
        last = len(self.points) - 1
        whole, part = divmod(last * number, 4)
        low, high = self.points[last - whole], self.points[max(last - whole - 1, 0)]
        exact = low + (high - low) * part / 4
        return exact.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)


def spread_of(named: Shown, node: str) -> Spread:
    """The spread of a block's points at a node of its set."""
    return _kept(named.result.pk, named.result.result_digest, named.in_table, node)


def block_frame(scored: Scored, block: str | None, node: str) -> pl.DataFrame:
    """The rows of a block at a node, in the order of the table; all of them where the table has no blocks."""
    named = scored.agencies.select([name for name in ("code", "block", "reason") if name in scored.agencies.columns])
    frame = pl.concat([scored.node(node), named], how="horizontal") if named.columns else scored.node(node)
    return frame.filter(pl.col("block") == block) if block is not None else frame


@lru_cache(maxsize=1024)
def _kept(key: int, digest: str, block: str | None, node: str) -> Spread:
    scored = scored_of(Result(pk=key, result_digest=digest))
    frame = block_frame(scored, block, node)
    points = frame["points"].drop_nulls().sort(descending=True).to_list()
    return Spread(tuple(points), len(frame), scored.set.rounding.decimals, partial(_marks, key, digest, block, node))


def _marks(key: int, digest: str, block: str | None, node: str) -> tuple[Mark, ...]:
    frame = block_frame(scored_of(Result(pk=key, result_digest=digest)), block, node)
    rows = frame.filter(pl.col("points").is_not_null()).iter_rows(named=True)
    marks = (Mark(row["agency"], row.get("code"), row["points"], row["available"], row["level"]) for row in rows)
    return tuple(ordered(marks))


def ordered(marks: Iterable[Mark]) -> list[Mark]:
    """The most points first, the same points in Vietnamese order of names."""
    return sorted(marks, key=lambda mark: (-mark.points, sort_key(mark.agency)))
