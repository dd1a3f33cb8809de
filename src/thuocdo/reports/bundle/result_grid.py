"""A result as a bundle holds it: a wide grid, and the JSON of `thuocdo score --format json`, both in the order of the input."""

from __future__ import annotations

import json
from decimal import Decimal

from thuocdo.reports.bundle.grid import Grid, json_lines
from thuocdo.reports.bundle.input_grid import order_of
from thuocdo.scoring.jsonable import AgencyJson, as_json
from thuocdo.scoring.result import Result
from thuocdo.scoring.scale import plain
from thuocdo.scoring.wide import wide


def result_grid(result: Result) -> Grid:
    """One row per agency: who it is, then the figures of every node (see `thuocdo.scoring.wide`)."""
    frame = wide(result)
    rows = frame.rows()
    return Grid(tuple(frame.columns), tuple(tuple(map(_text, rows[at])) for at in order_of(result.agencies)))


def result_agencies(result: Result) -> list[AgencyJson]:
    """The agencies of the JSON, in the order of a bundle."""
    agencies = as_json(result)["agencies"]
    return [agencies[at] for at in order_of(result.agencies)]


def result_json(result: Result, agencies: list[AgencyJson] | None = None, version: str | None = None) -> str:
    """The JSON: one agency on a line. `thuocdo score --previous` takes it as an earlier result.

    `agencies` are those of the result where they are known already, `version` is that of the software which made it.
    """
    head = {"set": result.set.id, "digest": result.digest, "version": version or result.version}
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items())
    listed = json_lines(result_agencies(result) if agencies is None else agencies)
    return f'{{{lines},\n"agencies": {listed.rstrip()}}}\n'


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return plain(value)
        case _:
            return str(value)
