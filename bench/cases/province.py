"""The realistic mixture from end to end: a CSV file of communes in, points, levels and ranks out, stage by stage."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.clock import chain, forget_peak, peak_memory
from bench.communes import SET, communes
from bench.lines import Line
from thuocdo import load_set, score
from thuocdo.scoring.jsonable import as_json
from thuocdo.scoring.result import Result
from thuocdo.tables.cells import typed
from thuocdo.tables.read import read_table
from thuocdo.tables.write import write_table

CASE = "province"


def lines(agencies: int, repeats: int) -> list[Line]:
    """Every stage between two files."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "figures.csv")
        write_table(communes(agencies), path, decimal_mark=",")
        forget_peak()
        base = peak_memory()
        timings = chain(_stages(Path(folder)), path, repeats)
        peak = peak_memory()
    return [
        Line.of(CASE, name, timing, at="division", agencies=agencies, base=base, peak=peak)
        for name, timing in timings.items()
    ]


def _stages(folder: Path) -> dict[str, Callable[[Any], object]]:
    criteria_set = load_set(SET)

    def digests(result: Result) -> Result:
        assert result.input_digest != result.result_digest
        return result

    def as_text(result: Result) -> Result:
        (folder / "result.json").write_text(json.dumps(as_json(result), ensure_ascii=False), encoding="utf-8")
        return result

    return {
        "read the CSV file": read_table,
        "look at every cell": lambda table: typed(table, criteria_set),
        "points, levels, ranks": lambda cells: score(criteria_set, cells),
        "digests of table and result": digests,
        "every node as JSON": as_text,
        "points as a CSV file": lambda result: write_table(result.points, folder / "points.csv"),
    }
