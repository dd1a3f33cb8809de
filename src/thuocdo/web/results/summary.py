"""Results in short: for each block and ranked node how many are ranked, the levels, who is first.

Two queries for everything, asked once in a process for the same results: standings never change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from thuocdo.definition.model import Node
from thuocdo.web.agencies.models import Block
from thuocdo.web.results.models import Result, Standing
from thuocdo.web.results.ranked import ranked_nodes
from thuocdo.web.rounds.models import RoundBlock
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.ui import marks, written

FIRSTS = 3


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many agencies have a level; `place` is its place among the levels, the best 0, nothing for none of them."""

    name: str
    place: int | None
    agencies: int


@dataclass(frozen=True, slots=True)
class NodeSummary:
    """One ranked node of one block; `address` is its list of standings. `levels` has every level of the set, those nobody has too; `firsts` whoever shares rank 1."""

    result: Result
    block: Block
    node: Node
    decimals: int
    address: str
    agencies: int = 0
    ranked: int = 0
    levels: tuple[LevelCount, ...] = ()
    firsts: tuple[Standing, ...] = ()
    provisional: int = 0

    @property
    def limits(self) -> int:
        """How many levels the node has."""
        return len(self.node.levels)

    @property
    def first(self) -> Standing | None:
        """Whoever is first, one of several."""
        return self.firsts[0] if self.firsts else None

    @property
    def unranked(self) -> int:
        """How many have no rank."""
        return self.agencies - self.ranked


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A node of a block as a table has it: every text as it is written. `levels` and `first` are empty where there are none."""

    address: str
    block: str
    node: str
    ranked: str
    agencies: str
    provisional: bool
    levels: SafeString
    first: str
    points: str


@dataclass(slots=True)
class _Counted:
    agencies: int = 0
    ranked: int = 0
    provisional: int = 0
    levels: dict[str, int] = field(default_factory=dict)


Key = tuple[int, int, str]


def summaries_of(results: Sequence[Result], blocks: Iterable[RoundBlock]) -> list[NodeSummary]:
    """Every ranked node of every block, in the order of blocks and sets. `results` come with their set, `blocks` with their block."""
    by_set = {result.set_version_id: result for result in results}
    counted, firsts = _of(tuple(sorted(result.pk for result in results)))
    sets = {id: criteria_set_of(result.set_version) for id, result in by_set.items()}
    nodes = {id: ranked_nodes(criteria_set) for id, criteria_set in sets.items()}
    found = []
    for of in blocks:
        result = by_set.get(of.set_version_id)
        if result is None:
            continue
        decimals = sets[of.set_version_id].rounding.decimals
        lists = reverse("results:results", args=[of.round.slug])  # one for each row of a country would cost 10 ms
        for node in nodes[of.set_version_id]:
            key = (result.pk, of.block_id, node.id)
            counts = counted.get(key, _Counted())
            found.append(
                NodeSummary(
                    result,
                    of.block,
                    node,
                    decimals,
                    f"{lists}{result.number}/{of.block.slug}/{node.id}/",
                    counts.agencies,
                    counts.ranked,
                    _levels(node, counts.levels),
                    tuple(firsts.get(key, ())),
                    counts.provisional,
                )
            )
    return found


def lines_of(summaries: Iterable[NodeSummary]) -> tuple[SummaryLine, ...]:
    """The rows of a table, worked out before the page is written: a country has a hundred."""
    return tuple(
        SummaryLine(
            each.address,
            each.block.name,
            each.node.name,
            written.number(each.ranked),
            written.number(each.agencies),
            bool(each.provisional),
            _levels_written(each),
            _firsts_written(each.firsts),
            written.points(each.first.points, each.decimals) if each.first else "",
        )
        for each in summaries
    )


def _levels_written(summary: NodeSummary) -> SafeString:
    """Every level with how many agencies have it."""
    count = summary.limits
    pieces = ((marks.level(each.name, each.place, count), written.number(each.agencies)) for each in summary.levels)
    return format_html_join(" ", '<span class="level-count">{} {}</span>', pieces)


def _firsts_written(firsts: Sequence[Standing]) -> str:
    """Whoever is first, the names of three at most."""
    names = ", ".join(standing.name for standing in firsts[:FIRSTS])
    return f"{names}…" if len(firsts) > FIRSTS else names


def _levels(node: Node, counts: dict[str, int]) -> tuple[LevelCount, ...]:
    if not node.levels:
        return ()
    names = [*((level.name, place) for place, level in enumerate(node.levels)), (node.below, None)]
    return tuple(LevelCount(name, place, counts.get(name, 0)) for name, place in names)


@lru_cache(maxsize=64)
def _of(results: tuple[int, ...]) -> tuple[dict[Key, _Counted], dict[Key, list[Standing]]]:
    return _counted(results), _firsts(results)


def forget() -> None:
    """Ask anew."""
    _of.cache_clear()


def _counted(results: Iterable[int]) -> dict[Key, _Counted]:
    rows = Standing.objects.filter(result__in=results).values("result_id", "block_id", "node", "level", "provisional")
    found: dict[Key, _Counted] = {}
    for row in rows.annotate(agencies=Count("pk"), ranked=Count("rank")).order_by():
        there = found.setdefault((row["result_id"], row["block_id"], row["node"]), _Counted())
        there.agencies += row["agencies"]
        there.ranked += row["ranked"]
        there.provisional += row["ranked"] if row["provisional"] else 0
        if row["level"]:
            there.levels[row["level"]] = there.levels.get(row["level"], 0) + row["agencies"]
    return found


def _firsts(results: Iterable[int]) -> dict[Key, list[Standing]]:
    rows = Standing.objects.filter(result__in=results, rank=1)
    found: dict[Key, list[Standing]] = {}
    for row in rows.order_by("sort_key", "pk"):
        found.setdefault((row.result_id, row.block_id, row.node), []).append(row)
    return found
