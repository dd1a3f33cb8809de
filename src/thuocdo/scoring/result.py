"""The result of scoring: points, levels and ranks at once, everything else on first use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

import polars as pl

import thuocdo
from thuocdo.definition.digest import digest_of_set
from thuocdo.definition.model import Combine, CriteriaSet, Missing, Node
from thuocdo.scoring.change import Change, Earlier, Then, change
from thuocdo.scoring.digest import digest_of_frame, digest_of_table
from thuocdo.scoring.levels import OPEN
from thuocdo.scoring.plan import Plan
from thuocdo.scoring.quotient import input_columns
from thuocdo.scoring.ranks import percent_expr, ranked_nodes
from thuocdo.scoring.scale import Scale
from thuocdo.scoring.states import NA_LEFT, NA_ZERO, VOIDS
from thuocdo.tables.typed import TypedTable


@dataclass(frozen=True, slots=True)
class Part:
    """The agencies of one kind, with the columns of their plan."""

    plan: Plan
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Counts:
    """How many agencies were there, are ranked, were ranked in the earlier result (None: no earlier one), and reached each level."""

    agencies: int
    ranked: int
    ranked_before: int | None
    levels: dict[str, int]


@dataclass(frozen=True)
class Result:
    """Scores of a table by a set. `standing` has one row per agency, in the order of the table."""

    set: CriteriaSet
    table: TypedTable
    parts: tuple[Part, ...]
    standing: pl.DataFrame
    earlier: Earlier | None = None
    _nodes: dict[str, pl.DataFrame] = field(default_factory=dict, repr=False, compare=False)

    @property
    def scale(self) -> Scale:
        """The whole numbers points are held in."""
        return Scale.of(self.set.rounding)

    @cached_property
    def digest(self) -> str:
        """The digest of the criteria set."""
        return digest_of_set(self.set)

    @cached_property
    def input_digest(self) -> str:
        """The digest of the table's cells, sorted by agency, whatever file they came from."""
        return digest_of_table(self.table)

    @cached_property
    def result_digest(self) -> str:
        """The digest of every node's points, state, level and rank."""
        columns = [
            self.node(id).select(pl.col("points", "state", "level", "rank").name.prefix(f"{id}:")) for id in self.ids
        ]
        return digest_of_frame(pl.concat([self.agencies, *columns], how="horizontal"))

    @property
    def version(self) -> str:
        """The version of the code that worked it out."""
        return thuocdo.__version__

    @property
    def ids(self) -> tuple[str, ...]:
        """Every node's id, in the order of the set."""
        return tuple(self.set.nodes())

    @cached_property
    def ranked(self) -> tuple[Node, ...]:
        """The nodes that are ranked."""
        return ranked_nodes(self.set)

    @property
    def agencies(self) -> pl.DataFrame:
        """Who the rows are: agency, and code, kind, block, reason, predecessors where the table has them."""
        return self.standing.select(
            [n for n in ("agency", "code", "kind", "block", "reason", "predecessors") if n in self.standing.columns]
        )

    @cached_property
    def points(self) -> pl.DataFrame:
        """Shown points of every node as exact decimals, one column a node, after the agency."""
        columns = [self.node(id)["points"].alias(id) for id in self.ids]
        return pl.concat([self.agencies.select("agency"), pl.DataFrame(columns)], how="horizontal")

    def node(self, id: str) -> pl.DataFrame:
        """Everything about one node, one row per agency.

        Columns: agency, points, available, percent (decimals), state, level, best_level and worst_level (still possible), rank,
        provisional, and yardstick_given (points rest on a best value that was given); null for none. Raises KeyError for an unknown node.
        """
        if id not in self._nodes:
            self._nodes[id] = self._node(self.set.nodes()[id])
        return self._nodes[id]

    def _node(self, node: Node) -> pl.DataFrame:
        columns = pl.concat(
            [self._of_part(part, node) for part in self.parts] or [self._nothing()], how="vertical_relaxed"
        )
        base = self.standing.select("~row", "agency", *self._ranks(node)).with_columns(self._unscored())
        frame = base.join(columns, on="~row", how="left", maintain_order="left")
        decimals, percent = self.set.rounding.decimals, self.set.rounding.percent
        state = pl.col("state").fill_null(pl.col("~state"))
        levels = [level.name for level in node.levels] + [node.below]
        level = pl.col("v")
        return frame.select(
            "agency",
            _decimal("p", decimals).alias("points"),
            _decimal("a", decimals).alias("available"),
            _decimal("c", percent).alias("percent"),
            pl.when((level == OPEN).fill_null(value=False)).then(pl.lit("open")).otherwise(state).alias("state"),
            _name(level, levels).alias("level"),
            _name(pl.col("best"), levels).alias("best_level"),
            _name(pl.col("worst"), levels).alias("worst_level"),
            pl.col("rank"),
            pl.col("provisional"),
            (pl.col("yardstick_given").fill_null(value=False) & (pl.col("state") == "computed").fill_null(value=False)),
        )

    def _ranks(self, node: Node) -> list[pl.Expr]:
        if f"r.{node.id}" not in self.standing.columns:
            return [pl.lit(None, dtype=pl.Int64).alias("rank"), pl.lit(value=False).alias("provisional")]
        return [pl.col(f"r.{node.id}").alias("rank"), pl.col(f"w.{node.id}").alias("provisional")]

    def _unscored(self) -> pl.Series:
        """The state of agencies a node has no row for: the report's, or `na` where the node is not there for their kind."""
        name = f"{self.set.id}:state"
        if name not in self.table.frame.columns:
            return pl.Series("~state", ["na"] * len(self.standing), dtype=pl.String)
        return self.table.frame[name].fill_null("na").alias("~state")

    def _nothing(self) -> pl.DataFrame:
        schema = {"~row": pl.UInt32, "p": pl.Int64, "a": pl.Int64, "state": pl.String}
        levels = {"v": pl.Int8, "best": pl.Int8, "worst": pl.Int8}
        return pl.DataFrame(schema=schema | levels | {"yardstick_given": pl.Boolean, "c": pl.Int64})

    def _of_part(self, part: Part, node: Node) -> pl.DataFrame:
        if node.id not in part.plan.built:
            return self._nothing()
        plan, columns = part.plan, part.frame.columns
        given = f"{node.id}:best:given"
        found = part.frame.select(
            "~row",
            plan.points_expr(node.id).alias("p"),
            plan.available_expr(node.id).alias("a"),
            self._state(part, node).alias("state"),
            *self._levels(part, node),
            (pl.col(given).fill_null(value=False) if given in columns else pl.lit(value=False)).alias(
                "yardstick_given"
            ),
        )
        return found.with_columns(percent_expr("p", "a", self.set.rounding.percent).alias("c"))

    def _levels(self, part: Part, node: Node) -> list[pl.Expr]:
        """The place of the level, and of the best and the worst still possible."""
        if f"v.{node.id}" not in part.frame.columns:
            return [pl.lit(None, dtype=pl.Int8).alias(name) for name in ("v", "best", "worst")]
        best, worst = part.plan.possible_levels(node.id)
        return [pl.col(f"v.{node.id}").alias("v"), best.alias("best"), worst.alias("worst")]

    def _state(self, part: Part, node: Node) -> pl.Expr:
        """The state of one node: by cell (or by a cell above), left out, given, missing, computed."""
        plan, id = part.plan, node.id
        left = plan.built[id].left
        points = plan.points_expr(id)
        state = pl.when(points.is_null()).then(pl.lit("missing")).otherwise(pl.lit("computed"))
        if node.combine is Combine.NONE:
            state = pl.lit("computed")
        if node.is_leaf and _zero_when_missing(plan, id):
            state = pl.when(self._blank(part, id)).then(pl.lit("missing")).otherwise(state)
        if f"{id}:level" in part.frame.columns:
            state = (
                pl.when(points.is_null() & pl.col(f"{id}:level").is_not_null()).then(pl.lit("given")).otherwise(state)
            )
        if id in plan.given:
            state = pl.when(pl.col(f"{id}:points").is_not_null()).then(pl.lit("given")).otherwise(state)
        if left is not False:
            state = pl.when(left if isinstance(left, pl.Expr) else pl.lit(left)).then(pl.lit("na")).otherwise(state)
        if id in plan.states:
            codes = {NA_LEFT: "na", NA_ZERO: "na"} | {code: f"void:{cause}" for cause, code in VOIDS.items()}
            word = pl.col(f"s.{id}").replace_strict(list(codes), list(codes.values()), return_dtype=pl.String)
            state = word.fill_null(state)
        return state

    def _blank(self, part: Part, id: str) -> pl.Expr:
        there = [name for name in input_columns(part.plan.built[id].node) if name in part.frame.columns]
        if len(there) < len(input_columns(part.plan.built[id].node)):
            return pl.lit(value=True)
        return pl.any_horizontal([pl.col(name).is_null() for name in there])

    def counts(self, id: str, block: str | None = None) -> Counts:
        """How many are ranked and how many reached each level, in one block or in all."""
        frame = self.node(id).with_columns(block=self._block())
        node, before = self.set.nodes()[id], None
        if block is not None:
            frame = frame.filter(pl.col("block") == block)
        if self.earlier is not None and id in self.earlier.ranked:
            numbers = self.earlier.ranked[id]
            before = sum(numbers.values()) if block is None else numbers.get(block, 0)
        levels = dict(frame["level"].drop_nulls().value_counts().iter_rows())
        names = [level.name for level in node.levels] + ([node.below] if node.levels else [])
        ranked = len(frame) - frame["rank"].null_count()
        return Counts(len(frame), ranked, before, {name: levels.get(name, 0) for name in names})

    def _block(self) -> pl.Series:
        if "block" in self.standing.columns:
            return self.standing["block"]
        return pl.Series("block", [None] * len(self.standing), dtype=pl.String)

    def changes(self, id: str) -> list[Change | None]:
        """The change of every agency at one node against the earlier result; None without one."""
        earlier = self.earlier
        if earlier is None:
            return [None] * len(self.standing)
        found: list[Change | None] = []
        decimals = self.set.rounding.decimals
        for (identity, predecessors, kind), now in zip(self._identities(earlier), self._then(id), strict=True):
            then, carried = earlier.then(id, identity, predecessors)
            same = self._same_scale(id, kind)
            found.append(change(now, then, carried, same_scale=same, decimals=decimals))
        return found

    def _same_scale(self, id: str, kind: str | None) -> bool:
        if self.earlier is None or self.earlier.set == self.set.id:
            return True
        node = self.set.nodes()[id]
        top = node.max_for(kind or (self.set.kinds[0] if len(self.set.kinds) == 1 else None))
        before = self.earlier.maxima.get(id)
        return top is not None and before is not None and Fraction(top) == before

    def _identities(self, earlier: Earlier) -> Iterator[tuple[str, tuple[str, ...], str | None]]:
        frame = self.agencies
        for row in frame.iter_rows(named=True):
            code = row.get("code") if earlier.by_code else None
            before = tuple(part.strip() for part in (row.get("predecessors") or "").split(";") if part.strip())
            yield code or row["agency"], before, row.get("kind")

    def _then(self, id: str) -> list[Then]:
        frame = self.node(id)
        return [
            Then(_fraction(points), _fraction(available), _fraction(percent), level, rank)
            for points, available, percent, level, rank in frame.select(
                "points", "available", "percent", "level", "rank"
            ).iter_rows()
        ]

    def as_earlier(self) -> Earlier:
        """This result as the one a later year is compared with."""
        by_code = "code" in self.agencies.columns
        names = [(row.get("code") if by_code else None) or row["agency"] for row in self.agencies.iter_rows(named=True)]
        ids = [node.id for node in self.ranked]
        nodes = {id: dict(zip(names, self._then(id), strict=True)) for id in self.ids}
        ranked: dict[str, dict[str | None, int]] = {}
        for id in ids:
            frame = pl.DataFrame({"block": self._block(), "rank": self.node(id)["rank"]}).drop_nulls("rank")
            ranked[id] = dict(frame["block"].value_counts().iter_rows())
        maxima = {node.id: _one_maximum(node) for node in self.set.root.walk()}
        return Earlier(self.set.id, by_code, nodes, ranked, maxima, dict(zip(names, self._block(), strict=True)))


def _one_maximum(node: Node) -> Fraction | None:
    return Fraction(node.max) if isinstance(node.max, Decimal) else None


def _zero_when_missing(plan: Plan, id: str) -> bool:
    return plan.built[id].node.missing is Missing.ZERO


def _decimal(name: str, decimals: int) -> pl.Expr:
    """Whole units as a decimal number, exactly."""
    units = pl.col(name).cast(pl.Decimal(38, decimals))
    return units * pl.lit(Decimal(1).scaleb(-decimals), dtype=pl.Decimal(38, decimals))


def _name(place: pl.Expr, names: list[str]) -> pl.Expr:
    if len(names) == 1:  # no levels
        return pl.lit(None, dtype=pl.String)
    return place.replace_strict(list(range(len(names))), names, default=None, return_dtype=pl.String)


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
