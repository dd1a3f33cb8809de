"""Whatever a file holds, it is read or refused; nothing else happens."""

import io
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tables.sets import EVERY_MEASURE, TWO_KINDS
from thuocdo.definition.model import CriteriaSet
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.cells import examine
from thuocdo.tables.columns import layout_of
from thuocdo.tables.read import read_table
from thuocdo.tables.table import table_of

SUFFIXES = (".csv", ".json", ".parquet", ".xlsx", ".xls", ".ods")
CSV = st.text(alphabet='ab,;\t"\n\r =.1\ufeffế', max_size=60).map(str.encode)
JSON = st.text(alphabet='[]{}",:a1.e-+ntrueslf ', max_size=40).map(str.encode)


def workbook() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["agency", "M"])
        sheet.write_row(1, 0, ["A", 5])
    return content.getvalue()


def parquet() -> bytes:
    content = io.BytesIO()
    pl.DataFrame({"agency": ["A"], "M": [1]}).write_parquet(content)
    return content.getvalue()


GOOD = (workbook(), parquet(), (Path(__file__).parent / "files" / "old.xls").read_bytes())


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file cut short, or with some bytes changed."""
    content = bytearray(draw(st.sampled_from(GOOD)))
    for at in draw(st.lists(st.integers(0, len(content) - 1), max_size=6)):
        content[at] = draw(st.integers(0, 255))
    return bytes(content[: draw(st.integers(1, len(content)))])


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.one_of(st.binary(max_size=80), CSV, JSON, damaged()), suffix=st.sampled_from(SUFFIXES))
def test_it_reads_or_refuses_any_file(tmp_path: Path, content: bytes, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    path.write_bytes(content)
    try:
        table = read_table(path)
    except BadTable:
        return
    assert len(table.rows) == table.frame.height
    examine(table, EVERY_MEASURE)


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["có", "5", "1.234", "na", "void:late", "excluded", "ct;pct", "-", "1/2", "xa", "so", "Mức I"]),
    st.text(max_size=6),
)


@pytest.mark.parametrize("criteria_set", [EVERY_MEASURE, TWO_KINDS], ids=["one kind", "two kinds"])
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_it_examines_any_cells(criteria_set: CriteriaSet, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(layout_of(criteria_set).columns)), max_size=8, unique=True))
    height = data.draw(st.integers(1, 40))
    frame = pl.DataFrame(
        {
            name: pl.Series(data.draw(st.lists(CELLS, min_size=height, max_size=height)), dtype=pl.String)
            for name in ["agency", *names]
        }
    )
    examined = examine(table_of(frame), criteria_set)
    assert examined.typed.frame.is_empty() or examined.typed.frame.height == height
    assert list(examined.cells) == sorted(examined.cells, key=lambda cell: cell.row)
