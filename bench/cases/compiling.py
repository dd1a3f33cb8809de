"""From the text of a set to a plan: reading and checking the YAML apart from compiling."""

from __future__ import annotations

from bench.clock import timed
from bench.figures import figures, frame_of, set_of, set_text
from bench.lines import Line
from thuocdo.definition.load import check_source
from thuocdo.definition.source import Source
from thuocdo.scoring.compiling import compile_plan
from thuocdo.scoring.facts import facts_of
from thuocdo.tables.cells import typed
from thuocdo.tables.table import table_of

CASE = "compile"
PLAN = "compile the plan"


def lines(at: str, repeats: int) -> list[Line]:
    """Read, check, compile 100 criteria."""
    source, criteria_set = Source("do-100.yaml", set_text(at)), set_of(at)
    facts = facts_of(typed(table_of(frame_of(figures(1000))), criteria_set))
    compiled = timed(lambda: compile_plan(criteria_set, None, facts), repeats)
    read = timed(lambda: check_source(source), max(repeats // 3, 1))
    return [Line.of(CASE, "read and check the YAML", read, at=at), Line.of(CASE, PLAN, compiled, at=at)]
