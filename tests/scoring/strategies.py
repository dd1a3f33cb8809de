"""Random valid criteria sets and tables.

sets()       ->  a CriteriaSet of up to 15 nodes: every way to combine, every measure
tables(set)  ->  1 to 8 agencies with cells that the set allows
"""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.scoring.drawing import Drawing
from tests.scoring.drawn_measures import Wanted
from tests.scoring.drawn_rows import Cells, TableDrawing
from tests.scoring.drawn_sets import SetDrawing
from thuocdo.definition.model import CriteriaSet


@st.composite
def sets(draw: DrawFn, *, yardsticks: bool = True, monotone: bool = False) -> CriteriaSet:
    """Sets; without yardsticks (`relative`, `quota`), or such that a better answer never lowers any points."""
    wanted = Wanted(leave=not monotone, yardsticks=yardsticks, monotone=monotone)
    return SetDrawing(Drawing(draw), wanted).set()


@st.composite
def tables(draw: DrawFn, criteria_set: CriteriaSet) -> list[Cells]:
    """Tables of typed cells, for the oracle; agencies have names of their own."""
    return TableDrawing(Drawing(draw), criteria_set).rows()


@st.composite
def rounds(draw: DrawFn, *, yardsticks: bool = True, monotone: bool = False) -> tuple[CriteriaSet, list[Cells]]:
    """A set and a table for it."""
    criteria_set = draw(sets(yardsticks=yardsticks, monotone=monotone))
    return criteria_set, draw(tables(criteria_set))
