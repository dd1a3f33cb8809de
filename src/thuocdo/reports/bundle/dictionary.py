"""The data dictionary of a bundle: every column of its tables, what it means in both languages, its unit and type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from thuocdo.definition.measures import InputType
from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.reports.bundle.grid import Grid
from thuocdo.reports.bundle.input_grid import input_columns
from thuocdo.scoring.scale import plain
from thuocdo.tables.columns import Column, Role
from thuocdo.vietnamese.languages import Text

HEADER: Final = ("file", "column", "node", "name_vi", "name_en", "meaning_vi", "meaning_en", "unit", "type", "max")

POINTS: Final = Text("điểm", "points")
OF_THE_AGENCY: Final = {
    Role.AGENCY: Text("tên đơn vị", "name of the agency"),
    Role.CODE: Text("mã đơn vị, không đổi qua các năm", "code of the agency, the same every year"),
    Role.KIND: Text("loại đơn vị", "kind of agency"),
    Role.BLOCK: Text("khối xếp hạng", "block inside which agencies are ranked"),
    Role.PREDECESSORS: Text("mã các đơn vị đã nhập vào đơn vị này", "codes of the agencies merged into this one"),
    Role.REASON: Text("lý do không đánh giá", "why the agency is not evaluated"),
}
GIVEN: Final = {
    Role.MARK: Text("điểm chấm của tiêu chí", "mark given for the criterion"),
    Role.POINTS: Text("điểm cho sẵn, không tính từ số liệu", "points given, not worked out"),
    Role.AVAILABLE: Text("điểm tối đa được xét, cho sẵn", "points that could be had, given"),
    Role.STATE: Text(
        "na: không áp dụng; void:...: không được tính điểm; excluded: không đánh giá",
        "na: not applicable; void:...: not counted; excluded: not evaluated",
    ),
    Role.LEVEL: Text("mức đã công bố, không tính từ điểm", "published level, not worked out from points"),
    Role.BEST: Text("giá trị tốt nhất để so sánh, cho sẵn", "best value to compare with, given"),
}
OF_A_RESULT: Final = {
    "points": Text("điểm đạt được", "points earned"),
    "available": Text("điểm tối đa được xét", "points that could be had"),
    "percent": Text("điểm chia cho điểm tối đa được xét", "points as a share of those that could be had"),
    "state": Text(
        "computed: tính được; given: cho sẵn; na: không áp dụng; missing: còn thiếu; void:...: không được tính điểm; "
        "excluded: không đánh giá; open: chưa rõ mức",
        "computed; given; na: not applicable; missing; void:...: not counted; excluded: not evaluated; open: level not yet known",
    ),
    "level": Text("mức đạt được", "level reached"),
    "rank": Text("thứ hạng trong khối; bằng điểm thì cùng hạng", "rank inside the block; equal points share a rank"),
    "provisional": Text(
        "yes: hạng tạm tính, còn đơn vị chưa đủ điểm", "yes: provisional, an agency still lacks points"
    ),
    "change": Text("điểm tăng (+) hay giảm (-) so với kỳ trước", "points gained or lost since the year before"),
    "rank_change": Text("số bậc tăng (+) hay giảm (-) so với kỳ trước", "places gained or lost since the year before"),
    "level_before": Text("mức kỳ trước", "level of the year before"),
}
UNITS: Final = {
    "points": POINTS,
    "available": POINTS,
    "change": POINTS,
    "percent": Text("%", "%"),
    "rank": Text("hạng", "rank"),
    "rank_change": Text("bậc", "places"),
}
TYPES: Final = {
    "points": "decimal",
    "available": "decimal",
    "change": "decimal",
    "percent": "decimal",
    "rank": "integer",
    "rank_change": "integer",
    "provisional": "yes|no",
}
OF_AN_INPUT: Final = {
    InputType.NUMBER: "decimal",
    InputType.WHOLE: "integer",
    InputType.YES_NO: "yes|no",
}
NO_TEXT: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is said of one column."""

    node: Node | None
    meaning: Text
    unit: Text
    type: str


def dictionary(criteria_set: CriteriaSet, tables: Mapping[str, tuple[str, ...]]) -> Grid:
    """Describe the columns of each table, given by its file's name: inputs, and `results.csv`."""
    known = input_columns(criteria_set)
    rows = []
    for file, header in tables.items():
        for column in header:
            entry = _result(criteria_set, column) if file.startswith("results") else _input(known[column])
            rows.append(tuple(_cells(file, column, entry)))
    return Grid(HEADER, tuple(rows))


def _cells(file: str, column: str, entry: _Entry) -> Iterator[str]:
    node, unit = entry.node, entry.unit
    yield from (file, column, node.id if node else "")
    yield from ((node.name, node.name_en or "") if node else ("", ""))
    yield from (entry.meaning.vi, entry.meaning.en, unit.vi if unit.vi == unit.en else f"{unit.vi} ({unit.en})")
    yield entry.type
    yield _maximum(node) if node and unit is POINTS else ""


def _maximum(node: Node) -> str:
    if isinstance(node.max, tuple):
        return "; ".join(f"{each.kind}: {plain(each.value)}" for each in node.max)
    return "" if node.max is None else plain(node.max)


def _result(criteria_set: CriteriaSet, column: str) -> _Entry:
    id, _, key = column.rpartition(":")
    if not id:
        return _Entry(None, OF_THE_AGENCY[Role(column)], NO_TEXT, "text")
    return _Entry(criteria_set.nodes()[id], OF_A_RESULT[key], UNITS.get(key, NO_TEXT), TYPES.get(key, "text"))


def _input(column: Column) -> _Entry:
    if column.placed is None:
        return _Entry(None, OF_THE_AGENCY[column.role], NO_TEXT, "text")
    node = column.placed.node
    if column.input is None:
        points = column.role in {Role.MARK, Role.POINTS, Role.AVAILABLE}
        type = "decimal" if points else "number or fraction a/b" if column.role is Role.BEST else "text"
        return _Entry(node, GIVEN[column.role], POINTS if points else NO_TEXT, type)
    label = column.input.label or node.name
    return _Entry(node, Text(label, column.input.label or node.name_en or node.name), NO_TEXT, _type(node, column))


def _type(node: Node, column: Column) -> str:
    if column.input is None or column.input.type in OF_AN_INPUT:
        return OF_AN_INPUT[column.input.type] if column.input else "text"
    ids = [option.id for option in getattr(node.measure, "options", ())]
    several = column.input.type is InputType.OPTIONS
    return ("ids, ; between them, - for none: " if several else "one of: ") + " ".join(ids)
