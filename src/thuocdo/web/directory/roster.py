"""A table of agencies -> what each of its rows would do: the dry run of an import, and the import itself, read the same way.

    table --lines_of--> lines (texts) --judge--> Roster: new | changed | unchanged, and every bad cell

Columns: code, name, kind, block, and from (the day it begins, or for an agency that is there the day of the change). Headings
may be Vietnamese. Lines hold nothing but text, so that what was shown can be kept and judged again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from thuocdo.diagnostics import fill
from thuocdo.tables.table import Table
from thuocdo.vietnamese.dates import NotADate, read_date
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.names import normal, search_key
from thuocdo.web.agencies.kinds import read_kind
from thuocdo.web.agencies.models import Block
from thuocdo.web.directory.known import Known, KnownAgencies

HEADINGS: Final = {
    "code": ("code", "ma", "ma don vi"),
    "name": ("name", "agency", "ten", "ten don vi", "don vi"),
    "kind": ("kind", "loai", "loai don vi"),
    "block": ("block", "khoi", "ma khoi", "ten khoi"),
    "from": ("from", "tu ngay", "bat dau", "ngay bat dau"),
}
CODE_ALPHABET: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_")
LONGEST_CODE: Final = 60
LONGEST_NAME: Final = 200
REFUSED_CELL: Final = Text("Không nhận «{value}»; cần {expected}.", "«{value}» is not accepted; expected {expected}.")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file as text; `row` as the file counts."""

    row: int
    code: str
    name: str
    kind: str = ""
    block: str = ""
    start: str = ""


@dataclass(frozen=True, slots=True)
class BadEntry:
    """A cell that cannot be used: `row` as the file counts, `column` by its heading; an empty one is the whole row."""

    row: int
    column: str
    value: str
    message: Text


@dataclass(frozen=True, slots=True)
class Lines:
    """What a table holds: its rows, the headings they stand under, the headings nobody asked for, and cells without use."""

    lines: tuple[Line, ...]
    columns: dict[str, str]
    unused: tuple[str, ...] = ()
    bad: tuple[BadEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What a row changes about an agency that is there: its name, kind or block; `to` as it will be, both as words."""

    what: str
    before: str
    to: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One agency of the table. `new` is false for a code that is there already; then `changes` hold from `start` on."""

    row: int
    code: str
    name: str
    kind: str
    block: Block | None
    start: date | None
    new: bool
    changes: tuple[Change, ...] = ()

    @property
    def outcome(self) -> str:
        """What the import does with it: "new", "changed" or "unchanged"."""
        return "new" if self.new else "changed" if self.changes else "unchanged"


@dataclass(frozen=True, slots=True)
class Roster:
    """What a table of agencies says, and all that is wrong with it."""

    entries: tuple[Entry, ...]
    bad: tuple[BadEntry, ...]

    def of(self, outcome: str) -> list[Entry]:
        """The rows with one outcome."""
        return [entry for entry in self.entries if entry.outcome == outcome]

    @property
    def new(self) -> int:
        """How many agencies are not there yet."""
        return len(self.of("new"))

    @property
    def changed(self) -> int:
        """How many agencies get another name, kind or block."""
        return len(self.of("changed"))

    @property
    def bad_rows(self) -> int:
        """How many rows have a cell that cannot be used."""
        return len({bad.row for bad in self.bad})

    @property
    def digest(self) -> str:
        """Of everything that the import would do."""
        said = [
            (
                entry.row,
                entry.code,
                entry.name,
                entry.kind,
                entry.block and entry.block.slug,
                entry.start,
                entry.outcome,
                entry.changes,
            )
            for entry in self.entries
        ]
        return hashlib.sha256(repr((said, self.bad)).encode()).hexdigest()


def read_roster(table: Table, *, day: date | None = None) -> Roster:
    """Read and judge every row; nothing is written. `day`: from when changes hold that say no day of their own."""
    return judge(lines_of(table), day=day)


def lines_of(table: Table) -> Lines:
    """The rows of a table by what their headings mean."""
    columns = _columns(table.frame.columns)
    unused = tuple(heading for heading in table.frame.columns if heading not in columns.values())
    bad = tuple(BadEntry(cell.row, cell.column, cell.value, _expected(cell.value, cell.expected)) for cell in table.bad)
    missing = [key for key in ("code", "name") if key not in columns]
    if missing:
        return Lines((), columns, unused, (*bad, *map(_missing, missing)))
    keys = ("code", "name", "kind", "block", "from")
    cells = [table.frame[columns[key]].to_list() if key in columns else [""] * table.frame.height for key in keys]
    lines = tuple(
        Line(row, *((cell or "").strip() for cell in found))
        for row, *found in zip(table.rows.to_list(), *cells, strict=True)
    )
    return Lines(lines, columns, unused, bad)


def judge(lines: Lines, *, day: date | None = None) -> Roster:
    """What each row would do, by what is there now."""
    reader = _RosterReader(lines, day)
    entries = tuple(reader.entries())
    return Roster(entries, tuple(sorted((*lines.bad, *reader.bad), key=lambda bad: bad.row)))


def _columns(headings: Iterable[str]) -> dict[str, str]:
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


def _expected(value: str, expected: Text) -> Text:
    return fill(REFUSED_CELL, value=value, expected=expected)


@dataclass(slots=True)
class _RosterReader:
    """Judges the rows of one table."""

    lines: Lines
    day: date | None
    bad: list[BadEntry] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    known: KnownAgencies = field(default_factory=KnownAgencies)

    def entries(self) -> Iterator[Entry]:
        for line in self.lines.lines:
            before = len(self.bad)
            entry = self.entry(line)
            if len(self.bad) == before:
                yield entry

    def entry(self, line: Line) -> Entry:
        self.check_code(line)
        name = self.name(line)
        kind, block, start = self.kind(line), self.block(line), self.start(line)
        there = self.known.get(line.code)
        if there is None:
            return Entry(line.row, line.code, name, kind, block, start, new=True)
        start = start or self.day
        changes = tuple(self.changes(line, there, start, name, kind, block))
        return Entry(line.row, line.code, name, kind, block, start, new=False, changes=changes)

    def changes(
        self, line: Line, there: Known, start: date | None, name: str, kind: str, block: Block | None
    ) -> Iterator[Change]:
        """What differs from what is there on the day; empty cells ask for nothing."""
        if not there.exists_on(start):
            if not there.same(name, kind, block):
                self.refuse(line, "from", line.start, NOT_THERE)
            return
        found = list(there.changes(start, name, kind, block))
        if found and start is None:
            self.refuse(line, "from", line.start, NEEDS_A_DAY)
        elif start is not None and (later := there.begins_later(start, [what for what, _, _ in found])):
            self.refuse(line, "from", line.start or f"{start:%d/%m/%Y}", fill(TOO_EARLY, day=later))
        else:
            yield from (Change(*each) for each in found)

    def refuse(self, line: Line, key: str, value: str, message: Text) -> None:
        self.bad.append(BadEntry(line.row, self.lines.columns.get(key, key), value, message))

    def check_code(self, line: Line) -> None:
        if not line.code:
            self.refuse(line, "code", "", Text("Thiếu mã đơn vị.", "The agency's code is missing."))
        elif len(line.code) > LONGEST_CODE or not set(line.code) <= CODE_ALPHABET:
            self.refuse(line, "code", line.code, BAD_CODE)
        elif line.code in self.seen:
            self.refuse(line, "code", line.code, fill(TWICE, first=self.seen[line.code]))
        self.seen.setdefault(line.code, line.row)

    def name(self, line: Line) -> str:
        name = normal(line.name)
        if not name:
            self.refuse(line, "name", "", Text("Thiếu tên đơn vị.", "The agency's name is missing."))
        elif len(name) > LONGEST_NAME:
            self.refuse(line, "name", f"{name[:40]}…", TOO_LONG)
        return name

    def kind(self, line: Line) -> str:
        kind = read_kind(line.kind) if line.kind else ""
        if kind is None:
            self.refuse(line, "kind", line.kind, BAD_KIND)
        return kind or ""

    def block(self, line: Line) -> Block | None:
        if not line.block:
            return None
        found = self.known.block(line.block)
        if found is None:
            names = self.known.block_names
            self.refuse(line, "block", line.block, fill(NO_BLOCK, names="; ".join(names)) if names else NO_BLOCKS)
        return found

    def start(self, line: Line) -> date | None:
        if not line.start:
            return None
        try:
            return read_date(line.start)
        except NotADate:
            self.refuse(line, "from", line.start, BAD_DAY)
            return None


BAD_CODE: Final = Text(
    "Mã gồm chữ không dấu, chữ số, «.», «-», «_», dài nhất 60 ký tự.",
    "A code has plain letters, digits, «.», «-», «_», at most 60 characters.",
)
TWICE: Final = Text("Mã đã có ở hàng {first}.", "The code stands in row {first} already.")
TOO_LONG: Final = Text("Tên dài nhất 200 ký tự.", "A name has at most 200 characters.")
BAD_KIND: Final = Text(
    "Loại là tên loại (xã, phường, sở) hoặc một mã chữ không dấu, như «dac-khu».",
    "A kind is its name (xã, phường, sở) or a code in plain letters, such as «dac-khu».",
)
NO_BLOCK: Final = Text("Chưa có khối này. Các khối đang có: {names}.", "There is no such block. There are: {names}.")
NO_BLOCKS: Final = Text(
    "Chưa lập khối nào: hãy lập khối ở trang Khối trước.",
    "There are no blocks yet: make them on the page of blocks first.",
)
BAD_DAY: Final = Text("Cần một ngày như 01/07/2025.", "A day such as 01/07/2025 was expected.")
NOT_THERE: Final = Text(
    "Đơn vị này đã có nhưng không tồn tại vào ngày này.", "This agency is known but does not exist on this day."
)
NEEDS_A_DAY: Final = Text(
    "Đơn vị này đã có. Muốn đổi tên, loại hoặc khối thì ghi ngày bắt đầu.",
    "This agency is there already. To change its name, kind or block, say from which day.",
)
TOO_EARLY: Final = Text(
    "Điều đang có bắt đầu từ {day}; thay đổi phải từ một ngày sau đó.",
    "What holds now begins on {day}; a change must begin on a later day.",
)
