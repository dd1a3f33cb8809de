"""Workbooks: figures by their 15 digits, and everything a spreadsheet hides."""

import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests.tables.sets import EVERY_MEASURE, found
from thuocdo.tables import unseen_xlsx, workbook_file
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.read import read_table
from thuocdo.tables.table import Table

OLD = Path(__file__).parent / "files" / "old.xls"
HEADER = ("agency", "M", "RA:a")


def xlsx(path: Path, rows: list[tuple[object, ...]], fill: Callable[[Any, Any], None] | None = None) -> Path:
    """A workbook of one sheet; `fill` adds to it."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Bảng")
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
        if fill:
            fill(book, sheet)
    return path


def edited(path: Path, old: str, new: str) -> Path:
    """The workbook with something changed in its first sheet."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def refused(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(BadTable) as caught:
        read_table(path, sheet=sheet)
    (fault,) = caught.value.diagnostics
    return fault.message.en.replace(str(path), "FILE")


def bad(table: Table) -> list[tuple[int, str, str, str]]:
    return [(cell.row, cell.column, cell.value, cell.code) for cell in table.bad]


def test_it_reads_text_and_numbers(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "t.xlsx", [HEADER, (" Sở Y tế", 7.5, "842,5"), (), ("Sở Nội vụ", 10, "4, 72")])
    table = read_table(path)
    assert table.frame.rows() == [(" Sở Y tế", "7.5", "842,5"), ("Sở Nội vụ", "10", "4, 72")]
    assert (table.rows.to_list(), table.header_row) == ([2, 4], 1)


@pytest.mark.parametrize(
    "number, text",
    [(0.1 + 0.2, "0.3"), (1 / 3, "0.333333333333333"), (1.1, "1.1"), (123456789012345, "123456789012345"), (1e21, "1" + "0" * 21), (1.234, "1.2340"), (-0.5, "-0.5"), (1e-7, "0.0000001")],
)  # fmt: skip
def test_it_takes_numbers_by_their_fifteen_digits(tmp_path: Path, number: float, text: str) -> None:
    assert read_table(xlsx(tmp_path / "t.xlsx", [("agency", "M"), ("A", number)])).frame["M"].to_list() == [text]


def test_it_never_finds_the_number_of_a_cell_ambiguous(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "t.xlsx", [("agency", "RA:a"), ("A", 1.234), ("B", "1.234")])
    assert [row for row, *_ in found(read_table(path), EVERY_MEASURE)] == [3]
    assert found(read_table(path, decimal_mark=","), EVERY_MEASURE) == []
    assert found(read_table(path, decimal_mark="."), EVERY_MEASURE) == []


def test_it_refuses_headers_that_are_numbers(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "t.xlsx", [(), ("agency", "1.10", 1.1), ("A", 1, 2)])
    assert (
        refused(path) == "The header cell C2 is a number (1.1), not text: a spreadsheet turns the id «1.10» into 1.1."
    )


def test_it_reads_dates_booleans_and_percents_as_what_they_are(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.write_datetime(
            1, 1, datetime(2026, 6, 5, tzinfo=UTC).replace(tzinfo=None), book.add_format({"num_format": "dd/mm/yyyy"})
        )
        sheet.write_row(1, 2, (True,))
        sheet.write_number(1, 3, 0.85, book.add_format({"num_format": "0.00%"}))
        sheet.write_number(1, 4, 0.85, book.add_format({"num_format": '0.00" %"'}))

    path = xlsx(tmp_path / "t.xlsx", [("agency", "M", "YN", "RA:a", "RA:b"), ("A",)], fill)
    table = read_table(path)
    assert table.frame.rows() == [("A", "05/06/2026", "true", "85%", "0.85")]
    assert [(name, value) for _, name, value, _ in found(table, EVERY_MEASURE)] == [
        ("M", "05/06/2026"),
        ("RA:a", "85%"),
    ]


def test_it_reports_formulas_that_failed(tmp_path: Path) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 1, "=1+1", None, 2)
        sheet.write_formula(3, 1, '=IF(1,"","")', None, "EMPTY")
        sheet.write_formula(4, 0, "=NA()", None, "#N/A")

    path = xlsx(tmp_path / "t.xlsx", [("agency", "M"), ("A",), ("B",), ("C",)], fill)
    table = read_table(edited(path, "<v>EMPTY</v>", "<v></v>"))
    assert bad(table) == [(2, "M", "#DIV/0!", "TD742"), (5, "agency", "#N/A", "TD742")]
    assert table.frame["M"].to_list() == [None, "2", None]


def test_it_reports_formulas_that_were_never_computed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (("agency", "M"), ("A", "=1+1")):
        sheet.append(row)
    book.save(tmp_path / "uncomputed.xlsx")
    assert bad(read_table(tmp_path / "uncomputed.xlsx")) == [(2, "M", "=", "TD743")]


def test_it_reads_hidden_rows_and_says_so(tmp_path: Path) -> None:
    def fill(_book: Any, sheet: Any) -> None:
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})

    table = read_table(xlsx(tmp_path / "t.xlsx", [HEADER, ("A", 1, 2), ("B", 1, 2)], fill))
    assert table.frame.height == 2
    assert [notice.message.en for notice in table.notices] == [
        "Sheet «Bảng» has hidden rows or columns (2, C); they are read all the same."
    ]


def test_it_refuses_merged_cells(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "t.xlsx",
        [("agency", "block"), ("A",), ("B",)],
        lambda _book, sheet: sheet.merge_range(1, 1, 2, 1, "Khối 1"),
    )
    assert (
        refused(path)
        == "Sheet «Bảng» has merged cells (B2…): only the first keeps the value; unmerge and fill them in."
    )


def test_it_asks_which_sheet_where_several_hold_something(tmp_path: Path) -> None:
    def fill(book: Any, _sheet: Any) -> None:
        book.add_worksheet("Hướng dẫn").write(0, 0, "Đọc kỹ")
        book.add_worksheet("Trống")
        book.add_worksheet("Danh mục").hide()

    path = xlsx(tmp_path / "t.xlsx", [HEADER, ("A", 1, 2)], fill)
    assert refused(path) == "«FILE» has several sheets: Bảng, Hướng dẫn; say which one."
    assert refused(path, "Tổng") == "«FILE» has no sheet «Tổng»; it has: Bảng, Hướng dẫn, Trống, Danh mục."
    assert read_table(path, sheet="Bảng").frame["agency"].to_list() == ["A"]


def test_it_takes_the_only_visible_sheet_that_holds_anything(tmp_path: Path) -> None:
    def fill(book: Any, _sheet: Any) -> None:
        book.add_worksheet("Trống")
        hidden = book.add_worksheet("Danh mục")
        hidden.write(0, 0, "x")
        hidden.hide()

    assert read_table(xlsx(tmp_path / "t.xlsx", [HEADER, ("A", 1, 2)], fill)).frame.height == 1
    assert refused(xlsx(tmp_path / "empty.xlsx", [])) == "«FILE» has no rows."


def test_it_refuses_a_stray_cell_far_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_file, "MAX_CELLS", 1000)
    path = xlsx(tmp_path / "t.xlsx", [HEADER, ("A", 1, 2)], lambda _book, sheet: sheet.write(999, 2, " "))
    assert refused(path) == "Sheet «Bảng» reaches to cell C1000, more than 1,000 cells; delete what is left at its end."


def test_it_does_not_mind_cells_that_are_only_formatted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_file, "MAX_CELLS", 1000)
    monkeypatch.setattr(unseen_xlsx, "_PLENTY", 1000)
    path = xlsx(
        tmp_path / "t.xlsx",
        [HEADER, ("A", 1, 2)],
        lambda book, sheet: sheet.write_blank(999, 2, None, book.add_format({"bold": True})),
    )
    assert read_table(path).frame.height == 1


def test_it_refuses_an_archive_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_file, "MAX_UNPACKED", 100)
    assert refused(xlsx(tmp_path / "t.xlsx", [HEADER])) == "«FILE» is larger than 100 bytes."


def test_it_refuses_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    for name in ("t.xlsx", "t.ods"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("a.txt", "x")
        assert "it holds a zip archive" in refused(tmp_path / name)


def test_it_reads_old_workbooks_and_says_what_they_do_not_tell() -> None:
    table = read_table(OLD)
    assert table.frame.rows() == [("Sở Y tế", "7.5", "1.2340", "842,5"), ("Sở Nội vụ", None, "05/06/2026", "true")]
    assert [notice.code for notice in table.notices] == ["TD721"]


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="Bảng">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(path: Path, *rows: str) -> Path:
    """A workbook of one sheet, its rows as OpenDocument writes them."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows="".join(rows)))
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
    return path


def cell(text: str, kind: str = "string", more: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" {more}><text:p>{text}</text:p></table:table-cell>'


def ods_row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def test_it_reads_open_document_workbooks(tmp_path: Path) -> None:
    path = ods(
        tmp_path / "t.ods",
        ods_row(cell("agency"), cell("YN"), cell("RA:a"), cell("RA:b"), cell("M")),
        ods_row(
            cell("A"),
            cell("TRUE", "boolean", 'office:boolean-value="true"'),
            cell("85%", "percentage", 'office:value="0.85"'),
            cell("842,5", "float", 'office:value="842.5"'),
            cell("#DIV/0!", "string", 'table:formula="of:=1/0" office:string-value="" calcext:value-type="error"'),
            more='table:visibility="collapse"',
        ),
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>',
    )
    table = read_table(path)
    assert table.frame.rows() == [("A", "true", "85%", "842.5", None)]
    assert bad(table) == [(2, "M", "#DIV/0!", "TD742")]
    assert [notice.code for notice in table.notices] == ["TD720"]


def test_it_refuses_repeated_cells_without_end(tmp_path: Path) -> None:
    bomb = (
        '<table:table-row table:number-rows-repeated="1000000">'
        + cell("x", more='table:number-columns-repeated="16000"')
        + "</table:table-row>"
    )
    assert "reaches to cell" in refused(ods(tmp_path / "t.ods", ods_row(cell("agency")), bomb))


def test_it_writes_dates_as_vietnamese_do(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["agency", "M"])
    sheet.append(["A", date(2026, 12, 31)])
    book.save(path)
    assert read_table(path).frame["M"].to_list() == ["31/12/2026"]
