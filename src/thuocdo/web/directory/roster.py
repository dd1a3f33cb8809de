"""A table of agencies -> rows to enter, or every bad cell: the dry run of an import, and the import itself, read the same way.

Columns: code, name, kind, block, and from (the day it begins; empty: from the beginning). Headings may be Vietnamese.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from thuocdo.tables.table import Table
from thuocdo.vietnamese.dates import NotADate, read_date
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.names import normal, search_key
from thuocdo.web.agencies.models import Agency, Block

HEADINGS = {
    "code": ("code", "ma", "ma don vi"),
    "name": ("name", "ten", "ten don vi", "don vi"),
    "kind": ("kind", "loai"),
    "block": ("block", "khoi", "ma khoi"),
    "from": ("from", "tu ngay", "bat dau"),
}
CODE_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")


@dataclass(frozen=True, slots=True)
class BadEntry:
    """A cell that cannot be used: `row` as the file counts, `column` by its heading."""

    row: int
    column: str
    value: str
    message: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One agency to enter. `new` is false for a code that is there already, which an import leaves as it is."""

    row: int
    code: str
    name: str
    kind: str
    block: Block | None
    start: date | None
    new: bool


@dataclass(frozen=True, slots=True)
class Roster:
    """What a table of agencies says, and all that is wrong with it."""

    entries: tuple[Entry, ...]
    bad: tuple[BadEntry, ...]

    @property
    def new(self) -> int:
        """How many agencies are not there yet."""
        return sum(entry.new for entry in self.entries)


def read_roster(table: Table) -> Roster:
    """Read every row; nothing is written."""
    columns = _columns(table.frame.columns)
    missing = [key for key in ("code", "name") if key not in columns]
    if missing:
        return Roster((), tuple(_missing(key) for key in missing))
    reader = _RosterReader(table, columns)
    return Roster(tuple(reader.entries()), tuple(reader.bad))


def _columns(headings: list[str]) -> dict[str, str]:
    """Which column of the file is which; the first heading that fits wins."""
    found: dict[str, str] = {}
    for heading in headings:
        for key, words in HEADINGS.items():
            if search_key(heading) in words:
                found.setdefault(key, heading)
    return found


def _missing(key: str) -> BadEntry:
    words = {"code": Text("mã đơn vị", "the agency's code"), "name": Text("tên đơn vị", "the agency's name")}[key]
    return BadEntry(1, key, "", Text(f"Thiếu cột {words.vi}.", f"The column for {words.en} is missing."))


class _RosterReader:
    """Reads the rows of one table."""

    def __init__(self, table: Table, columns: dict[str, str]) -> None:
        self.table = table
        self.columns = columns
        self.bad: list[BadEntry] = []
        self.blocks = {block.slug: block for block in Block.objects.all()}
        self.by_name = {search_key(block.name): block for block in self.blocks.values()}
        self.known = set(Agency.objects.values_list("code", flat=True))
        self.seen: dict[str, int] = {}

    def entries(self) -> Iterator[Entry]:
        for row, cells in zip(self.table.rows.to_list(), self.table.frame.iter_rows(named=True), strict=True):
            before = len(self.bad)
            entry = self.entry(row, cells)
            if len(self.bad) == before:
                yield entry

    def entry(self, row: int, cells: dict[str, str | None]) -> Entry:
        code, name = self.cell(cells, "code"), normal(self.cell(cells, "name"))
        self.check_code(row, code)
        if not name:
            self.refuse(row, "name", name, Text("Thiếu tên đơn vị.", "The agency's name is missing."))
        block, start = self.block(row, self.cell(cells, "block")), self.start(row, self.cell(cells, "from"))
        return Entry(row, code, name, self.cell(cells, "kind"), block, start, code not in self.known)

    def cell(self, cells: dict[str, str | None], key: str) -> str:
        return (cells.get(self.columns[key]) or "").strip() if key in self.columns else ""

    def refuse(self, row: int, key: str, value: str, message: Text) -> None:
        self.bad.append(BadEntry(row, self.columns.get(key, key), value, message))

    def check_code(self, row: int, code: str) -> None:
        if not code:
            self.refuse(row, "code", code, Text("Thiếu mã đơn vị.", "The agency's code is missing."))
        elif len(code) > 60 or not set(code) <= CODE_ALPHABET:
            message = Text(
                "Mã gồm chữ không dấu, chữ số, «.», «-», «_», dài nhất 60 ký tự.",
                "A code has plain letters, digits, «.», «-», «_», at most 60 characters.",
            )
            self.refuse(row, "code", code, message)
        elif code in self.seen:
            first = self.seen[code]
            self.refuse(
                row, "code", code, Text(f"Mã đã có ở hàng {first}.", f"The code stands in row {first} already.")
            )
        self.seen.setdefault(code, row)

    def block(self, row: int, text: str) -> Block | None:
        if not text:
            return None
        found = self.blocks.get(text) or self.by_name.get(search_key(text))
        if found is None:
            known = ", ".join(sorted(self.blocks))
            self.refuse(
                row, "block", text, Text(f"Chưa có khối này; các khối: {known}.", f"No such block; there are: {known}.")
            )
        return found

    def start(self, row: int, text: str) -> date | None:
        if not text:
            return None
        try:
            return read_date(text)
        except NotADate:
            self.refuse(
                row, "from", text, Text("Cần một ngày như 01/07/2025.", "A date such as 01/07/2025 was expected.")
            )
            return None
