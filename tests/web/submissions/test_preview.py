"""The points a form shows are those of `thuocdo.score` for the same row, to the last digit."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.scoring.drawing import Drawing
from tests.scoring.drawn_rows import Cells, TableDrawing, allowed, columns, places, within
from tests.scoring.engine import frame
from tests.scoring.oracle_measures import Cell
from tests.scoring.strategies import sets
from tests.web.submissions.sheets import FULL, every_measure
from thuocdo import library
from thuocdo.definition.load import load_set
from thuocdo.definition.model import CriteriaSet, Missing, Node
from thuocdo.definition.resolved import kinds_of
from thuocdo.scoring.scale import Scale
from thuocdo.scoring.score import score
from thuocdo.vietnamese.numbers import plain_number
from thuocdo.web.submissions.preview import NodePoints, claims_of, claims_of_texts, previewed, row_of
from thuocdo.web.submissions.sheet import Sheet, inputs_of, sheet_for
from thuocdo.web.submissions.value import Value, checked

seldom = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
LIBRARY = [(id, kind) for id in library.ids() for kind in kinds_of(load_set(id))]


@st.composite
def answers(draw: DrawFn, criteria_set: CriteriaSet, kind: str | None) -> Cells:
    """Cells of one agency that answers most criteria, some in half, and says of some that they do not apply."""
    table = TableDrawing(Drawing(draw), criteria_set)
    row: Cells = {}
    for place in places(criteria_set.root, kind):
        if place.node.is_leaf and not table.chance(8):
            row |= within(place, table.pick(table.palettes[place.node.id]))
            if table.chance(10):
                table.lose(place, row)
        if place.may_leave and place.node.is_leaf and table.chance(6):
            row[f"{place.node.id}:state"] = "na"
    return allowed(criteria_set.root, row)


def values_of(sheet: Sheet, row: Cells) -> dict[str, Value]:
    """The same cells as an agency would have saved them; nothing that the form would refuse."""
    found = {}
    for id, node in sheet.criteria.items():
        cells = [row.get(column) for column in columns(node.node)]
        inputs = {e.key: text(cell) for e, cell in zip(inputs_of(node), cells, strict=True) if cell is not None}
        value = Value(inputs)
        if row.get(f"{id}:state") == "na":
            value = Value({}, "na", "Không có")
        assert checked(sheet, node, value) == value
        found[id] = value
    return found


def text(cell: Cell) -> str:
    match cell:
        case bool():
            return "yes" if cell else "no"
        case Decimal():
            return plain_number(cell)
        case tuple():
            return ";".join(cell) or "-"
        case _:
            return str(cell)


def scored(criteria_set: CriteriaSet, kind: str | None, row: Cells) -> dict[str, tuple[object, ...]]:
    """Points, available, state and level of every node by `thuocdo.score`."""
    known: Cells = {"agency": "Một đơn vị", **row} | ({"kind": kind} if kind else {})
    if len(criteria_set.kinds) > 1:
        known["block"] = "Khối"
    result = score(criteria_set, frame([known]))
    one = Scale.of(criteria_set.rounding).one
    found = {}
    for id in result.ids:
        told = result.node(id).row(0, named=True)
        units = [None if told[key] is None else int(told[key] * one) for key in ("points", "available")]
        found[id] = (*units, told["state"], told["level"])
    return found


def agree(criteria_set: CriteriaSet, kind: str | None, row: Cells) -> None:
    sheet = sheet_for(criteria_set, kind)
    values = values_of(sheet, row)
    preview = previewed(sheet, values)
    _typed, waiting = row_of(sheet, values)
    claims = claims_of(sheet, values)
    # What waits for others has no points of its own yet, even where what is missing counts 0.
    answered = {id for id, value in values.items() if value.answers(sheet.criteria[id])} - waiting
    assert claims.points == {id: preview.nodes[id].points if id in answered else None for id in values}
    assert claims.so_far == preview.root.so_far
    assert claims_of_texts(sheet, {id: (value.text, value.state) for id, value in values.items()}) == claims
    for id in waiting:
        assert preview.nodes[id].waits
        for column in columns(sheet.criteria[id].node):
            row.pop(column, None)
    expected = scored(criteria_set, kind, row)
    assert {id: now(node) for id, node in preview.nodes.items()} == {id: expected[id] for id in preview.nodes}
    expected = scored(zeroed(criteria_set), kind, row)
    assert {id: so_far(node) for id, node in preview.nodes.items()} == {
        id: (points, available, level)
        for id, (points, available, _state, level) in expected.items()
        if id in sheet.nodes
    }


def now(node: NodePoints) -> tuple[object, ...]:
    return node.points, node.available, node.state, node.level


def so_far(node: NodePoints) -> tuple[object, ...]:
    return node.so_far, node.available_so_far, node.level_so_far


def zeroed(criteria_set: CriteriaSet) -> CriteriaSet:
    """The same set in which whatever is missing counts 0."""

    def of(node: Node) -> Node:
        return replace(node, missing=Missing.ZERO, criteria=tuple(of(child) for child in node.criteria))

    return replace(criteria_set, root=of(criteria_set.root))


@pytest.mark.parametrize("id, kind", LIBRARY, ids=str)
@settings(seldom, max_examples=8)
@given(data=st.data())
def test_it_agrees_with_the_score_of_every_set_of_the_library(id: str, kind: str | None, data: st.DataObject) -> None:
    criteria_set = load_set(id)
    agree(criteria_set, kind, data.draw(answers(criteria_set, kind)))


@seldom
@given(data=st.data())
def test_it_agrees_with_the_score_of_random_sets(data: st.DataObject) -> None:
    criteria_set = data.draw(sets())
    kind = data.draw(st.sampled_from(kinds_of(criteria_set)))
    agree(criteria_set, kind, data.draw(answers(criteria_set, kind)))


def full() -> dict[str, Value]:
    return {id: Value(inputs) for id, inputs in FULL.items()}


def test_it_counts_so_far_what_is_answered() -> None:
    preview = previewed(every_measure(), {"TL": Value({"a": "38", "b": "41"})})
    assert (preview.root.points, preview.root.so_far, preview.root.available) == (None, 927, 9000)
    assert (preview.nodes["TL"].points, preview.nodes["CK"].points, preview.nodes["CK"].state) == (927, None, "missing")
    assert preview.root.level_so_far == "Chưa đạt"


def test_it_says_what_is_lacking_for_the_next_level() -> None:
    next_level = previewed(every_measure(), full()).root.next
    assert next_level is not None
    assert next_level.name == "Tốt"
    assert [(each.node, each.lacking) for each in next_level.conditions if each.lacking] == [
        ("moi-cach-tinh", Fraction("11.98"))
    ]


@pytest.mark.parametrize("actual, points, waits", [("80", 400, False), ("100", 500, False), ("101", None, True)])
def test_what_is_measured_against_others_waits(actual: str, points: int | None, *, waits: bool) -> None:
    preview = previewed(every_measure(), full() | {"CT": Value({"target": "100", "actual": actual})})
    assert (preview.nodes["CT"].points, preview.nodes["CT"].waits, preview.root.waits) == (points, waits, waits)
