"""CSV: encodings, delimiters, quoting, and rows that do not fit."""

import unicodedata
from pathlib import Path

import pytest

from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.read import read_table
from thuocdo.tables.table import Table


def table(folder: Path, content: str | bytes, name: str = "t.csv", encoding: str = "utf-8") -> Table:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return read_table(path)


def refused(folder: Path, content: str | bytes, name: str = "t.csv") -> list[str]:
    with pytest.raises(BadTable) as caught:
        table(folder, content, name)
    return [fault.message.en.replace(str(folder / name), "FILE") for fault in caught.value.diagnostics]


def read(found: Table) -> list[tuple[object, ...]]:
    return [*found.frame.rows()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_it_reads_the_usual_ways_of_writing(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    lines = [["agency", "SS:points"], ["Sở Y tế", '"45,70"'], ["Sở Nội vụ", ""]]
    found = table(tmp_path, end.join(delimiter.join(line) for line in lines), encoding=encoding)
    assert found.frame.columns == ["agency", "SS:points"]
    assert read(found) == [("Sở Y tế", "45,70"), ("Sở Nội vụ", None)]
    assert (found.rows.to_list(), found.header_row, found.delimiter) == ([2, 3], 1, delimiter)


def test_it_counts_rows_as_a_person_sees_them(tmp_path: Path) -> None:
    found = table(tmp_path, "\n,\nagency,M\n\nA,1\n , \nB,2\n")
    assert (found.header_row, found.rows.to_list()) == (3, [5, 7])


def test_it_counts_a_cell_of_two_lines_as_one_row(tmp_path: Path) -> None:
    found = table(tmp_path, 'agency,help\n"A\nmột","x"\nB,y\n')
    assert (read(found), found.rows.to_list()) == ([("A\nmột", "x"), ("B", "y")], [2, 3])


def test_it_reads_headers_in_one_spelling(tmp_path: Path) -> None:
    found = table(tmp_path, f" agency ,\u00a0{unicodedata.normalize('NFD', 'Điểm')}  số\nA,1\n")
    assert found.frame.columns == ["agency", "Điểm số"]


def test_it_follows_the_delimiter_that_excel_tells(tmp_path: Path) -> None:
    found = table(tmp_path, "sep=;\nagency;M\nA;1,5\n")
    assert (found.frame.columns, read(found), found.header_row) == (["agency", "M"], [("A", "1,5")], 2)


def test_it_leaves_out_columns_without_header_or_value(tmp_path: Path) -> None:
    assert table(tmp_path, "agency;M;;\nA;1;;\n").frame.columns == ["agency", "M"]


def test_it_reads_one_column(tmp_path: Path) -> None:
    assert read(table(tmp_path, "agency\nA\nB\n")) == [("A",), ("B",)]


def test_it_reports_rows_that_are_too_short_or_too_long(tmp_path: Path) -> None:
    found = table(tmp_path, "agency,M,N\nA,1\nB,1,2\nC,1,2,3\n")
    assert [(cell.row, cell.column, cell.value, cell.expected.en) for cell in found.bad] == [
        (2, "", "A | 1", "a row of 3 cells like the header, not 2"),
        (4, "", "C | 1 | 2 | 3", "a row of 3 cells like the header, not 4"),
    ]
    assert (read(found), found.rows.to_list()) == ([("B", "1", "2")], [3])


@pytest.mark.parametrize(
    "content, message",
    [
        ("agency,M,M\nA,1,2\n", "Two columns have the header «M»: cells B1 and C1."),
        ("agency,M, M \nA,1,2\n", "Two columns have the header «M»: cells B1 and C1."),
        ("agency,,M\nA,1,2\n", "The header cell B1 is empty above a column of values."),
        ("agency,M,\nA,1,2\n", "The header cell C1 is empty above a column of values."),
        ("", "«FILE» has no rows."),
        (" \n,,\n", "«FILE» has no rows."),
        ("\t\ufeff", "«FILE» has no rows."),
        ("agency,M\n", "«FILE» has no rows."),
        ('agency,M\nA,"1\n', "The cells of row 2 cannot be told apart: a quotation mark is opened and never closed."),
        ('agency,M\nA,"1"2\n', "The cells of row 2 cannot be told apart: text follows a closing quotation mark; one inside a cell is written twice."),
        ("agency," + "x" * 200_000 + "\n", "The cells of row 1 cannot be told apart: a cell is too long, perhaps for want of a closing mark."),
        ("\n" + ",".join(f"c{at}" for at in range(4001)) + "\n", "The table has more than 4,000 columns."),
        (b"agency,M\nS\xf5\xd2 Y t\xea\xec,1\n", "«FILE» is neither UTF-8 nor UTF-16: byte 0xF5 at line 2; it is probably Windows-1258."),
        (b"agency,M\nS\xeb Y t\xd5\n", "«FILE» is neither UTF-8 nor UTF-16: byte 0xEB at line 2; it is probably an old Vietnamese encoding such as TCVN3 (ABC) or VNI."),
        (b"\xff\xfea\x00g", "«FILE» is neither UTF-8 nor UTF-16: byte 0x67 at line 1; it is probably an old Vietnamese encoding such as TCVN3 (ABC) or VNI."),
        (b"PK\x03\x04rest", "«FILE» is not a CSV file; it holds a zip archive, perhaps Excel (.xlsx) or .ods."),
        (b"\xd0\xcf\x11\xe0rest", "«FILE» is not a CSV file; it holds an old Excel (.xls) or Word file."),
        (b"%PDF-1.7", "«FILE» is not a CSV file; it holds PDF."),
        (b"a,b\n\x00\x01", "«FILE» is not a CSV file; it holds a binary file."),
    ],
)  # fmt: skip
def test_it_says_why_it_cannot_read(tmp_path: Path, content: str | bytes, message: str) -> None:
    assert refused(tmp_path, content) == [message]


def test_it_reports_every_fault_of_the_header_at_once(tmp_path: Path) -> None:
    assert len(refused(tmp_path, "agency,M,M,,N,N\nA,1,2,3,4,5\n")) == 3


def test_it_reads_many_rows_in_parts(tmp_path: Path) -> None:
    lines = ["agency,M", *(f"A{at},{at}" for at in range(45_000))]
    found = table(tmp_path, "\n".join(lines))
    assert (found.frame.height, found.frame["M"].to_list()[-1], found.rows[-1]) == (45_000, "44999", 45_001)
