"""Random valid criteria sets: the tree from the root down, its maxima from the leaves up, then levels, ranking and `needs`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from tests.scoring.drawing import Drawing, Grid
from tests.scoring.drawn_measures import Scale, Wanted, draw_measure
from thuocdo.definition.amounts import Amount
from thuocdo.definition.model import (
    Among,
    At,
    By,
    Cause,
    Combine,
    CriteriaSet,
    KindMax,
    Level,
    Limit,
    Missing,
    Node,
    NotApplicable,
    Ranking,
    Rounding,
    Scope,
    VoidRule,
)

Kinds = tuple[str | None, ...]

WEIGHTS = tuple(map(Decimal, ["1", "2", "3", "0.5", "0.25", "7", "0.333333", "10000"]))
CUTS = tuple(map(Decimal, ["100", "90", "87.5", "80", "75", "66.67", "50", "33.33", "25", "12.5", "0"]))
MOST_NODES = 15
DEEPEST_GROUP = 3


class SetDrawing(Drawing):
    """One set being drawn."""

    def __init__(self, drawing: Drawing, wanted: Wanted) -> None:
        super().__init__(drawing.draw)
        self.wanted = wanted
        self.grid = Grid(self.pick((2, 0, 1, 3, 6)))
        self.left = MOST_NODES

    def set(self) -> CriteriaSet:
        kinds = ("x", "y", "z")[: self.pick((0, 0, 1, 2, 3))]
        root = self.group("S", kinds or (None,), 0, Decimal(10_000), Combine.NONE)
        return CriteriaSet(
            replace(self.with_needs(root), applies_to=kinds or None),
            Rounding(self.grid.decimals, self.pick((At.DIVISION, At.TOTALS)), self.pick((2, 0, 6))),
            void=tuple(
                VoidRule(cause, self.pick((Scope.CRITERION, Scope.REPORT))) for cause in self.some(tuple(Cause))
            ),
        )

    def node(self, node_id: str, kinds: Kinds, depth: int, ceiling: Decimal, parent: Node) -> Node:
        """A child, for some of the kinds perhaps; the parent tells how it will be combined."""
        applies_to = self.some(kinds) if len(kinds) > 1 and self.chance(4) else ()
        is_group = depth <= DEEPEST_GROUP and self.left > 1 and self.chance(3)
        kinds = applies_to or kinds
        below_cap = parent.cap and parent.combine in {Combine.SUM, Combine.BEST}
        if is_group:
            child = self.group(node_id, kinds, depth, ceiling, parent.combine, extra=parent.extra)
        else:
            child = self.leaf(node_id, kinds, ceiling, without=(below_cap or parent.extra) and self.chance(3))
        weight = self.pick(WEIGHTS) if parent.combine is Combine.MEAN and not parent.extra and self.chance(2) else None
        applied = tuple(str(kind) for kind in applies_to) or None
        return replace(child, applies_to=applied, weight=weight, extra=parent.extra)

    def leaf(self, node_id: str, kinds: Kinds, ceiling: Decimal, *, without: bool) -> Node:
        self.left -= 1
        maxima = None if without else self.maxima(kinds, ceiling)
        highest = None if maxima is None else min(maxima.values())
        lowest = self.minimum(highest)
        return self.with_rest(
            Node(
                node_id,
                node_id,
                max=written(maxima),
                min=lowest,
                measure=draw_measure(self, Scale(self.grid, lowest, highest), self.wanted),
                cap=self.chance(8),
                rescale=highest is not None and highest > 0 and self.chance(12),
            ),
            kinds,
        )

    def group(
        self, node_id: str, kinds: Kinds, depth: int, ceiling: Decimal, above: Combine, *, extra: bool = False
    ) -> Node:
        self.left -= 1
        allowed = [Combine.SUM, Combine.SUM, Combine.SUM, Combine.MEAN, Combine.BEST]
        allowed += [Combine.NONE] if above is Combine.NONE and not extra else []
        combine = self.pick(allowed)
        count = self.whole(1, max(1, min(4, self.left)))
        cap = self.chance(4)
        shape = Node(node_id, node_id, combine=combine, cap=cap)
        part = self.grid.cut(ceiling / count) if combine is Combine.SUM and not cap else ceiling
        ids = [f"{node_id}.{place}" for place in range(1, count + 1)]
        children = tuple(self.node(child, kinds, depth + 1, part, shape) for child in ids)
        if combine is not Combine.NONE and self.left > 0 and self.chance(4):
            bonus = self.node(f"{node_id}.thuong", kinds, depth + 1, Decimal(20), replace(shape, extra=True))
            children += (bonus,)
        maxima = self.group_maxima(replace(shape, criteria=children), kinds, ceiling, extra=extra)
        highest = None if maxima is None else min(maxima.values())
        scales = combine in {Combine.SUM, Combine.BEST} and highest is not None and highest > 0
        filled = replace(
            shape,
            criteria=children,
            max=written(maxima),
            min=Decimal(0) if combine is Combine.NONE else self.minimum(highest),
            rescale=scales and self.chance(5),
        )
        return self.with_rest(filled, kinds)

    def minimum(self, highest: Decimal | None) -> Decimal:
        """Mostly 0; negative for deductions; sometimes above 0."""
        if self.wanted.monotone:
            return Decimal(0)
        drawn = self.pick((Decimal(0), Decimal(0), Decimal(0), Decimal(-5), Decimal(-100), Decimal("-0.5"), None))
        return self.grid.cut((highest or Decimal(0)) / 4 if drawn is None else drawn)

    def maxima(self, kinds: Kinds, ceiling: Decimal) -> dict[str | None, Decimal]:
        if self.chance(3):
            return {kind: self.grid.maximum(self, ceiling) for kind in kinds}
        same = self.grid.maximum(self, ceiling)
        return dict.fromkeys(kinds, same)

    def group_maxima(
        self, group: Node, kinds: Kinds, ceiling: Decimal, *, extra: bool
    ) -> dict[str | None, Decimal] | None:
        """What the children's maxima come to; less under a cap, and a little off now and then (only a warning)."""
        ordinary = [child for child in group.criteria if not child.extra]
        if group.combine is Combine.NONE:
            return None
        if group.combine is Combine.MEAN:
            return self.maxima(kinds, ceiling)
        if extra and not any(child.max is None for child in ordinary) and self.chance(3):
            return None
        if any(child.max is None for child in ordinary):
            return self.maxima(kinds, ceiling)
        cut = self.pick((Decimal(1), Decimal("0.75"), Decimal("0.5"))) if group.cap else Decimal(1)
        cut = self.pick((Decimal("1.5"), Decimal("0.5"))) if self.chance(15) else cut
        combined = {kind: [c.max_for(kind) or Decimal(0) for c in ordinary if c.applies(kind)] for kind in kinds}
        together = max if group.combine is Combine.BEST else sum
        return {
            kind: min(ceiling, self.grid.cut(Decimal(together(parts) if parts else 0) * cut))
            for kind, parts in combined.items()
        }

    def with_rest(self, node: Node, kinds: Kinds) -> Node:
        """Inherited keys, levels and ranking."""
        leave = (NotApplicable.LEAVE, NotApplicable.LEAVE) if self.wanted.leave else ()
        node = replace(
            node,
            not_applicable=self.pick((*leave, NotApplicable.ZERO)) if self.chance(4) else None,
            missing=self.pick((Missing.ZERO, Missing.UNSCORED)) if self.chance(6) else None,
        )
        if node.combine is Combine.NONE:
            return node
        maxima = [node.max_for(kind) for kind in kinds]
        levels = self.levels(node, min(maximum or Decimal(0) for maximum in maxima)) if self.chance(3) else ()
        return replace(node, levels=levels, ranking=self.ranking(levels) if self.chance(4) else None)

    def levels(self, node: Node, highest: Decimal) -> tuple[Level, ...]:
        if highest == 0:
            return ()
        first, percent = self.whole(0, 6), self.chance(2)
        cuts = CUTS[first :: self.whole(1, 4)][: self.whole(1, 3)]
        limits = [Amount(cut, percent=True) if percent else Amount(self.grid.cut(cut * highest / 100)) for cut in cuts]
        return tuple(
            Level(f"Mức {place}", limit, strict=self.chance(4), each=self.each(node) if self.chance(2) else None)
            for place, limit in enumerate(limits, 1)
        )

    def each(self, node: Node) -> Amount | tuple[Limit, ...] | None:
        ordinary = [child for child in node.criteria if not child.extra]
        if not ordinary:
            return None
        if self.chance(2):
            return self.limit(percent=all(child.max is not None for child in ordinary))
        below = [other for other in node.walk() if other is not node]
        asked = self.some(below[:6])
        return tuple(Limit(other.id, self.limit(percent=other.max is not None)) for other in asked) or None

    def limit(self, *, percent: bool) -> Amount:
        cut = self.pick(CUTS)
        return Amount(cut, percent=True) if percent and not self.chance(3) else Amount(self.grid.cut(cut / 10))

    def ranking(self, levels: tuple[Level, ...]) -> Ranking:
        among = self.pick((Among.ALL, Among.LEVELLED, Among.NONE) if levels else (Among.ALL, Among.NONE))
        by: tuple[By | None, ...] = (None, By.POINTS, By.PERCENT)
        return Ranking(among, self.pick((*by, By.LEVEL, By.LEVEL) if levels else by))

    def with_needs(self, root: Node) -> Node:
        """All point backwards, or all forwards, past whole branches: so there are no rings."""
        if self.wanted.monotone or not self.chance(2):
            return root
        order = list(places(root, ()))
        backwards = self.chance(2)
        needs = {}
        for place, (node, above) in enumerate(order):
            others = order[:place] if backwards else order[place + 1 :]
            free = [
                other.id
                for other, over in others
                if other not in above and node not in over and other.combine is not Combine.NONE
            ]
            if free and node.combine is not Combine.NONE and self.chance(5):
                needs[node.id] = self.pick(free)
        return needing(root, needs)


def places(node: Node, above: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    yield node, above
    for child in node.criteria:
        yield from places(child, (*above, node))


def needing(node: Node, needs: dict[str, str]) -> Node:
    return replace(node, needs=needs.get(node.id), criteria=tuple(needing(child, needs) for child in node.criteria))


def written(maxima: dict[str | None, Decimal] | None) -> Decimal | tuple[KindMax, ...] | None:
    """One number where all kinds share it."""
    if maxima is None:
        return None
    if len(set(maxima.values())) == 1:
        return next(iter(maxima.values()))
    return tuple(KindMax(str(kind), value) for kind, value in maxima.items())
