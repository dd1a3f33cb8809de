"""Compile a criteria set: the tree of one kind of agency -> the stages of a plan, for tables of certain facts."""

from __future__ import annotations

import polars as pl

from thuocdo.definition.model import CriteriaSet
from thuocdo.definition.resolved import Resolved, resolve
from thuocdo.scoring.exact import Exact
from thuocdo.scoring.facts import Facts
from thuocdo.scoring.group import Available, Built
from thuocdo.scoring.interval import NARROW, TooWide, Whole, column, divided
from thuocdo.scoring.levels import level_conditions, level_expr, limits_of
from thuocdo.scoring.node_rules import NodeRules
from thuocdo.scoring.plan import Plan, Stage
from thuocdo.scoring.scale import Scale
from thuocdo.scoring.states import state_columns
from thuocdo.scoring.value import Flag, Value, both, either, negated

FARTHEST = 10**10  # no node earns more points than this, so that sums of many stay whole numbers of 64 bits


def compile_plan(criteria_set: CriteriaSet, kind: str | None, facts: Facts) -> Plan:
    """Compile the tree of one kind for tables of these facts."""
    return _Compiler(criteria_set, kind, facts).compile()


class _Compiler:
    """Builds the stages of one tree."""

    def __init__(self, criteria_set: CriteriaSet, kind: str | None, facts: Facts) -> None:
        self.tree = resolve(criteria_set, kind)
        self.scale = Scale.of(criteria_set.rounding)
        self.facts = dict(facts.columns)
        self.exact = Exact(self.tree, self.scale, {name: fact.scale for name, fact in self.facts.items()})
        self.nodes = {node.id: node for node in self.tree.walk()}
        self.asked = _asked(self.tree)
        self.built: dict[str, Built] = {}
        self.late: dict[str, pl.Expr] = {}
        self.stages: list[Stage] = []
        states = state_columns(self.tree, dict(facts.states))
        for each in states:
            self.stage(each.depth).exprs.append(each.expr)
        self.rules = NodeRules(self.scale, self.facts, self.built, frozenset(each.id for each in states))

    def compile(self) -> Plan:
        self.nodes_in_stages()
        levelled = [node for node in self.tree.walk() if node.node.levels]
        if levelled:
            conditions = [each for node in levelled for each in level_conditions(node, self.built, self.scale)]
            self.stages.append(Stage(conditions))
            self.stages.append(Stage([level_expr(node, self.facts) for node in levelled]))
        given = frozenset(id for id in self.nodes if f"{id}:points" in self.facts)
        stages = tuple(self.stages)
        return Plan(self.tree, self.scale, stages, self.built, self.rules.states, given, self.exact, self.late)

    def nodes_in_stages(self) -> None:
        """Every node in the first stage after those that it reads."""
        depth_of: dict[str, int] = {}
        base = len(self.stages)
        for node in _in_order(self.tree, self.nodes):
            before = [child.id for child in node.children] + [i for i in (node.node.needs,) if i in self.nodes]
            depth_of[node.id] = max((depth_of[id] + 1 for id in before), default=base)
            self.add(node, self.stage(depth_of[node.id]))

    def stage(self, depth: int) -> Stage:
        while len(self.stages) <= depth:
            self.stages.append(Stage())
        return self.stages[depth]

    def add(self, node: Resolved, stage: Stage) -> None:
        """Put a node's columns into a stage, and remember how its parents see it."""
        children = [self.built[child.id] for child in node.ordinary]
        left, available = self.rules.left_and_available(node, children)
        given = self.rules.given_points(node)
        if given is not False:
            left = both(left, negated(given))
            available = self.rules.given_available(node, available)
        assessable = available
        if self.rules.converts(node, available):
            left, available = _empty(left, available), self.scale.shown(node.max or 0)
        try:
            value = self.rules.settled(node, children, given, assessable)
            self.materialise(node, self.rules.final(node, value, left), available, left, stage)
        except TooWide:
            stage.slow.append(node.id)
            low, high = -FARTHEST * self.scale.one, FARTHEST * self.scale.one
            shown = column(f"p.{node.id}", low, high)
            fine = column(f"x.{node.id}", low * self.scale.unit, high * self.scale.unit, wide=True)
            exact = Value(self.scale, shown if self.scale.exact else fine, shown, 0 if self.scale.exact else 1)
            self.remember(node, exact, available, left, stage)

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
