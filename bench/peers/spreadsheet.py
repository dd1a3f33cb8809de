"""The same table as formulas of a workbook, recalculated from nothing by LibreOffice Calc.

Columns: agency | a and b of every criterion | points of every criterion | sums of the groups | total | level | rank.
One block: RANK looks at a whole column.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np
import python_calamine
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from bench.clock import Call
from bench.figures import EACH, GROUPS, LEAVES, LEVELS, MAXIMA, Column, Figures, Leaf
from bench.peers.loop import BELOW, ONE, Outcome, factors
from scripts import system_programs

Formula = Callable[[Leaf, str, str], str]

FIRST_POINTS = 1 + 2 * len(LEAVES)
FIRST_SUM = FIRST_POINTS + len(LEAVES)
TOTAL = FIRST_SUM + GROUPS
LEVEL, RANK = TOTAL + 1, TOTAL + 2

# LibreOffice recalculates another program's workbook only where its profile says so (0: always).
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def in_hundredths(leaf: Leaf, a: str, b: str) -> str:
    """Whole hundredths: the quotient of two whole numbers is the only one that is not whole, and ROUND decides it rightly."""
    times, over = factors(leaf, 1)
    return f"=MIN({leaf.max * ONE},ROUND({a}*{times}/({b}*{over}),0))"


def in_points(leaf: Leaf, a: str, b: str) -> str:
    """Points as most would write them."""
    return f"=ROUND(MIN({a}/{b}/{leaf.target}%,1)*{leaf.max},2)"


def write(path: Path, drawn: Figures, formula: Formula, one: int) -> None:
    """Write the workbook without results; `one` point is 100 hundredths or 1."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["agency", *(f"{leaf.id}:{key}" for leaf in LEAVES for key in "ab")])
        columns = [column.tolist() for pair in zip(drawn.a, drawn.b, strict=True) for column in pair]
        for row in range(drawn.agencies):
            sheet.write_row(row + 1, 0, [f"Đơn vị {row}", *(column[row] for column in columns)])
            for place, written in enumerate(_formulas(row + 2, drawn.agencies + 1, formula, one), FIRST_POINTS):
                sheet.write_formula(row + 1, place, written)


def _formulas(row: int, last: int, formula: Formula, one: int) -> list[str]:
    def cell(column: int) -> str:
        return f"{xl_col_to_name(column)}{row}"

    size = len(MAXIMA)
    points = [formula(leaf, cell(1 + 2 * at), cell(2 + 2 * at)) for at, leaf in enumerate(LEAVES)]
    starts = range(FIRST_POINTS, FIRST_SUM, size)
    sums = [f"=SUM({cell(start)}:{cell(start + size - 1)})" for start in starts]
    groups, total = f"{cell(FIRST_SUM)}:{cell(TOTAL - 1)}", cell(TOTAL)
    level = str(BELOW)
    for place, (_, limit) in reversed(list(enumerate(LEVELS))):
        level = f"IF(AND({total}>={limit * one},MIN({groups})>={sum(MAXIMA) * EACH * one // 100}),{place},{level})"
    name = xl_col_to_name(TOTAL)
    return [*points, *sums, f"=SUM({groups})", f"={level}", f"=RANK({total},${name}$2:${name}${last})"]


def recalculated(path: Path, office: str) -> tuple[Path, Call]:
    """Open the workbook, recalculate it, save it anew; the new file and what it took from start to end."""
    with tempfile.TemporaryDirectory() as profile:
        user = Path(profile, "user")
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        out = path.parent / "out"
        command = [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "xlsx"]
        before, started = os.times(), perf_counter()
        subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=600)
        taken, after = perf_counter() - started, os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        return out / path.name, Call(taken, used)


def office() -> str | None:
    """The program, if it is here with its spreadsheet part."""
    return (shutil.which("soffice") or shutil.which("libreoffice")) if system_programs.calc_found() else None


def outcome_of(path: Path, one: int) -> Outcome:
    """Read what the formulas came to; points are read to the hundredth they show."""
    rows = python_calamine.load_workbook(path).get_sheet_by_index(0).to_python(skip_empty_area=False)[1:]

    def column(place: int, times: int) -> Column:
        return np.array([round(float(str(row[place])) * times) for row in rows], np.int64)

    leaves = [column(place, ONE // one) for place in range(FIRST_POINTS, FIRST_SUM)]
    return Outcome(leaves, column(TOTAL, ONE // one), column(LEVEL, 1), column(RANK, 1))
