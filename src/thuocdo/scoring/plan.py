"""A criteria set compiled to columns: the tree of one kind of agency -> stages of expressions over a typed table.

    p.ID  shown points     x.ID  unrounded points (at: totals)     e.ID  bound of their error
    a.ID  available, where it varies     l.ID  left out     s.ID  the state in force (codes below)     v.ID  level

One stage is one `with_columns`; a stage reads columns of those before it. Where a rounding is closer to a half than the bound of its error, or no integer
column can hold a product, the row is settled by `exact`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from thuocdo.definition.model import Cause, Combine, CriteriaSet, Missing, NotApplicable
from thuocdo.definition.resolved import Resolved, resolve
from thuocdo.scoring.exact import Exact
from thuocdo.scoring.facts import ColumnFacts, Facts
from thuocdo.scoring.group import Available, Built, all_left, available_of, combined, error_sum
from thuocdo.scoring.interval import NARROW, TooWide, Whole, column, constant, divided, total
from thuocdo.scoring.levels import level_conditions, level_expr, limits_of, possible
from thuocdo.scoring.quotient import Leaf, left_by_divisor, measure_value
from thuocdo.scoring.scale import Scale, rounded
from thuocdo.scoring.value import Flag, Value, both, either, negated

NA_LEFT, NA_ZERO = 1, 2
FARTHEST = 10**10  # no node earns more points than this, so that sums of many stay whole numbers of 64 bits
VOIDS = {cause: number for number, cause in enumerate(Cause, start=3)}


@dataclass(slots=True)
class Stage:
    """Columns made together, then `points` from them; `settle` are nodes some of whose rows may need exact arithmetic, `slow` those of which all do."""

    exprs: list[pl.Expr] = field(default_factory=list)
    points: list[pl.Expr] = field(default_factory=list)
    settle: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """A compiled tree; `built` tells for each node which columns, or constants, hold what became of it.

    `late` are shown points that nothing else is worked out from, to be made when they are asked for.
    """

    tree: Resolved
    scale: Scale
    stages: tuple[Stage, ...]
    built: dict[str, Built]
    states: frozenset[str]
    given: frozenset[str]
    exact: Exact
    late: dict[str, pl.Expr]

    def run(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Add the plan's columns to a typed frame, row by row independent of one another."""
        for stage in self.stages:
            frame = frame.with_columns(stage.exprs)
            frame = frame.with_columns(stage.points) if stage.points else frame
            if stage.settle or stage.slow:
                frame = self._settle(frame, stage)
        return frame

    def available_expr(self, id: str) -> pl.Expr:
        """What a node's agencies could have earned, in shown units; null where left out or unknown."""
        available = self.built[id].available
        expr = available.expr if isinstance(available, Whole) else pl.lit(available, dtype=pl.Int64)
        left = self.built[id].left
        return expr if left is False else pl.when(~left if isinstance(left, pl.Expr) else pl.lit(not left)).then(expr)

    def points_expr(self, id: str) -> pl.Expr:
        """A node's shown points."""
        return self.late.get(id, pl.col(f"p.{id}"))

    def possible_levels(self, id: str) -> tuple[pl.Expr, pl.Expr]:
        """The best and the worst level an agency with an open level may still get; null where the level is decided."""
        return possible(self.built[id].node)

    def _settle(self, frame: pl.DataFrame, stage: Stage) -> pl.DataFrame:
        for id in stage.settle:
            near = frame[f"near.{id}"]
            if near.any():
                rows = near.fill_null(value=False).arg_true()
                units = [self.exact.shown(frame.row(row, named=True), id) for row in rows]
                points = frame[f"p.{id}"].clone().scatter(rows, units)  # scatter changes the series it is called on
                frame = frame.with_columns(points.alias(f"p.{id}"))
        for id in stage.slow:
            frame = frame.with_columns(self._row_by_row(frame, id))
        return frame

    def _row_by_row(self, frame: pl.DataFrame, id: str) -> list[pl.Series]:
        points = [self.exact.points(row, id) for row in frame.iter_rows(named=True)]
        units = [None if exact is None else exact * self.scale.one for exact in points]
        shown = [None if exact is None else rounded(exact) for exact in units]
        series = [pl.Series(f"p.{id}", shown, dtype=pl.Int64)]
        if not self.scale.exact:
            fine = [None if exact is None else rounded(exact * self.scale.unit) for exact in units]
            series.append(pl.Series(f"x.{id}", fine, dtype=pl.Int128))
        return series


def compile_plan(criteria_set: CriteriaSet, kind: str | None, facts: Facts) -> Plan:
    """Compile the tree of one kind for tables of these facts."""
    return _Compiler(criteria_set, kind, facts).compile()


class _Compiler:
    """Builds the stages of one tree."""

    def __init__(self, criteria_set: CriteriaSet, kind: str | None, facts: Facts) -> None:
        self.tree = resolve(criteria_set, kind)
        self.scale = Scale.of(criteria_set.rounding)
        self.facts: dict[str, ColumnFacts] = dict(facts.columns)
        self.words = dict(facts.states)
        self.exact = Exact(self.tree, self.scale, {name: fact.scale for name, fact in self.facts.items()})
        self.nodes = {node.id: node for node in self.tree.walk()}
        self.asked = _asked(self.tree)
        self.built: dict[str, Built] = {}
        self.late: dict[str, pl.Expr] = {}
        self.states: set[str] = set()
        self.given: set[str] = set()
        self.stages: list[Stage] = []

    def compile(self) -> Plan:
        self.state_stage(self.tree, parent=None, depth=0)
        depth_of: dict[str, int] = {}
        base = len(self.stages)
        for node in _in_order(self.tree, self.nodes):
            before = [child.id for child in node.children] + [i for i in (node.node.needs,) if i in self.nodes]
            depth = base + max((depth_of[id] - base + 1 for id in before), default=0)
            depth_of[node.id] = depth
            self.add(node, self.stage(depth))
        levelled = [node for node in self.tree.walk() if node.node.levels]
        if levelled:
            conditions = [each for node in levelled for each in level_conditions(node, self.built, self.scale)]
            self.stages.append(Stage(conditions))
            self.stages.append(Stage([level_expr(node, self.facts) for node in levelled]))
        return Plan(
            self.tree,
            self.scale,
            tuple(self.stages),
            self.built,
            frozenset(self.states),
            frozenset(self.given),
            self.exact,
            self.late,
        )

    def stage(self, depth: int) -> Stage:
        while len(self.stages) <= depth:
            self.stages.append(Stage())
        return self.stages[depth]

    def state_stage(self, node: Resolved, parent: str | None, depth: int) -> None:
        """The state in force at every node that has one or stands below one: the highest wins."""
        own = self.own_state(node) if parent is None or node is not self.tree else None
        above = pl.col(f"s.{parent}") if parent else None
        expr = own if above is None else above if own is None else pl.coalesce(above, own)
        name = parent
        if expr is not None:
            name = node.id
            self.states.add(node.id)
            self.stage(depth).exprs.append(expr.alias(f"s.{node.id}"))
        for child in node.children:
            self.state_stage(child, name, depth + 1 if expr is not None else depth)

    def own_state(self, node: Resolved) -> pl.Expr | None:
        words = self.words.get(f"{node.id}:state")
        if not words or node is self.tree:
            return None
        left = node.not_applicable is not NotApplicable.ZERO
        codes = {"na": NA_LEFT if left else NA_ZERO} | {f"void:{cause}": code for cause, code in VOIDS.items()}
        known = {word: codes[word] for word in words if word in codes}
        return pl.col(f"{node.id}:state").replace_strict(
            list(known), list(known.values()), default=None, return_dtype=pl.Int8
        )

    def state(self, node: Resolved) -> pl.Expr | None:
        return pl.col(f"s.{node.id}") if node.id in self.states else None

    def add(self, node: Resolved, stage: Stage) -> None:
        """Put a node's columns into a stage, and remember how its parents see it."""
        children = [self.built[child.id] for child in node.ordinary]
        left, available = self.left_and_available(node, children)
        given = self.given_points(node)
        if given is not False:
            left = both(left, negated(given))
            available = self.given_available(node, available)
        assessable = available
        if self.converts(node, available):
            left, available = _empty(left, available), self.scale.shown(node.max or 0)
        try:
            value = self.settled(node, children, given, assessable)
            self.materialise(node, self.final(node, value, left), available, left, stage)
        except TooWide:
            stage.slow.append(node.id)
            low, high = -FARTHEST * self.scale.one, FARTHEST * self.scale.one
            shown = column(f"p.{node.id}", low, high)
            fine = column(f"x.{node.id}", low * self.scale.unit, high * self.scale.unit, wide=True)
            exact = Value(self.scale, shown if self.scale.exact else fine, shown, 0 if self.scale.exact else 1)
            self.remember(node, exact, available, left, stage)

    def left_and_available(self, node: Resolved, children: list[Built]) -> tuple[Flag, Available]:
        state = self.state(node)
        if node.is_leaf:
            left = left_by_divisor(Leaf(node, self.scale, self.facts))
            available: Available = None if node.max is None else self.scale.shown(node.max)
        else:
            left, available = all_left(node, children), available_of(node, children, self.scale)
        if state is not None:
            left = either(both(left, state.is_null()), (state == NA_LEFT).fill_null(value=False))
            if isinstance(available, Whole) and node.max is not None:
                available = available.or_else((state == NA_ZERO).fill_null(value=False), self.scale.shown(node.max))
        return left, available

    def given_points(self, node: Resolved) -> Flag:
        facts = self.facts.get(f"{node.id}:points")
        if facts is None:
            return False
        self.given.add(node.id)
        state = self.state(node)
        there = pl.col(f"{node.id}:points").is_not_null()
        if state is not None:
            return there & state.is_null()
        return there if facts.nulls else True

    def settled(self, node: Resolved, children: list[Built], given: Flag, available: Available) -> Value:
        """Points by measure or children, then needs, given points, rescale and extras."""
        value = self.own_value(node, children)
        value = self.needed(node, value)
        if given is not False:
            points = self.facts[f"{node.id}:points"]
            value = value.replaced(given, column(f"{node.id}:points", -points.bound, points.bound))
        if self.converts(node, available) and available is not None:
            value = self.rescaled(node, value, available)
        return self.with_extras(node, value, given)

    def converts(self, node: Resolved, available: Available) -> bool:
        """Whether a rescale can change anything."""
        top = None if node.max is None else self.scale.shown(node.max)
        return node.node.rescale and top is not None and available is not None and available != top

    def own_value(self, node: Resolved, children: list[Built]) -> Value:
        if not node.is_leaf:
            return combined(node, children, self.scale)
        value = measure_value(Leaf(node, self.scale, self.facts))
        value = value.clipped(self.scale.shown(node.node.min), self.top(node))
        if node.missing is Missing.ZERO:
            value = value.filled(0)
        return value

    def top(self, node: Resolved) -> int | None:
        return self.scale.shown(node.max) if node.node.cap and node.max is not None else None

    def needed(self, node: Resolved, value: Value) -> Value:
        """`needs`: 0 unless the other node's shown points are above 0."""
        if node.node.needs is None:
            return value
        there = value.fine.expr.is_not_null()
        other = self.built.get(node.node.needs)
        if other is None:
            return value.replaced(there, 0)
        points = pl.col(f"p.{other.node.id}")
        unmet: Flag = points <= 0
        if other.left is not False:
            unmet = either((points <= 0).fill_null(value=False), other.left)
        unknown = points.is_null() if other.left is False else both(points.is_null(), negated(other.left))
        if node.is_leaf and node.missing is Missing.ZERO:
            own = both(unknown, negated(self.unanswered(node)))
            return value.replaced(both(unmet, there), 0).emptied(own)
        return value.replaced(both(unmet, there), 0).emptied(unknown)

    def unanswered(self, node: Resolved) -> Flag:
        return measure_value(Leaf(node, self.scale, self.facts)).fine.expr.is_null()

    def given_available(self, node: Resolved, available: Available) -> Available:
        facts = self.facts.get(f"{node.id}:available")
        if facts is None:
            return available
        own = column(f"{node.id}:available", 0, facts.bound)
        state = self.state(node)
        if state is not None:
            own = Whole(pl.when(state.is_null()).then(own.expr), 0, facts.bound)
        return own if available is None else own.filled(available)

    def rescaled(self, node: Resolved, value: Value, available: Whole | int) -> Value:
        top = self.scale.shown(node.max or 0)
        fine = divided(value.fine * top, available)
        if value.scale.exact:
            return Value(value.scale, fine, fine)
        error = value.error if isinstance(value.error, Whole) else constant(value.error)
        grown = divided(error * top, available) + 2 if value.error != 0 else 1
        shown = divided(value.fine * top, _times(available, value.scale.unit)) if value.error == 0 else None
        if shown is not None and isinstance(value.error, int):
            return Value(value.scale, fine, shown, 1)
        return Value(value.scale, fine, None, grown.filled(1) if isinstance(grown, Whole) else grown)

    def with_extras(self, node: Resolved, value: Value, given: Flag) -> Value:
        extras = [self.built[child.id] for child in node.extras]
        if not extras:
            return value
        parts = []
        for extra in extras:
            fine = extra.value.fine
            fine = fine if extra.left is False else fine.or_else(_lit(extra.left), 0)
            if given is not False:
                fine = fine.or_else(_lit(both(given, fine.expr.is_null())), 0)
            parts.append(fine)
        lift = value.scale.unit // self.scale.unit
        added = value.fine + total(parts) * lift
        if value.scale.exact:
            return Value(value.scale, added, added)
        errors = error_sum([value.error, *(extra.value.error for extra in extras)])
        return Value(value.scale, added, None, errors)

    def final(self, node: Resolved, value: Value, left: Flag) -> Value:
        """The bounds of the node, then void and not applicable."""
        if not node.is_leaf or node.node.rescale:
            value = value.clipped(self.scale.shown(node.node.min), self.top(node))
        state = self.state(node)
        if state is not None and node.node.combine is not Combine.NONE:
            value = value.replaced((state >= NA_ZERO).fill_null(value=False), 0)
        return value.emptied(left)

    def materialise(self, node: Resolved, value: Value, available: Available, left: Flag, stage: Stage) -> None:
        shown = value.rounded
        made = shown.narrow().alias(f"p.{node.id}")  # what is too wide is told here, before anything is in the stage
        points = column(f"p.{node.id}", shown.low, shown.high)
        if self.scale.exact:
            stage.exprs.append(made)
            self.doubtful(node, value, stage.exprs, stage)
            self.remember(node, Value(self.scale, points, points), available, left, stage)
            return
        wide, error = value.fine.bound > NARROW, value.error
        stage.exprs.append((value.fine.expr if wide else value.fine.narrow()).alias(f"x.{node.id}"))
        if isinstance(error, Whole):
            stage.exprs.append(error.expr.alias(f"e.{node.id}"))
            error = column(f"e.{node.id}", 0, error.high, wide=error.wide)
        fine = column(f"x.{node.id}", value.fine.low, value.fine.high, wide=wide)
        known = Value(self.scale, fine, points, error)
        if value.shown is not None:
            stage.exprs.append(made)
        elif value.cut and node.id not in self.asked:
            self.late[node.id] = divided(fine, self.scale.unit).narrow().alias(f"p.{node.id}")
        else:
            stage.points.append(divided(fine, self.scale.unit).narrow().alias(f"p.{node.id}"))
            self.doubtful(node, Value(self.scale, fine, None, error, value.cut), stage.points, stage)
        self.remember(node, known, available, left, stage)

    def doubtful(self, node: Resolved, value: Value, exprs: list[pl.Expr], stage: Stage) -> None:
        """Have rows settled whose rounding the error leaves open."""
        if value.shown is None and value.error != 0 and not value.cut:
            exprs.append(_near_half(value).alias(f"near.{node.id}"))
            stage.settle.append(node.id)

    def remember(self, node: Resolved, value: Value, available: Available, left: Flag, stage: Stage) -> None:
        if isinstance(available, Whole):
            stage.exprs.append(available.narrow().alias(f"a.{node.id}"))
            available = column(f"a.{node.id}", available.low, available.high)
        if isinstance(left, pl.Expr):
            stage.exprs.append(left.fill_null(value=False).alias(f"l.{node.id}"))
            left = pl.col(f"l.{node.id}")
        self.built[node.id] = Built(node, value, available, left)


def _asked(tree: Resolved) -> frozenset[str]:
    """The nodes whose shown points decide something: levels, what others need, ranks."""
    found = {tree.id}
    for node in tree.walk():
        found |= {id for level in node.node.levels for id, *_ in limits_of(node, level)}
        found |= {node.id} if node.node.levels or node.node.ranking else set()
        found |= {node.node.needs} if node.node.needs is not None else set()
    return frozenset(found)


def _near_half(value: Value) -> pl.Expr:
    """Whether the distance to the nearest half is within the error."""
    unit = value.scale.unit
    fine = value.fine
    size = fine.expr if fine.low >= 0 else fine.expr.abs()
    distance = ((size % _int(unit, wide=fine.wide)) - _int(unit // 2, wide=fine.wide)).abs()
    error = value.error.expr if isinstance(value.error, Whole) else _int(value.error, wide=fine.wide)
    return distance <= error


def _int(number: int, *, wide: bool) -> pl.Expr:
    return pl.lit(number, dtype=pl.Int128 if wide else pl.Int64)


def _empty(left: Flag, available: Available) -> Flag:
    """Left out, or with nothing to convert from."""
    if isinstance(available, Whole):
        return either(left, (available.expr == 0).fill_null(value=False))
    return left if available else True


def _lit(flag: Flag) -> pl.Expr:
    return flag if isinstance(flag, pl.Expr) else pl.lit(flag)


def _times(available: Whole | int, factor: int) -> Whole | int:
    return available * factor


def _in_order(tree: Resolved, nodes: dict[str, Resolved]) -> list[Resolved]:
    """Every node after its children and after the node it needs."""
    order: dict[str, Resolved] = {}

    def visit(node: Resolved) -> None:
        if node.id in order:
            return
        for child in node.children:
            visit(child)
        if node.node.needs in nodes:
            visit(nodes[node.node.needs])
        order[node.id] = node

    visit(tree)
    return list(order.values())
