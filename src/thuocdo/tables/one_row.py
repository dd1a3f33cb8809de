r"""One row of texts -> typed cells in plain Python, for a form being filled in: polars takes longer to start than a row takes to read.

    row of texts --plainly right--> TypedRow
         \--anything else--> a table of one row, examined as every table is --> TypedRow, or BadTable

What is read here is read alike there: the readers and the limits are the same, and whatever is not plainly right is left to the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from thuocdo.definition.kept import Kept
from thuocdo.definition.measures import InputType, Option, Survey
from thuocdo.definition.model import CriteriaSet
from thuocdo.tables.cells import typed
from thuocdo.tables.columns import FIGURES, OF_THE_AGENCY, VALUES, Column, Placed, Role, layout_of
from thuocdo.tables.figures import BLANKS, MAX_DECIMALS, read_cell
from thuocdo.tables.limits import digits_allowed, is_whole, range_of
from thuocdo.tables.table import table_of_rows
from thuocdo.tables.words import (
    level_reader,
    option_reader,
    read_yes_or_no,
    state_reader,
    states_of,
    yardstick_reader,
)
from thuocdo.vietnamese.numbers import DecimalMark

Row = Mapping[str, str | None]
Reader = Callable[[str], Any]

_PLAIN: Final = {
    None: re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]{1,6})?"),
    ",": re.compile(r"-?[0-9]{1,15}(?:,[0-9]{1,6})?"),
    ".": re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?"),
}
_LIKE_A_GROUP: Final = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_NAMES: Final = frozenset({Role.AGENCY.value, Role.CODE.value})
_NOBODY: Final = "-"


@dataclass(frozen=True, slots=True)
class TypedRow:
    """The filled cells of one agency by the typed table's columns, and its kind. Numbers of inputs are whole, at six decimals."""

    kind: str | None
    cells: dict[str, Any]


class _Unclear(Exception):
    """Not plainly right: for the table to say."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """How the cells of one column are read, by agencies of one kind; `there`: whether the kind has the node."""

    column: Column
    read: Reader
    there: bool


_readers: Kept[Mapping[str, _Cell]] = Kept()


def typed_row(
    criteria_set: CriteriaSet, row: Row, *, kind: str | None = None, decimal_mark: DecimalMark | None = None
) -> TypedRow:
    """Read one row by its headers, which are those of an input table; blank cells are empty.

    `kind` stands for the column of that name. The agency need not be named. Raises `BadTable`.
    """
    try:
        return _plainly(criteria_set, row, kind, decimal_mark)
    except _Unclear:
        return _as_table(criteria_set, row, kind, decimal_mark)


def _as_table(criteria_set: CriteriaSet, row: Row, kind: str | None, decimal_mark: DecimalMark | None) -> TypedRow:
    named = {Role.AGENCY.value: _NOBODY, **row}
    if kind is not None and criteria_set.kinds:
        named[Role.KIND.value] = kind
    cells = {header: text or "" for header, text in named.items()}
    table = typed(table_of_rows([cells], decimal_mark=decimal_mark), criteria_set)
    found = {name: value for name, value in table.frame.row(0, named=True).items() if value is not None}
    for name, scale in table.scales.items():
        if name in found:
            found[name] *= 10 ** (MAX_DECIMALS - scale)
    kinds = criteria_set.kinds
    return TypedRow(found.get(Role.KIND.value) if len(kinds) > 1 else kinds[0] if kinds else None, found)


def _plainly(criteria_set: CriteriaSet, row: Row, kind: str | None, decimal_mark: DecimalMark | None) -> TypedRow:
    kind = _kind(criteria_set, row, kind)
    readers = _readers.get(criteria_set, (kind, decimal_mark), lambda: _all_readers(criteria_set, kind, decimal_mark))
    cells: dict[str, Any] = {}
    filled: list[Column] = []
    seen: set[str] = set()
    for header, text in row.items():
        cell = readers.get(header)
        if cell is None or cell.column.name in seen:
            raise _Unclear
        seen.add(cell.column.name)
        if _is_blank(header, text):
            continue
        value = cell.read(text or "")
        if value is None or not cell.there:
            raise _Unclear
        cells[cell.column.name] = value
        if cell.column.placed is not None:
            filled.append(cell.column)
    _together(filled, cells)
    return TypedRow(kind, _yardsticks_apart(filled, cells))


def _is_blank(header: str, text: str | None) -> bool:
    if text and text.strip():
        return False
    if header in _NAMES or (text and text.strip(BLANKS)):
        raise _Unclear
    return True


def _kind(criteria_set: CriteriaSet, row: Row, kind: str | None) -> str | None:
    kinds = criteria_set.kinds
    if not kinds:
        return None
    kind = kind or row.get(Role.KIND) or (kinds[0] if len(kinds) == 1 else None)
    if kind not in kinds:
        raise _Unclear
    return kind


def _all_readers(criteria_set: CriteriaSet, kind: str | None, decimal_mark: DecimalMark | None) -> Mapping[str, _Cell]:
    layout, several = layout_of(criteria_set), len(criteria_set.kinds) > 1
    return {
        header: _Cell(
            column,
            _reader(column, criteria_set, kind, decimal_mark),
            not (several and column.placed is not None and kind in column.placed.absent),
        )
        for header, column in layout.columns.items()
    }


def _reader(column: Column, criteria_set: CriteriaSet, kind: str | None, decimal_mark: DecimalMark | None) -> Reader:
    """What reads the cells of a column; None stands for whatever is not plainly right."""
    if column.placed is None or column.role in OF_THE_AGENCY:
        return str
    if column.is_number:
        return _number_reader(column, criteria_set.rounding.decimals, kind, decimal_mark)
    return _word_reader(column, column.placed, criteria_set, decimal_mark)


def _word_reader(column: Column, placed: Placed, criteria_set: CriteriaSet, decimal_mark: DecimalMark | None) -> Reader:
    node = placed.node
    match column.role:
        case Role.STATE:
            # That an agency is excluded needs a reason beside it.
            return state_reader(tuple(state for state in states_of(placed, criteria_set) if state != "excluded"))
        case Role.LEVEL:
            return level_reader((*(level.name for level in node.levels), node.below))
        case Role.BEST:
            return yardstick_reader(digits_allowed(column), decimal_mark)
        case _:
            pass
    kind = column.input.type if column.input is not None else None
    if kind is InputType.YES_NO:
        return read_yes_or_no
    choices: tuple[Option, ...] = getattr(node.measure, "options", ())
    return option_reader(choices, several=kind is InputType.OPTIONS)


def _number_reader(column: Column, decimals: int, kind: str | None, mark: DecimalMark | None) -> Reader:
    """Reads a number that is neither too fine nor too long and within its bounds."""
    allowed = 0 if is_whole(column) else decimals if column.role in FIGURES else MAX_DECIMALS
    scale = decimals if column.role in FIGURES else MAX_DECIMALS
    longest, plain = 10 ** digits_allowed(column), _PLAIN[mark]
    least, most = range_of(column, kind).whole(scale)
    lowest = -(10**40) if least is None else least
    highest = 10**40 if most is None else most

    def read(text: str) -> int | None:
        if not plain.fullmatch(text) or (mark is None and _LIKE_A_GROUP.fullmatch(text)):
            number = read_cell(0, text, mark)
            if not isinstance(number, str):
                return None
            text = number
        whole, _, part = text.replace(",", ".").partition(".")
        part = part.rstrip("0")
        if len(part) > allowed or abs(int(whole + part)) >= longest:
            return None
        value = int(whole + part.ljust(scale, "0"))
        return value if lowest <= value <= highest else None

    return read


def _together(filled: list[Column], cells: Mapping[str, Any]) -> None:
    """Cells that contradict each other, as `tables.together` says."""
    valued = {column.placed.node.id for column in filled if column.placed is not None and column.role in VALUES}
    for column in filled:
        if column.placed is None:
            continue
        node = column.placed.node
        if column.role is Role.STATE and cells[column.name] == "na":
            hidden = any(f"{above}:state" in cells for above in column.placed.above)
            if not hidden and any(below.id in valued for below in node.walk()):
                raise _Unclear
        elif column.role is Role.POINTS and any(
            other.role in {Role.INPUT, Role.MARK} and other.placed is column.placed for other in filled
        ):
            raise _Unclear
        elif column.input is not None and column.input.key == "total":
            _mean_inside(node.measure, cells, column.name, f"{node.id}:n")


def _mean_inside(measure: object, cells: Mapping[str, Any], total: str, n: str) -> None:
    if isinstance(measure, Survey) and cells.get(n):
        mean = Fraction(cells[total], cells[n])
        if not Fraction(measure.low) <= mean <= Fraction(measure.high):
            raise _Unclear


def _yardsticks_apart(filled: list[Column], cells: dict[str, Any]) -> dict[str, Any]:
    for column in filled:
        if column.role is Role.BEST:
            cells[f"{column.name}:n"], cells[f"{column.name}:d"] = cells.pop(column.name)
    return cells
