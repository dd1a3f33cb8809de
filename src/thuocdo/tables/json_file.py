"""JSON -> a table: a list of objects, or {"agencies": [...]}; numbers are kept as the text they are written in."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

import polars as pl

from thuocdo.diagnostics import Diagnostic, Place, error
from thuocdo.tables.bad_cells import BadCell, BadTable, bad_cell
from thuocdo.tables.cell_text import number_text
from thuocdo.tables.csv_file import decode
from thuocdo.tables.files import NO_CONTENT, is_packed, not_this
from thuocdo.tables.grid import DUPLICATE_HEADER, MAX_COLUMNS, MAX_ROWS, TOO_MANY_COLUMNS, TOO_MANY_ROWS
from thuocdo.tables.table import Table, row_numbers
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.names import normal
from thuocdo.vietnamese.numbers import DecimalMark

LONGEST_EXPONENT: Final = 100

SYNTAX = error("TD707", "«{path}» không đúng cú pháp JSON: {problem}.", "«{path}» is not valid JSON: {problem}.")
SHAPE = error(
    "TD708",
    "«{path}» phải là một danh sách các đơn vị, hoặc có khóa «agencies» chứa danh sách đó; mỗi đơn vị là một nhóm khóa.",
    "«{path}» must be a list of agencies, or have the key «agencies» with that list; every agency is an object.",
)
NO_SCALAR = bad_cell("TD741", "một giá trị, không phải một nhóm khóa", "one value, not an object")


class _Number(str):
    """A number of a JSON file, as it is written there."""

    __slots__ = ()


class _Twice(ValueError):
    """An object that has a key twice."""


def read_json(path: Path, start: bytes, decimal_mark: DecimalMark | None) -> Table:
    """Read a list of objects; rows count from 1, in the order of the list."""
    if is_packed(start):
        raise not_this(path, "JSON", start)
    file = str(path)
    agencies = _agencies(_parsed(file, decode(path.read_bytes(), file)))
    if agencies is None:
        raise _refused(file, SHAPE.at(Place(file, 1, 1), path=file))
    if not agencies:
        raise _refused(file, NO_CONTENT.at(Place(file, 1, 1), file=file))
    columns = dict.fromkeys(key for agency in agencies for key in agency)
    names = [normal(column) for column in columns]
    _check(file, names, len(agencies))
    bad: list[BadCell] = []
    cells = {
        name: pl.Series(
            [_text(agency.get(column), at, name, bad, decimal_mark) for at, agency in enumerate(agencies, 1)],
            dtype=pl.String,
        )
        for name, column in zip(names, columns, strict=True)
    }
    rows = row_numbers(range(1, len(agencies) + 1))
    return Table(file, pl.DataFrame(cells), rows, decimal_mark=decimal_mark, bad=tuple(bad))


def _parsed(file: str, text: str) -> Any:
    try:
        return json.loads(
            text, parse_int=_Number, parse_float=_Number, parse_constant=_no_constant, object_pairs_hook=_once
        )
    except json.JSONDecodeError as failure:
        problem = Text(f"dòng {failure.lineno}, cột {failure.colno}", f"line {failure.lineno}, column {failure.colno}")
        raise _refused(
            file, SYNTAX.at(Place(file, failure.lineno, failure.colno), path=file, problem=problem)
        ) from None
    except _Twice as failure:
        problem = Text(f"khóa «{failure}» được viết hai lần", f"the key «{failure}» is written twice")
        raise _refused(file, SYNTAX.at(Place(file, 1, 1), path=file, problem=problem)) from None
    except ValueError as failure:
        problem = Text(f"«{failure}» không phải một số", f"«{failure}» is not a number")
        raise _refused(file, SYNTAX.at(Place(file, 1, 1), path=file, problem=problem)) from None
    except RecursionError:
        problem = Text("lồng nhau quá nhiều tầng", "it is nested too deeply")
        raise _refused(file, SYNTAX.at(Place(file, 1, 1), path=file, problem=problem)) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _agencies(content: Any) -> list[dict[str, Any]] | None:
    listed = content.get("agencies") if isinstance(content, dict) else content
    if not isinstance(listed, list) or not all(isinstance(agency, dict) for agency in listed):
        return None
    return listed


def _check(file: str, names: list[str], rows: int) -> None:
    faults: list[Diagnostic] = []
    if len(names) > MAX_COLUMNS:
        faults.append(TOO_MANY_COLUMNS.at(Place(file, 1, 1), limit=MAX_COLUMNS))
    if rows > MAX_ROWS:
        faults.append(TOO_MANY_ROWS.at(Place(file, 1, 1), limit=MAX_ROWS))
    twice = [name for at, name in enumerate(names) if name in names[:at]] if not faults else []
    faults += [DUPLICATE_HEADER.at(Place(file, 1, 1), header=name, first=name, second=name) for name in twice]
    if faults:
        raise BadTable(file, tuple(faults))


def _text(value: Any, row: int, column: str, bad: list[BadCell], decimal_mark: DecimalMark | None) -> str | None:
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case _Number():
            return _number(value, decimal_mark)
        case str():
            return value or None
        case list() if all(isinstance(item, str) for item in value):
            return ";".join(value) or "-"
        case _:
            bad.append(NO_SCALAR.bad(row, column, json.dumps(value, ensure_ascii=False)))
            return None


def _number(written: str, decimal_mark: DecimalMark | None) -> str:
    """A JSON number as text that reads in one way; an absurd exponent stays as it is written, to be refused as a cell."""
    try:
        number = Decimal(written)
    except InvalidOperation:
        return str(written)
    return str(written) if abs(number.adjusted()) > LONGEST_EXPONENT else number_text(number, decimal_mark)


def _refused(file: str, diagnostic: Diagnostic) -> BadTable:
    return BadTable(file, (diagnostic,))
