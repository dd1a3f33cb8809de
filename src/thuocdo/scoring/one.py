"""One agency scored by itself, in plain Python: what a form shows while it is being filled in.

    row of texts --typed_row--> cells --Exact--> Worked nodes --levels--> OneScore

The same figures as `score` gives for a table of this one row, to the last digit, but ranks and changes, which one agency does not have.
Starting polars costs more than all of this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from thuocdo.definition.amounts import Amount
from thuocdo.definition.kept import Kept
from thuocdo.definition.measures import InputType, Quota, Relative
from thuocdo.definition.model import CriteriaSet
from thuocdo.definition.resolved import Resolved, resolve
from thuocdo.scoring.exact import Exact, Worked
from thuocdo.scoring.exact_measures import Measurer, excess_of, own_value
from thuocdo.scoring.levels import limits_of
from thuocdo.scoring.quotient import input_columns, yardstick
from thuocdo.scoring.scale import Scale, rounded_quotient
from thuocdo.scoring.tried import LevelTried, just_above, levels_tried
from thuocdo.tables.figures import MAX_DECIMALS
from thuocdo.tables.one_row import Row, typed_row
from thuocdo.vietnamese.numbers import DecimalMark

OPEN = "open"
_NUMBERS = {InputType.NUMBER, InputType.WHOLE}


@dataclass(frozen=True, slots=True)
class NodeScore:
    """What one node came to: the columns of `Result.node` but the rank. `provisional`: points rest on a best value that was given."""

    points: Decimal | None
    available: Decimal | None
    percent: Decimal | None
    state: str
    level: str | None = None
    best_level: str | None = None
    worst_level: str | None = None
    provisional: bool = False


NOT_THERE = NodeScore(None, None, None, "na")


@dataclass(frozen=True)
class OneScore:
    """The scores of one agency: `nodes` by id, for every node of the set in its order; one not there for the kind has the state `na`.

    `worked` holds the exact arithmetic of the nodes that are there; it is empty where the report is void or excluded.
    """

    set: CriteriaSet
    kind: str | None
    tree: Resolved
    scale: Scale
    nodes: dict[str, NodeScore]
    worked: Mapping[str, Worked]

    def levels(self, id: str) -> tuple[LevelTried, ...]:
        """The levels of a node as they were tried, best first, with what each asked and what is lacking."""
        node = next((node for node in self.tree.walk() if node.id == id), None)
        return () if node is None else levels_tried(node, self.worked, self.scale, self.set.rounding.percent)

    def next_level(self, id: str) -> LevelTried | None:
        """The level just above the one reached; None at the top, without levels, and where the level is open."""
        return just_above(self.nodes[id].level, self.levels(id), self.set.nodes()[id].below)


def score_one(
    criteria_set: CriteriaSet, row: Row, *, kind: str | None = None, decimal_mark: DecimalMark | None = None
) -> OneScore:
    """Score one agency from the cells of its row, each a text under the header it has in an input table (docs/tables.md).

    The agency need not be named; blank and absent cells are the same. `kind` stands for the column of that name, `decimal_mark` tells
    how numbers are written (canonical texts: "."; None: whatever reads in one way only). Best values of `relative` and `quota` are those
    of the columns `ID:best`; without them the agency is compared with itself.

    Raises `BadTable` with every bad cell.

    >>> from thuocdo import load_set
    >>> found = score_one(load_set("dak-nong-2019-huyen"), {"SS:points": "37,42", "SS:level": "Mức IV"})
    >>> found.nodes["SS"].points, found.nodes["SS"].level
    (Decimal('37.420'), 'Mức IV')
    >>> [(level.name, str(level.conditions[0].lacking)) for level in [found.next_level("SS")]]
    [('Mức III', '2/25')]
    """
    typed = typed_row(criteria_set, row, kind=kind, decimal_mark=decimal_mark)
    scorer = _scorers.get(criteria_set, typed.kind, lambda: _Scorer(criteria_set, typed.kind))
    return scorer.score(typed.cells)


@dataclass(frozen=True, slots=True)
class _Limit:
    """What a level asks of one node."""

    node: str
    amount: Amount
    strict: bool


class _Scorer:
    """Scores rows of one kind of agency."""

    def __init__(self, criteria_set: CriteriaSet, kind: str | None) -> None:
        self.set = criteria_set
        self.kind = kind
        self.tree = resolve(criteria_set, kind)
        self.scale = Scale.of(criteria_set.rounding)
        self.there = {node.id: node for node in self.tree.walk()}
        scales = {name: MAX_DECIMALS for node in self.there.values() for name in _numbers(node)}
        self.exact = Exact(self.tree, self.scale, scales)
        self.measured: dict[str, Measurer] = {
            node.id: excess_of(node, scales) if isinstance(node.node.measure, Quota) else own_value(node, scales)
            for node in self.there.values()
            if isinstance(node.node.measure, Relative | Quota)
        }
        self.limits = {
            node.id: [[_Limit(*limit) for limit in limits_of(node, level)] for level in node.node.levels]
            for node in self.there.values()
            if node.node.levels
        }
        self.ids = tuple(criteria_set.nodes())

    def score(self, cells: dict[str, Any]) -> OneScore:
        state = cells.get(f"{self.set.id}:state")
        if state is not None:  # the report is void, or the agency is excluded
            nodes, nothing = dict.fromkeys(self.ids, NodeScore(None, None, None, state)), dict[str, Worked]()
            return OneScore(self.set, self.kind, self.tree, self.scale, nodes, nothing)
        given = self.yardsticks(cells)
        worked = self.exact.work(cells)
        nodes = {
            id: self.node(worked[id], worked, cells, given=id in given) if id in worked else NOT_THERE
            for id in self.ids
        }
        return OneScore(self.set, self.kind, self.tree, self.scale, nodes, worked)

    def yardsticks(self, cells: dict[str, Any]) -> set[str]:
        """Raise given bests to the agency's own values where those are larger; returns the leaves that have both."""
        found = set()
        for id, value_of in self.measured.items():
            names = yardstick(id)
            if cells.get(names[0]) is None or any(cells.get(name) is None for name in input_columns(self.there[id])):
                continue
            own = value_of(cells)
            if own is None:
                continue
            found.add(id)
            if own * cells[names[1]] > cells[names[0]]:
                cells[names[0]], cells[names[1]] = own.as_integer_ratio()
        return found

    def node(self, worked: Worked, done: Mapping[str, Worked], cells: Mapping[str, Any], *, given: bool) -> NodeScore:
        id, state, decimals = worked.node.id, worked.state, self.set.rounding.decimals
        available = None if worked.left else worked.available
        level, best, worst = self.level(worked, done, cells.get(f"{id}:level"))
        if level == OPEN:
            state, level = OPEN, None
        elif worked.shown is None and level is not None and state in {"missing", "computed"}:
            state = "given"
        return NodeScore(
            None if worked.shown is None else Decimal(worked.shown).scaleb(-decimals),
            None if available is None else Decimal(self.scale.shown(available)).scaleb(-decimals),
            self.percent(worked.shown, available),
            state,
            level,
            best,
            worst,
            given and state == "computed",
        )

    def percent(self, shown: int | None, available: Fraction | None) -> Decimal | None:
        if shown is None or not available:
            return None
        decimals = self.set.rounding.percent
        above = shown * available.denominator * 10 ** (2 + decimals)
        return Decimal(rounded_quotient(above, self.scale.one * available.numerator)).scaleb(-decimals)

    def level(
        self, worked: Worked, done: Mapping[str, Worked], given: str | None
    ) -> tuple[str | None, str | None, str | None]:
        """The level, or OPEN with the best and the worst still possible."""
        levels = worked.node.node.levels
        if given is not None or worked.shown is None or not levels:
            return given, None, None
        best = None
        for level, limits in zip(levels, self.limits[worked.node.id], strict=True):
            holds = self.holds(limits, done)
            if holds is None:
                best = best or level.name
            elif holds:
                return (OPEN, best, level.name) if best else (level.name, None, None)
        below = worked.node.node.below
        return (OPEN, best, below) if best else (below, None, None)

    def holds(self, limits: list[_Limit], done: Mapping[str, Worked]) -> bool | None:
        """Whether all of a level's conditions hold; None where none fails and one is not known."""
        known = True
        for limit in limits:
            of = done[limit.node]
            if of.left:
                continue
            if of.shown is None:
                known = False
                continue
            need = limit.amount.of(of.available or 0) * self.scale.one
            if of.shown < need or (limit.strict and of.shown == need):
                return False
        return True if known else None


_scorers: Kept[_Scorer] = Kept()


def _numbers(node: Resolved) -> list[str]:
    measure = node.node.measure
    if measure is None:
        return []
    return [name for name, each in zip(input_columns(node), measure.inputs, strict=True) if each.type in _NUMBERS]
