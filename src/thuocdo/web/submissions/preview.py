"""Points while a submission is filled in, by the exact arithmetic of the scoring core on the one row of the agency.

    preview_of(submission, answers).nodes["HT"]  ->  NodePoints(points=None, so_far=1254, level_so_far="Khá", next=..., ...)

`points`, `available`, `state` and `level` are those of `thuocdo.score` for the same row, to the last digit: a group without all its
answers has no points yet. `so_far` counts what is not answered as 0: the running total, with the level it would reach.

Criteria that are measured against other agencies (relative, quota) wait: they have no points until everybody's figures are there,
except where their own figures settle them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, Final

from thuocdo.definition.measures import InputType, Quota, Relative
from thuocdo.definition.model import Combine, Missing
from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.exact import Exact, Worked
from thuocdo.scoring.quotient import input_columns
from thuocdo.scoring.scale import Scale
from thuocdo.scoring.tried import LevelTried, just_above, levels_tried
from thuocdo.tables.figures import MAX_DECIMALS
from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.branches import Branches
from thuocdo.web.submissions.models import Answer
from thuocdo.web.submissions.reading import BETWEEN, NONE, YES
from thuocdo.web.submissions.sheet import Sheet, sheet_of
from thuocdo.web.submissions.value import Value, inputs_in, stored_value

OPEN = "open"
_MOST: Final = 4096  # values that were read: those of a hundred submissions, some hundred bytes each


@dataclass(frozen=True, slots=True)
class NodePoints:
    """What one node has, in whole units of the set's last decimal; None for none.

    `next` is the level just above `level_so_far`, with what is lacking for each of its conditions. `waits`: it, or something below it,
    is answered and has no points before the figures of other agencies are known.
    """

    points: int | None
    available: int | None
    state: str
    level: str | None
    so_far: int | None
    available_so_far: int | None
    level_so_far: str | None
    next: LevelTried | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """Every node of a sheet; `decimals` are those of the points."""

    nodes: Mapping[str, NodePoints]
    root: NodePoints
    decimals: int


def preview_of(submission: Submission, answers: Iterable[Answer]) -> Preview:
    """The points of a submission from the answers that its agency claims."""
    return previewed(sheet_of(submission), {answer.criterion: stored_value(answer) for answer in answers})


def previewed(sheet: Sheet, values: Mapping[str, Value]) -> Preview:
    """The points of values by criterion; what is not there is not answered."""
    works = _works_of(sheet)
    row, waiting = row_of(sheet, values)
    done, so_far = works.strict.work(row), works.zeroed.work(row)
    nodes = {
        node.id: _node(works, done, so_far, node, waits=not waiting.isdisjoint(works.below[node.id]))
        for node in sheet.tree.walk()
    }
    return Preview(nodes, nodes[sheet.tree.id], works.scale.decimals)


@dataclass(frozen=True, slots=True)
class Claims:
    """What acts keep of a preview: the points of every criterion with a value, and the running total; whole units, None for none."""

    points: Mapping[str, int | None]
    so_far: int | None


def claims_of(sheet: Sheet, values: Mapping[str, Value]) -> Claims:
    """The same figures as `previewed`, without groups and levels: a third of its work."""
    return _claims(sheet, {id: _said(sheet, id, value) for id, value in values.items() if id in sheet.criteria})


def claims_of_texts(sheet: Sheet, texts: Mapping[str, tuple[str, str]]) -> Claims:
    """The same of values as they are stored (`claimed`, `claimed_state`): most of them stood there before, and are not read again."""
    said = _works_of(sheet).said
    return _claims(sheet, {id: said(id, *text) for id, text in texts.items() if id in sheet.criteria})


def _claims(sheet: Sheet, said: Mapping[str, _Said]) -> Claims:
    works = _works_of(sheet)
    row: dict[str, Any] = {}
    for one in said.values():
        row.update(one.cells)
    so_far = works.zeroed.work(row)
    points: dict[str, int | None] = {}
    for id, one in said.items():
        done = works.strict.shown(row, id) if one.settles and id in works.needing else so_far[id].shown
        points[id] = done if one.settles else None
    return Claims(points, so_far[sheet.tree.id].shown)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a value puts into the row, and whether that gives points by now: it answers, and waits for nobody."""

    cells: Mapping[str, Any]
    settles: bool


def _said(sheet: Sheet, id: str, value: Value) -> _Said:
    cells, waiting = row_of(sheet, {id: value})
    return _Said(cells, not waiting and value.answers(sheet.criteria[id]))


def _said_by_text(sheet: Sheet, id: str, text: str, state: str) -> _Said:
    return _said(sheet, id, Value(inputs_in(text), state))


def row_of(sheet: Sheet, values: Mapping[str, Value]) -> tuple[dict[str, Any], frozenset[str]]:
    """The typed cells of the agency's row, and the criteria that wait for others. Numbers stand at `MAX_DECIMALS`, marks at the set's."""
    row: dict[str, Any] = {}
    waiting = set()
    for id, value in values.items():
        node = sheet.criteria.get(id)
        if node is None:
            continue
        if value.state:
            row[f"{id}:state"] = value.state
            continue
        cells = _cells(sheet, node, value)
        if isinstance(node.node.measure, Relative | Quota) and value.answers(node) and not _settles_itself(node, cells):
            waiting.add(id)
            continue
        row.update(cells)
    return row, frozenset(waiting)


def _cells(sheet: Sheet, node: Resolved, value: Value) -> dict[str, Any]:
    decimals = sheet.set.rounding.decimals if node.node.measure is None else MAX_DECIMALS
    return {
        cell.column: _typed(cell.type, value.inputs[cell.key], decimals)
        for cell in sheet.cells[node.id]
        if cell.key in value.inputs
    }


def _typed(type: InputType, text: str, decimals: int) -> Any:
    if type is InputType.YES_NO:
        return text == YES
    if type is InputType.OPTION:
        return text
    if type is InputType.OPTIONS:
        return () if text == NONE else tuple(text.split(BETWEEN))
    whole, _point, fraction = text.partition(".")
    return int(whole + fraction.ljust(decimals, "0"))


def _settles_itself(node: Resolved, cells: Mapping[str, Any]) -> bool:
    """Whether no other agency's figure can change the points: nothing to compare, nothing reached, or a target missed."""
    first, *rest = cells.values()
    if isinstance(node.node.measure, Quota):
        return bool(rest[0] <= first)
    return first == 0 or rest == [0]


@dataclass(frozen=True, slots=True)
class _Works:
    """The arithmetic of a sheet, kept: as scored, with 0 for what is missing, and which criteria stand below each node.

    `needing`: the criteria that ask for points of another, so that their own answer does not settle their points. `said` reads a stored
    value, and keeps what it read.
    """

    strict: Branches
    zeroed: Branches
    below: Mapping[str, frozenset[str]]
    scale: Scale
    percent: int
    needing: frozenset[str]
    said: Callable[[str, str, str], _Said]


_kept: dict[int, tuple[Sheet, _Works]] = {}


def _works_of(sheet: Sheet) -> _Works:
    found = _kept.get(id(sheet))
    if found is None:
        if len(_kept) >= 64:
            _kept.clear()
        found = _kept[id(sheet)] = (sheet, _made(sheet))  # the sheet is kept too, so that its identity stays its own
    return found[1]


def _made(sheet: Sheet) -> _Works:
    scale = Scale.of(sheet.set.rounding)
    scales = {
        column: MAX_DECIMALS
        for node in sheet.criteria.values()
        if node.node.measure is not None
        for column in input_columns(node)
    }
    below = {node.id: frozenset(each.id for each in node.walk() if each.is_leaf) for node in sheet.tree.walk()}
    zeroed = Branches(Exact(_zeroed(sheet.tree), scale, scales))
    needing = frozenset(id for id, node in sheet.criteria.items() if node.node.needs is not None)
    strict = Branches(Exact(sheet.tree, scale, scales))
    said = lru_cache(_MOST)(partial(_said_by_text, sheet))
    return _Works(strict, zeroed, below, scale, sheet.set.rounding.percent, needing, said)


def _zeroed(node: Resolved) -> Resolved:
    """The tree in which what is missing counts 0."""
    return replace(node, missing=Missing.ZERO, children=tuple(_zeroed(child) for child in node.children))


def _node(
    works: _Works, done: Mapping[str, Worked], so_far: Mapping[str, Worked], node: Resolved, *, waits: bool
) -> NodePoints:
    scale, worked, counted = works.scale, done[node.id], so_far[node.id]
    level, is_open, _tried = _level(node, done, works)
    level_so_far, _is_open, tried = _level(node, so_far, works)
    state = worked.state
    if worked.shown is None and state == "computed" and node.node.combine is not Combine.NONE:
        state = "missing"
    return NodePoints(
        worked.shown,
        _units(worked, scale),
        OPEN if is_open else state,
        level,
        counted.shown,
        _units(counted, scale),
        level_so_far,
        just_above(level_so_far, tried, node.node.below),
        waits,
    )


def _units(worked: Worked, scale: Scale) -> int | None:
    return None if worked.left or worked.available is None else scale.shown(worked.available)


def _level(
    node: Resolved, done: Mapping[str, Worked], works: _Works
) -> tuple[str | None, bool, tuple[LevelTried, ...]]:
    """The level that the points reach, whether it is open (it depends on points that are not there), and how each level came out."""
    if not node.node.levels:
        return None, False, ()
    tried = levels_tried(node, done, works.scale, works.percent)
    if done[node.id].shown is None:
        return None, False, tried
    for level in tried:
        if level.holds is not False:
            return (level.name if level.holds else None), level.holds is None, tried
    return node.node.below, False, tried
