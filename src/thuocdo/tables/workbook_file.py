"""Excel and OpenDocument workbooks -> a table.

Values come from the fast reader; what it does not tell (errors, formulas never computed, percents, hidden rows) from `unseen`.
An old .xls does not tell these at all, which the table then says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from thuocdo.diagnostics import Diagnostic, Place, error, hint, warning
from thuocdo.tables.bad_cells import BadCell, BadTable, bad_cell
from thuocdo.tables.cell_text import cell_text, percent_text
from thuocdo.tables.files import MAX_UNPACKED, NO_CONTENT, TOO_LARGE, not_this, refusing_panics
from thuocdo.tables.grid import Grid, Row, numbers_of, read_grid, spot
from thuocdo.tables.table import Table
from thuocdo.tables.unseen import NotAWorkbook, Unseen, unpacked_size
from thuocdo.tables.unseen_ods import unseen_in_ods
from thuocdo.tables.unseen_xlsx import unseen_in_xlsx
from thuocdo.vietnamese.numbers import DecimalMark

MAX_CELLS: Final = 20_000_000

PASSWORD = error(
    "TD715", "«{path}» có mật khẩu; hãy bỏ mật khẩu rồi thử lại.", "«{path}» has a password; take it off and try again."
)
SEVERAL_SHEETS = error(
    "TD716",
    "«{path}» có nhiều trang tính: {sheets}; hãy chỉ rõ trang nào.",
    "«{path}» has several sheets: {sheets}; say which one.",
)
NO_SUCH_SHEET = error(
    "TD717",
    "«{path}» không có trang tính «{sheet}»; có: {sheets}.",
    "«{path}» has no sheet «{sheet}»; it has: {sheets}.",
)
MERGED = error(
    "TD718",
    "Trang «{sheet}» có ô gộp ({first}…): chỉ ô đầu giữ giá trị; hãy bỏ gộp ô và điền đủ.",
    "Sheet «{sheet}» has merged cells ({first}…): only the first keeps the value; unmerge and fill them in.",
)
TOO_MANY_CELLS = error(
    "TD719",
    "Trang «{sheet}» kéo dài đến ô {last}, quá {limit} ô; hãy xóa các ô thừa ở cuối trang.",
    "Sheet «{sheet}» reaches to cell {last}, more than {limit} cells; delete what is left at its end.",
)
HIDDEN = warning(
    "TD720",
    "Trang «{sheet}» có hàng hoặc cột bị ẩn ({where}); chúng vẫn được đọc.",
    "Sheet «{sheet}» has hidden rows or columns ({where}); they are read all the same.",
)
OLD_FORMAT = warning(
    "TD721",
    "Tệp .xls không cho biết ô lỗi, hàng ẩn và ô phần trăm: ô lỗi (#DIV/0!) được đọc như ô trống. Nên lưu thành .xlsx.",
    "An .xls file does not tell errors, hidden rows or percents: an error (#DIV/0!) reads as an empty cell. Better save it as .xlsx.",
)
ERROR_CELL = bad_cell("TD742", "một giá trị; công thức ở ô này báo lỗi", "a value; the formula in this cell fails")
UNCOMPUTED = bad_cell(
    "TD743",
    "một giá trị; công thức này chưa được tính, hãy mở tệp bằng Excel và lưu lại",
    "a value; this formula was never computed: open the file in Excel and save it",
)


def read_workbook(path: Path, start: bytes, decimal_mark: DecimalMark | None, sheet: str | None = None) -> Table:
    """Read one sheet; without `sheet`, the only visible one that is not empty."""
    try:
        with refusing_panics(path, path.suffix, start):
            book = _Book(path)
            name = book.choose(sheet)
            return _read(path, book.sheets.get_sheet_by_name(name), book.unseen(name), decimal_mark)
    except PasswordError:
        raise BadTable(str(path), (PASSWORD.at(Place(str(path), 1, 1), path=str(path)),)) from None
    except (CalamineError, NotAWorkbook, OSError):
        raise not_this(path, path.suffix, start) from None


class _Book:
    """A workbook whose sheets are looked at before the fast reader makes room for every cell up to their last."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = Place(str(path), 1, 1)
        self.looked_at: dict[str, Unseen] = {}
        if path.suffix.lower() != ".xls" and unpacked_size(path) > MAX_UNPACKED:
            raise self.refused(TOO_LARGE.at(self.place, path=str(path), limit=MAX_UNPACKED))
        if path.suffix.lower() == ".ods":  # all its sheets are read when it is opened
            self.looked_at = unseen_in_ods(path)
            for name, unseen in self.looked_at.items():
                self.check_extent(name, unseen)
        self.sheets = CalamineWorkbook.from_path(path)

    def unseen(self, name: str) -> Unseen:
        """What a sheet holds beside its values; of an old workbook only how far it reaches."""
        if name not in self.looked_at:
            if self.path.suffix.lower() == ".xls":
                height = self.sheets.get_sheet_by_name(name).height
                self.looked_at[name] = Unseen(last=(height - 1, 0))
            else:
                self.looked_at[name] = unseen_in_xlsx(self.path, name)
                self.check_extent(name, self.looked_at[name])
        return self.looked_at[name]

    def check_extent(self, name: str, unseen: Unseen) -> None:
        """Refuse a stray cell far away."""
        height, width = unseen.last[0] + 1, unseen.last[1] + 1
        if height * width > MAX_CELLS:
            last = spot(height, width - 1)
            raise self.refused(TOO_MANY_CELLS.at(self.place, sheet=name, last=last, limit=MAX_CELLS))

    def choose(self, wanted: str | None) -> str:
        """The sheet that is wanted; without one, the only visible sheet that holds anything."""
        sheets = [sheet for sheet in self.sheets.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
        names = tuple(sheet.name for sheet in sheets)
        if wanted is not None:
            if wanted in names:
                return wanted
            raise self.refused(NO_SUCH_SHEET.at(self.place, path=str(self.path), sheet=wanted, sheets=names))
        visible = [sheet.name for sheet in sheets if sheet.visible is SheetVisibleEnum.Visible]
        filled = tuple(name for name in visible if self.unseen(name).last[0] >= 0)
        if len(filled) > 1:
            help = hint("Thêm --sheet «{sheet}».", "Add --sheet «{sheet}».", sheet=filled[0])
            raise self.refused(SEVERAL_SHEETS.at(self.place, help=help, path=str(self.path), sheets=filled))
        if not filled:
            raise self.refused(NO_CONTENT.at(self.place, file=str(self.path)))
        return filled[0]

    def refused(self, diagnostic: Diagnostic) -> BadTable:
        """The refusal of this workbook."""
        return BadTable(str(self.path), (diagnostic,))


def _read(path: Path, sheet: CalamineSheet, unseen: Unseen, decimal_mark: DecimalMark | None) -> Table:
    values = sheet.to_python(skip_empty_area=False)
    not_text = {
        (row, column)
        for row, cells in enumerate(values[:50], 1)
        for column, cell in enumerate(cells)
        if not isinstance(cell, str)
    }
    grid = read_grid(str(path), _rows(values, unseen, decimal_mark), not_text=not_text)
    _refuse_merged(path, sheet, grid)
    notices = tuple(_notices(path, sheet.name, unseen))
    bad = (*grid.bad, *_bad_cells(grid, unseen))
    return Table(str(path), grid.frame, numbers_of(grid), grid.header_row, None, decimal_mark, bad, notices)


def _rows(values: Sequence[Sequence[object]], unseen: Unseen, decimal_mark: DecimalMark | None) -> Iterator[Row]:
    percents: dict[int, list[int]] = {}
    for row, column in unseen.percents:
        percents.setdefault(row, []).append(column)
    for row, cells in enumerate(values):
        written = [cell_text(cell, decimal_mark) for cell in cells]
        for column in percents.get(row, ()):
            cell = cells[column]
            if isinstance(cell, float):
                written[column] = percent_text(cell, decimal_mark)
        yield row + 1, written


def _bad_cells(grid: Grid, unseen: Unseen) -> Iterator[BadCell]:
    for (row, column), shown in sorted(unseen.errors.items()):
        if row >= grid.header_row and column < len(grid.names):
            yield ERROR_CELL.bad(row + 1, grid.names[column], shown)
    for row, column in sorted(unseen.uncomputed):
        if row >= grid.header_row and column < len(grid.names):
            yield UNCOMPUTED.bad(row + 1, grid.names[column], "=")


def _refuse_merged(path: Path, sheet: CalamineSheet, grid: Grid) -> None:
    for (first_row, first_column), (last_row, _) in sheet.merged_cell_ranges or ():
        if last_row + 1 >= grid.header_row and first_column < grid.width and first_row < max(grid.numbers, default=0):
            first = spot(first_row + 1, first_column)
            place = Place(str(path), first_row + 1, first_column + 1)
            raise BadTable(str(path), (MERGED.at(place, sheet=sheet.name, first=first),))


def _notices(path: Path, sheet: str, unseen: Unseen) -> Iterator[Diagnostic]:
    place = Place(str(path), 1, 1)
    if path.suffix.lower() == ".xls":
        yield OLD_FORMAT.at(place)
    hidden = [f"{row + 1}" for row in unseen.hidden_rows if row <= unseen.last[0]]
    hidden += [spot(1, column)[:-1] for column in unseen.hidden_columns if column <= unseen.last[1]]
    if hidden:
        where = ", ".join(hidden[:8]) + (" …" if len(hidden) > 8 else "")
        yield HIDDEN.at(place, sheet=sheet, where=where)
