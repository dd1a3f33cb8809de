"""Small criteria sets for the tests of tables, built without files."""

from decimal import Decimal

import polars as pl

from thuocdo.definition.amounts import Amount
from thuocdo.definition.measures import (
    Checklist,
    Choice,
    Count,
    IfNone,
    Input,
    Measure,
    Option,
    Quota,
    Ratio,
    Relative,
    Steps,
    Survey,
    YesNo,
)
from thuocdo.definition.model import Cause, Combine, CriteriaSet, KindMax, Level, Node, NotApplicable, Scope, VoidRule
from thuocdo.tables.cells import Examined, examine
from thuocdo.tables.table import Table, table_of_rows

ROWS = dict[str, str]
OPTIONS = (
    Option("ct", "Chủ tịch", Amount(Decimal(100), percent=True)),
    Option("pct", "Phó Chủ tịch", Amount(Decimal(5))),
)
VOID = (
    VoidRule(Cause.LATE, Scope.REPORT),
    VoidRule(Cause.NO_EVIDENCE, Scope.CRITERION),
)


def leaf(id: str, measure: Measure | None = None, *, max: int | None = 10, min: int = 0, **more: object) -> Node:
    """A criterion."""
    highest = None if max is None else Decimal(max)
    return Node(id, f"Tiêu chí {id}", max=highest, min=Decimal(min), measure=measure, **more)  # type: ignore[arg-type] # keys of Node


def a_set(*criteria: Node, **more: object) -> CriteriaSet:
    """A set of the criteria, with a group of its own for states and levels."""
    level = Level("Mức I", Amount(Decimal(90), percent=True), label="Tốt")
    root = Node("bo", "Bộ tiêu chí", max=Decimal(1000), criteria=criteria, levels=(level,), **more)  # type: ignore[arg-type] # as above
    return CriteriaSet(root, void=VOID)


EVERY_MEASURE = a_set(
    leaf("M"),
    leaf("YN", YesNo()),
    leaf("CH", Choice(OPTIONS)),
    leaf("CL", Checklist(OPTIONS)),
    leaf("RA", Ratio("a", "b", IfNone.ZERO)),
    leaf("RV", Relative((Input("value", "value"),))),
    leaf("RP", Relative((Input("a", "a"), Input("b", "b")), if_none=IfNone.ZERO)),
    leaf("ST", Steps((Input("value", "value"),), ())),
    leaf("CO", Count("n", Decimal(1))),
    leaf("SM", Survey((Input("mean", "mean"),), Decimal(1), Decimal(5))),
    leaf("SP", Survey((Input("total", "total"), Input("n", "n")), Decimal(1), Decimal(5), IfNone.ZERO)),
    leaf("QU", Quota("target", "actual")),
)

TREE = a_set(
    Node(
        "G",
        "Nhóm",
        max=Decimal(20),
        criteria=(leaf("G1"), leaf("G2", YesNo(), not_applicable=NotApplicable.LEAVE)),
        not_applicable=NotApplicable.LEAVE,
    ),
    leaf("H"),
    Node("T", "Điểm thưởng", extra=True, criteria=(leaf("T1", max=None, min=-5),)),
    Node("N", "Hai phần", combine=Combine.NONE, criteria=(leaf("N1"),)),
)

TWO_KINDS = a_set(
    Node("A", "Chung", max=(KindMax("xa", Decimal(10)), KindMax("so", Decimal(8)))),
    leaf("X", applies_to=("xa",)),
    leaf("S", applies_to=("so",)),
    applies_to=("xa", "so"),
)


def rows(*given: ROWS) -> Table:
    """A table of rows, each agency named by its place unless said."""
    return table_of_rows({"agency": f"Đơn vị {at}", **row} for at, row in enumerate(given, 1))


def column(name: str, *cells: str) -> Table:
    """A table of one column."""
    return rows(*({name: cell} for cell in cells))


def found(table: Table, criteria_set: CriteriaSet) -> list[tuple[int, str, str, str]]:
    """Row, column, value and expectation (in English) of every bad cell; the table has no other fault."""
    examined = examine(table, criteria_set)
    assert [fault.message.en for fault in examined.faults] == []
    return [(cell.row, cell.column, cell.value, cell.expected.en) for cell in examined.cells]


def clean(table: Table, criteria_set: CriteriaSet) -> Examined:
    """The examined table, which has no fault."""
    examined = examine(table, criteria_set)
    assert (examined.cells, examined.faults) == ((), ())
    return examined


def values(examined: Examined, name: str) -> list[object]:
    """A typed column as a list."""
    series: pl.Series = examined.typed.frame[name]
    return series.to_list()
