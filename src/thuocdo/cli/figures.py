"""The set and the tables a command works on, what it writes, and everything that is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from thuocdo.cli.output import Output
from thuocdo.cli.targets import shortened
from thuocdo.definition.load import check_set
from thuocdo.definition.model import CriteriaSet
from thuocdo.diagnostics import Diagnostic, Severity, terminal
from thuocdo.diagnostics.cells import harmless
from thuocdo.diagnostics.jsonable import as_objects
from thuocdo.scoring.change import Earlier
from thuocdo.scoring.earlier_json import earlier_result, set_named_in
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.listing import records, render_bad_cells
from thuocdo.tables.read import read_table
from thuocdo.tables.table import Table
from thuocdo.tables.write import CannotWrite
from thuocdo.vietnamese.numbers import DecimalMark


class BadInput(Exception):
    """A set that cannot be used."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(diagnostics[0].message.en)
        self.diagnostics = diagnostics


Wrong = BadInput | BadTable | CannotWrite


def set_of(name: str) -> CriteriaSet:
    """The set of a path or id; raises `BadInput` with its errors."""
    found = shortened(check_set(name))
    if found.set is None or not found.usable:
        raise BadInput(tuple(each for each in found.diagnostics if each.severity is Severity.ERROR))
    return found.set


def figures(path: str, decimal_mark: str | None, sheet: str | None, out: Output) -> Table:
    """The table in a file, its notices told; raises `BadTable`."""
    table = read_table(Path(path), decimal_mark=cast("DecimalMark | None", decimal_mark), sheet=sheet)
    out.complain(terminal.render(table.notices, out.lang, width=out.width, color=out.error_color))
    return table


def year_before(path: str | None, decimal_mark: str | None, now: CriteriaSet, out: Output) -> Table | Earlier | None:
    """What to compare with: an earlier result, or a table of the year before; raises `BadTable`."""
    if path is None:
        return None
    named = set_named_in(Path(path))
    if named is None:
        return figures(path, decimal_mark, None, out)
    return earlier_result(Path(path), now if named == now.id else check_set(named).set)


def tell(wrong: Wrong, out: Output, *, as_json: bool = False) -> None:
    """Write what is wrong to stderr: diagnostics, then bad cells as one table."""
    diagnostics = (wrong.diagnostic,) if isinstance(wrong, CannotWrite) else wrong.diagnostics
    cells = wrong.cells if isinstance(wrong, BadTable) else ()
    if as_json:
        content = {"diagnostics": as_objects(diagnostics, out.lang), "cells": records(cells, out.lang)}
        out.complain(json.dumps(content, ensure_ascii=False, indent=2))
        return
    out.complain(terminal.render(diagnostics, out.lang, width=out.width, color=out.error_color))
    if cells:
        listed = render_bad_cells(cells, out.lang, width=out.width)
        file = wrong.file if isinstance(wrong, BadTable) else ""
        out.complain(f"{harmless(file)}\n\n{listed}" if file else listed)
