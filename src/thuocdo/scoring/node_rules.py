"""What one node comes to: points by its measure or its children, then what it goes through, in the order of the rules.

own value -> needs -> given points -> rescale -> extras -> bounds -> void and not applicable
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from thuocdo.definition.model import Combine, Missing
from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.facts import ColumnFacts
from thuocdo.scoring.group import Available, Built, all_left, available_of, combined, error_sum
from thuocdo.scoring.interval import Whole, column, constant, divided, total
from thuocdo.scoring.quotient import Leaf, left_by_divisor, measure_value
from thuocdo.scoring.scale import Scale
from thuocdo.scoring.states import NA_LEFT, NA_ZERO
from thuocdo.scoring.value import Flag, Value, both, either, negated


@dataclass(frozen=True, slots=True)
class NodeRules:
    """The rules on a table of these facts; `built` are the nodes worked out so far, `states` those with a state column."""

    scale: Scale
    facts: dict[str, ColumnFacts]
    built: dict[str, Built]
    states: frozenset[str]

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
        state = self.state(node)
        there = pl.col(f"{node.id}:points").is_not_null()
        if state is not None:
            return there & state.is_null()
        return there if facts.nulls else True

    def given_available(self, node: Resolved, available: Available) -> Available:
        facts = self.facts.get(f"{node.id}:available")
        if facts is None:
            return available
        own = column(f"{node.id}:available", 0, facts.bound)
        state = self.state(node)
        if state is not None:
            own = Whole(pl.when(state.is_null()).then(own.expr), 0, facts.bound)
        return own if available is None else own.filled(available)

    def converts(self, node: Resolved, available: Available) -> bool:
        """Whether a rescale can change anything."""
        top = None if node.max is None else self.scale.shown(node.max)
        return node.node.rescale and top is not None and available is not None and available != top

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

    def own_value(self, node: Resolved, children: list[Built]) -> Value:
        if not node.is_leaf:
            return combined(node, children, self.scale)
        value = measure_value(Leaf(node, self.scale, self.facts))
        value = value.clipped(self.scale.shown(node.node.min), self.top(node))
        if node.missing is Missing.ZERO:
            value = value.filled(0)
        return value

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

    def top(self, node: Resolved) -> int | None:
        return self.scale.shown(node.max) if node.node.cap and node.max is not None else None

    def state(self, node: Resolved) -> pl.Expr | None:
        return pl.col(f"s.{node.id}") if node.id in self.states else None


def _lit(flag: Flag) -> pl.Expr:
    return flag if isinstance(flag, pl.Expr) else pl.lit(flag)


def _times(available: Whole | int, factor: int) -> Whole | int:
    return available * factor
