"""What the checker says can never happen does not happen, on random sets and tables scored by the independent scorer."""

import os
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from hypothesis import HealthCheck, Phase, given, settings

from tests.scoring import oracle
from tests.scoring.drawn_rows import Cells
from tests.scoring.oracle import Figures
from tests.scoring.strategies import rounds, sets
from thuocdo.definition.check import check, level_order
from thuocdo.definition.check.available import available
from thuocdo.definition.check.context import Context, View
from thuocdo.definition.check.limits import asked, implied, is_steady
from thuocdo.definition.check.reach import Reach
from thuocdo.definition.document import read_document
from thuocdo.definition.model import CriteriaSet, Node, NotApplicable, Path
from thuocdo.definition.read_set import Reading
from thuocdo.definition.resolved import Resolved, resolve
from thuocdo.diagnostics import Severity
from thuocdo.diagnostics.terminal import render
from thuocdo.vietnamese.languages import Lang

Round = tuple[CriteriaSet, list[Cells]]

PHASES = (Phase.explicit, Phase.generate)  # shrinking a set takes minutes
often = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "100")),
    deadline=None,
    phases=PHASES,
    suppress_health_check=list(HealthCheck),
)


def placed(node: Node, path: Path = ()) -> Node:
    """The node with every node below it where a file would have it, named by its id."""
    children = tuple(placed(child, (*path, "criteria", index)) for index, child in enumerate(node.criteria))
    return replace(node, name=node.id, criteria=children, path=path)


def context_of(criteria_set: CriteriaSet) -> Context:
    tree, _ = read_document("id: S", "set.yaml")
    return Context.of(Reading(criteria_set, tree, []), criteria_set, None, lambda _: None)


def answered(row: Cells, tree: Resolved) -> Cells:
    """A row without figures given outright, which may be anything, and without groups that are 0 of their own maximum."""
    outright = ("points", "available", "level", "best")
    kept = {column: cell for column, cell in row.items() if column.rpartition(":")[2] not in outright}
    groups = [each for each in tree.walk() if not each.is_leaf and each.not_applicable is not NotApplicable.LEAVE]
    zero = {f"{group.id}:state" for group in groups}
    return {column: cell for column, cell in kept.items() if cell != "na" or column not in zero}


def scored(drawn: Round) -> Iterator[tuple[View, dict[str, Figures]]]:
    """Each agency's figures, and the set as it sees it."""
    criteria_set, rows = drawn
    criteria_set = replace(criteria_set, root=placed(criteria_set.root))
    trees = [resolve(criteria_set, kind_of(criteria_set, row)) for row in rows]
    rows = [answered(row, tree) for row, tree in zip(rows, trees, strict=True)]
    scores = oracle.score(criteria_set, rows)
    for row, tree in zip(rows, trees, strict=True):
        yield View((), tree, Reach(criteria_set.rounding.decimals)), scores.agencies[str(row["agency"])]


def kind_of(criteria_set: CriteriaSet, row: Cells) -> str | None:
    kind = row.get("kind") or next(iter(criteria_set.kinds), None)
    return None if kind is None else str(kind)


def figures_of(view: View, nodes: dict[str, Figures]) -> Iterator[tuple[Resolved, Figures]]:
    return ((resolved, nodes[resolved.id]) for resolved in view.root.walk() if resolved.id in nodes)


@often
@given(rounds())
def test_it_bounds_points(drawn: Round) -> None:
    for view, nodes in scored(drawn):
        for resolved, figures in figures_of(view, nodes):
            if figures.shown is None:
                continue
            most = view.reach.highest(resolved)
            assert most is None or Fraction(figures.shown) <= most, (resolved.id, figures, most)
            assert Fraction(figures.shown) >= view.reach.lowest(resolved), (
                resolved.id,
                figures,
                view.reach.lowest(resolved),
            )


@often
@given(rounds())
def test_it_bounds_what_is_available(drawn: Round) -> None:
    for view, nodes in scored(drawn):
        for resolved, figures in figures_of(view, nodes):
            bounds = available(resolved)
            group = view.parent(resolved)
            if group is not None and nodes[group.id].state == "na":
                continue
            if figures.state == "na" and figures.points is None:
                assert bounds.leaves, resolved.id
            elif figures.available:
                assert bounds.full is None or figures.available <= bounds.full, (resolved.id, figures, bounds)
                assert bounds.least is None or figures.available >= bounds.least, (resolved.id, figures, bounds)


def meets(limits: dict[str, Fraction], nodes: dict[str, Figures]) -> bool:
    """Whether the points of every node named reach its limit."""
    shown = {id: nodes[id].shown for id in limits}
    return all(points is not None and Fraction(points) >= limits[id] for id, points in shown.items())


@often
@given(rounds())
def test_it_knows_what_follows_from_the_limits_of_a_level(drawn: Round) -> None:
    context = context_of(replace(drawn[0], root=placed(drawn[0].root)))
    for view, nodes in scored(drawn):
        for resolved, figures in figures_of(view, nodes):
            if figures.shown is None or not is_steady(context, resolved):
                continue
            for each in asked(view, resolved):
                if each.parts and meets(each.by_id, nodes):
                    least = implied(view, resolved, each.by_id)
                    assert figures.shown >= least, (resolved.id, each, least)
                if figures.shown >= each.total:
                    assert meets(each.forced, nodes), (resolved.id, each)


@often
@given(rounds())
def test_it_never_sees_a_level_that_is_never_given(drawn: Round) -> None:
    context = context_of(replace(drawn[0], root=placed(drawn[0].root)))
    found = [each for each in level_order.check(context) if each.code in {"TD505", "TD508"} and len(context.views) == 1]
    never = {(dict(each.data)["name"], dict(each.data)["level"]) for each in found}
    for view, nodes in scored(drawn):
        for resolved, figures in figures_of(view, nodes):
            said = {level for name, level in never if name == resolved.id}
            assert not any(f"«{figures.level}»" in level for level in said), (resolved.id, figures, said)


@often
@given(sets())
def test_it_looks_at_any_set_and_can_show_what_it_finds(criteria_set: CriteriaSet) -> None:
    context = context_of(replace(criteria_set, root=placed(criteria_set.root)))
    found = list(check(context))
    assert {each.code for each in found if each.severity is Severity.ERROR} <= {"TD509"}
    for lang in Lang:
        assert render(found, lang)
