import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bench import budgets, saves
from bench.cases import growth, race, sheet
from bench.communes import SET, communes
from bench.differences import differences
from bench.figures import as_text, figures, frame_of, set_of
from bench.lines import Line
from bench.ours import outcome_of
from bench.peers import dataframes, loop
from bench.plan import ROUNDINGS, jobs
from thuocdo import load_set, score

ROOT = Path(__file__).parents[2]
WAYS = {"division": loop.by_division, "totals": loop.at_totals}


def pins(file: str) -> dict[str, str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    assert sorted(lines) == lines
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*==[0-9][0-9a-z.]*", line)] == []
    return dict(line.split("==") for line in lines)


@pytest.mark.slow
def test_it_runs_at_the_smallest_size(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench", "--quick", "--json", str(tmp_path / "figures.json")]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert max(map(len, ran.stdout.splitlines())) <= 100
    written = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    lines = [Line.read(line) for line in written["lines"]]
    assert {line.case for line in lines} == {"compile", "form", "race", "province", "growth", "saves"}
    assert all(line.median > 0 for line in lines)
    assert {line.name for line in lines if line.differs and line.differs.none} >= {race.LOOP, race.PANDAS_WHOLE}
    assert len(written["budgets"]) == 3 + len(saves.BUDGETS) * len(saves.DATABASES)
    assert {(line.name, line.at) for line in lines if line.rate} == {
        (who, database) for who in (saves.ALONE, "50 officers") for database in saves.DATABASES
    }


@pytest.mark.parametrize("at", ROUNDINGS)
def test_it_comes_to_the_figures_of_a_bare_loop(at: str) -> None:
    drawn = figures(300)
    exact = outcome_of(score(set_of(at), frame_of(drawn)))
    assert differences(exact, WAYS[at](drawn)).none
    assert len(set(exact.level)) > 2


def test_it_comes_to_the_figures_of_pandas_in_whole_numbers() -> None:
    drawn = figures(100)
    table = dataframes.table_of(drawn, "Int64")
    theirs = dataframes.outcome_of(dataframes.scored(table, dataframes.in_whole_numbers, loop.ONE), loop.ONE)
    assert differences(outcome_of(score(set_of("division"), frame_of(drawn))), theirs).none


@pytest.mark.libreoffice
def test_it_comes_to_the_figures_of_a_spreadsheet() -> None:
    found = {line.name: line.differs for line in sheet.lines(12, 1)}
    whole = found[sheet.EXACT]
    assert whole is not None
    assert whole.none


def test_it_tells_how_many_agencies_differ() -> None:
    drawn = figures(5, blocks=1)
    exact = loop.by_division(drawn)
    other = loop.outcome(exact.leaves, [exact.total] * 10, exact.total + np.array([0, 0, 1, 0, 0]), drawn.block)
    assert (differences(exact, other).points, differences(exact, other).criteria) == (1, 0)


def test_it_scores_text_and_blank_divisors_alike() -> None:
    frame = frame_of(figures(40, none=0.05))
    whole, text = (score(set_of("division"), table) for table in (frame, as_text(frame)))
    assert whole.result_digest == text.result_digest


def test_it_draws_communes_that_can_be_scored() -> None:
    assert score(load_set(SET), communes(60)).counts(SET).ranked > 30


def test_it_measures_every_budget() -> None:
    sizes = {
        (job.case, job.arguments["at"], size)
        for job in jobs(quick=False)
        if job.case in {race.CASE, growth.CASE} and job.arguments.get("who", growth.OURS) == growth.OURS
        for size in _sizes(job.arguments["agencies"])
    }
    wanted = [budget for budget in budgets.BUDGETS if budget.case in {race.CASE, growth.CASE}]
    assert {(budget.case, at, budget.agencies) for budget in wanted for at in ROUNDINGS} <= sizes


def _sizes(agencies: int | tuple[int, ...]) -> tuple[int, ...]:
    return (agencies,) if isinstance(agencies, int) else agencies


def test_it_pins_what_it_is_measured_against() -> None:
    own, constraints = pins("bench/requirements.txt"), pins("constraints.txt")
    assert own.keys() >= {"numpy", "pandas", "scikit-criteria"}
    assert {name for name in own.keys() & constraints.keys() if own[name] != constraints[name]} == set()
