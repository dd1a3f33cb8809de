"""Who the rows are: a name each, a code where there is a column for it, nobody twice; kind and block where the set needs them."""

from __future__ import annotations

from typing import Final

import polars as pl

from thuocdo.diagnostics import Place
from thuocdo.tables.bad_cells import bad_cell
from thuocdo.tables.columns import MISSING_COLUMN, Layout, Role
from thuocdo.tables.findings import Findings
from thuocdo.vietnamese.languages import Text

NO_NAME = bad_cell("TD760", "tên đơn vị", "the agency's name")
NO_CODE = bad_cell(
    "TD761",
    "mã đơn vị: bảng có cột «code» thì hàng nào cũng phải có mã",
    "the agency's code: with a column «code» every row has one",
)
TWICE = bad_cell(
    "TD762",
    "mỗi đơn vị một hàng; đơn vị này đã có ở hàng {first}",
    "one row for each agency; this one is on row {first} already",
)
UNKNOWN_KIND = bad_cell("TD763", "một loại đơn vị của bộ tiêu chí: {kinds}", "a kind of agency of the set: {kinds}")
NO_BLOCK = bad_cell("TD764", "khối của đơn vị: các hàng khác có khối", "the agency's block: other rows have one")

_WHY: Final = {
    Role.AGENCY: Text("mỗi hàng phải có tên đơn vị", "every row needs the agency's name"),
    Role.KIND: Text("bộ tiêu chí này dùng cho nhiều loại đơn vị", "the set is for several kinds of agency"),
    Role.BLOCK: Text(
        "bộ tiêu chí này dùng cho nhiều loại đơn vị, xếp hạng theo khối",
        "the set is for several kinds of agency, which are ranked inside their blocks",
    ),
}


def identify(
    columns: dict[Role, pl.Series], layout: Layout, findings: Findings, left_out: pl.Series | None = None
) -> dict[str, pl.Series]:
    """Check the columns of the agency, names in their one spelling; return those that hold anything.

    Whoever is `left_out` (excluded) needs no kind: the set may not be for theirs.
    """
    height = findings.table.frame.height
    kinds = layout.set.kinds
    if Role.AGENCY not in columns:
        _lacks(Role.AGENCY, findings)
    elif columns[Role.AGENCY].null_count():
        findings.where(NO_NAME, Role.AGENCY, columns[Role.AGENCY].is_null())
    if Role.CODE in columns and columns[Role.CODE].null_count():
        findings.where(NO_CODE, Role.CODE, columns[Role.CODE].is_null())
    _nobody_twice(columns, findings)
    if kinds:
        _known_kinds(columns, kinds, findings, left_out)
    kept = {role.value: cells for role, cells in columns.items() if cells.null_count() < height or role is Role.AGENCY}
    if Role.BLOCK in kept:
        findings.where(NO_BLOCK, Role.BLOCK, kept[Role.BLOCK].is_null())
    elif len(kinds) > 1 and height > 1:
        _lacks(Role.BLOCK, findings)
    return kept


def _nobody_twice(columns: dict[Role, pl.Series], findings: Findings) -> None:
    role = Role.CODE if Role.CODE in columns else Role.AGENCY
    keys = columns.get(role)
    if keys is None or keys.n_unique() == len(keys):
        return
    first: dict[str, int] = {}
    for at in (keys.is_duplicated() & keys.is_not_null()).arg_true().to_list():
        if keys[at] in first:
            findings.cell(TWICE, role, at, first=str(findings.table.rows[first[keys[at]]]))
        first.setdefault(keys[at], at)


def _known_kinds(
    columns: dict[Role, pl.Series], kinds: tuple[str, ...], findings: Findings, left_out: pl.Series | None
) -> None:
    if Role.KIND in columns:
        known = columns[Role.KIND].is_in(kinds).fill_null(value=len(kinds) == 1)
        if left_out is not None:
            known |= columns[Role.KIND].is_null() & left_out
        findings.where(UNKNOWN_KIND, Role.KIND, ~known, kinds=kinds)
    elif len(kinds) > 1:
        _lacks(Role.KIND, findings)


def _lacks(role: Role, findings: Findings) -> None:
    table = findings.table
    findings.faults.append(
        MISSING_COLUMN.at(Place(table.name, max(table.header_row, 1), 1), column=role.value, why=_WHY[role])
    )
