"""The engine and the oracle agree to the last digit on random sets and tables, and both keep what the rules promise."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scoring import oracle
from tests.scoring.drawn_rows import Cells, columns
from tests.scoring.engine import engine
from tests.scoring.oracle import Figures, Scores
from tests.scoring.oracle_measures import Cell, Row
from tests.scoring.strategies import rounds
from thuocdo.definition.measures import Checklist, Count, Ratio, Survey, YesNo
from thuocdo.definition.model import Among, By, CriteriaSet, Node, Ranking

Scorer = Callable[[CriteriaSet, Sequence[Row]], Scores]
Round = tuple[CriteriaSet, list[Cells]]

often = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
sometimes = settings(often, max_examples=60)
by_both = pytest.mark.parametrize("scorer", [oracle.score, engine], ids=["oracle", "engine"])


def seen(scores: Scores) -> Scores:
    """What is published: exact points only in so far as they show."""
    agencies = {
        name: {node: replace(of, points=None) for node, of in nodes.items()} for name, nodes in scores.agencies.items()
    }
    return replace(scores, agencies=agencies)


def unranked(nodes: dict[str, Figures]) -> dict[str, Figures]:
    return {node: replace(of, rank=None) for node, of in nodes.items()}


@often
@given(rounds())
def test_it_agrees_to_the_last_digit(drawn: Round) -> None:
    criteria_set, rows = drawn
    assert seen(engine(criteria_set, rows)) == seen(oracle.score(criteria_set, rows))


@by_both
@sometimes
@given(rounds(), st.data())
def test_it_does_not_mind_the_order_of_agencies(scorer: Scorer, drawn: Round, data: st.DataObject) -> None:
    criteria_set, rows = drawn
    mixed = data.draw(st.permutations(rows))
    assert scorer(criteria_set, mixed) == scorer(criteria_set, rows)


@by_both
@sometimes
@given(rounds(yardsticks=False), st.data())
def test_it_scores_one_agency_as_among_many(scorer: Scorer, drawn: Round, data: st.DataObject) -> None:
    criteria_set, rows = drawn
    row = data.draw(st.sampled_from(rows))
    alone, together = (scorer(criteria_set, some).agencies[str(row["agency"])] for some in ([row], rows))
    assert unranked(alone) == unranked(together)


@by_both
@sometimes
@given(rounds())
def test_it_scores_equal_agencies_equally(scorer: Scorer, drawn: Round) -> None:
    criteria_set, rows = drawn
    doubled = [*rows, *({**row, "agency": f"{row['agency']} bis"} for row in rows)]
    found = scorer(criteria_set, doubled).agencies
    for row in rows:
        assert found[f"{row['agency']} bis"] == found[str(row["agency"])]


@by_both
@sometimes
@given(rounds())
def test_it_ties_what_is_equal_and_nothing_else(scorer: Scorer, drawn: Round) -> None:
    criteria_set, rows = drawn
    found, exact = scorer(criteria_set, rows).agencies, oracle.score(criteria_set, rows).agencies
    for node in criteria_set.root.walk():
        ranked = [row for row in rows if node.id in found[str(row["agency"])]]
        ranked = [row for row in ranked if found[str(row["agency"])][node.id].rank is not None]
        for one, other in combinations(ranked, 2):
            if one["block"] != other["block"]:
                continue
            first, second = (found[str(row["agency"])][node.id] for row in (one, other))
            tied = compared(node, first) == compared(node, second)
            assert (first.rank == second.rank) == tied
            points = [exact[str(row["agency"])][node.id].points for row in (one, other)]
            assert points[0] != points[1] or first.shown == second.shown


def compared(node: Node, of: Figures) -> tuple[Any, ...]:
    """What the agency is ranked by."""
    by = (node.ranking or Ranking()).by
    if by is By.PERCENT:
        return (of.percent,)
    levelled = of.level if of.level in [level.name for level in node.levels] else None
    return (levelled, of.shown) if by is By.LEVEL else (of.shown,)


@by_both
@sometimes
@given(rounds(monotone=True), st.data())
def test_it_never_takes_points_for_a_better_answer(scorer: Scorer, drawn: Round, data: st.DataObject) -> None:
    criteria_set, rows = drawn
    place = data.draw(st.integers(0, len(rows) - 1))
    name, better = str(rows[place]["agency"]), dict(rows[place])
    for leaf in criteria_set.root.walk():
        if leaf.is_leaf and data.draw(st.booleans()):
            raise_answer(leaf, leaf.max_for(str(better.get("kind", "x"))), better, data)
    before = scorer(criteria_set, rows).agencies[name]
    after = scorer(criteria_set, [*rows[:place], better, *rows[place + 1 :]]).agencies[name]
    for node in criteria_set.root.walk():
        if node.id in before:
            assert_no_worse(node, before[node.id], after[node.id])


def raise_answer(leaf: Node, maximum: Decimal | None, row: Cells, data: st.DataObject) -> None:
    """A better answer, if there is one; never a new one, which would only end a wait."""
    there = columns(leaf)
    if any(row.get(column) is None for column in there):
        return
    step, first = Decimal(data.draw(st.integers(1, 5))), row[there[0]]
    match leaf.measure:
        case YesNo():
            row[there[0]] = True
        case Checklist(options=options):
            held = first if isinstance(first, tuple) else ()
            row[there[0]] = tuple(option.id for option in options if option.id in held or data.draw(st.booleans()))
        case Survey(high=high):
            asked = row[there[1]] if len(there) == 2 else Decimal(1)
            row[there[0]] = min(number(first) + step, high * number(asked))
        case Ratio() | Count() if number(first) + step < 10**9:  # with six decimals, still 15 digits
            row[there[0]] = number(first) + step
        case None:
            row[there[0]] = number(first) + step if maximum is None else min(number(first) + step, maximum)
        case _:
            pass


def number(cell: Cell) -> Decimal:
    assert isinstance(cell, Decimal)
    return cell


def assert_no_worse(node: Node, before: Figures, after: Figures) -> None:
    assert after.available == before.available
    assert (after.shown is None) == (before.shown is None)
    if before.shown is None or after.shown is None:
        return
    assert after.shown >= before.shown
    if before.level is not None and after.level is not None:
        names = [*(level.name for level in node.levels), node.below]
        assert names.index(after.level) <= names.index(before.level)
    ranking = node.ranking or Ranking()
    if ranking.among is Among.ALL and ranking.by in {None, By.POINTS} and before.rank is not None:
        assert after.rank is not None
        assert after.rank <= before.rank
