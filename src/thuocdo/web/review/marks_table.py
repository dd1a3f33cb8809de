"""A table of marks -> its texts, by what their headings mean.

    Mã đơn vị | Đơn vị | TC: Tổ chức chấm | KS:total: Tổng điểm      a heading begins with the criterion, or criterion:input

Lines hold nothing but text, so that what was shown can be kept and judged again (`marks_judging`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from thuocdo.definition.resolved import Resolved
from thuocdo.tables.table import Table
from thuocdo.vietnamese.names import search_key
from thuocdo.web.submissions.sheet import MARK, inputs_of
from thuocdo.web.ui.written import page_language

CODES: Final = ("code", "ma", "ma don vi")
NAMES: Final = ("name", "agency", "ten", "ten don vi", "don vi")


@dataclass(frozen=True, slots=True)
class BadMark:
    """A cell that cannot be used; an empty column is the whole row."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One agency of the table: its code, and what stands in each column."""

    row: int
    code: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MarkLines:
    """What a table holds; `unused` are headings that name no criterion."""

    lines: tuple[MarkLine, ...]
    unused: tuple[str, ...] = ()
    bad: tuple[BadMark, ...] = ()


def mark_lines(table: Table, known: Iterable[str]) -> MarkLines:
    """The rows of a table by what their headings mean; `known` are the columns that the round asks for."""
    columns, unused, code = _columns(table.frame.columns, set(known))
    bad = tuple(BadMark(cell.row, cell.column, cell.value, cell.expected.to(page_language())) for cell in table.bad)
    if code is None:
        return MarkLines((), unused, (*bad, BadMark(1, "", "", _("Thiếu cột mã đơn vị."))))
    if not columns:
        return MarkLines(
            (), unused, (*bad, BadMark(1, "", "", _("Không có cột nào của tiêu chí cơ quan chủ trì nhập.")))
        )
    texts = {key: table.frame[heading].to_list() for key, heading in columns.items()}
    codes = table.frame[code].to_list()
    lines = tuple(
        MarkLine(row, (codes[at] or "").strip(), {key: (cells[at] or "").strip() for key, cells in texts.items()})
        for at, row in enumerate(table.rows.to_list())
    )
    return MarkLines(lines, unused, bad)


def column_keys(node: Resolved) -> list[tuple[str, str]]:
    """The columns of a criterion in a table: their keys and what they are called."""
    entries = inputs_of(node)
    if len(entries) == 1:
        return [(node.id, node.node.name)]
    return [(f"{node.id}:{entry.key}", entry.label or entry.key) for entry in entries if entry.key != MARK]


def _columns(headings: Iterable[str], known: set[str]) -> tuple[dict[str, str], tuple[str, ...], str | None]:
    """Criterion (and input) -> heading; headings without use; the heading of codes."""
    columns: dict[str, str] = {}
    unused, code = [], None
    for heading in headings:
        named = heading.split(" ", 1)[0].rstrip(":")
        if code is None and search_key(heading) in CODES:
            code = heading
        elif named in known and named not in columns:
            columns[named] = heading
        elif search_key(heading) not in NAMES:
            unused.append(heading)
    return columns, tuple(unused), code
