"""The figures of one agency that somebody typed or sent as a file, read for a check that keeps nothing.

    HT1:a=38&HT1:b=41&HT2:value=yes        names of what is posted: the criterion, ":", the input's key
    HT3:na=1                               it does not apply
    HT4:best=92,5                          the best value among all, where the criterion compares agencies

A file has the columns of an input table and one row.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from thuocdo.definition.measures import Quota, Relative
from thuocdo.definition.resolved import Resolved
from thuocdo.scoring.quotient import input_columns
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.read import read_table
from thuocdo.tables.unseen import NotAWorkbook, unpacked_size
from thuocdo.vietnamese import AmbiguousNumber, NotANumber, read_number
from thuocdo.vietnamese.numbers import plain_number
from thuocdo.web.submissions.refusals import BadValue
from thuocdo.web.submissions.sheet import Sheet, inputs_of
from thuocdo.web.submissions.value import NA, REASON, Posted, value_of
from thuocdo.web.ui import written
from thuocdo.web.ui.written import page_language

# One agency's figures are a few kilobytes; beyond these sizes a file only costs time.
LARGEST: Final = {".csv": 100_000, ".xlsx": 1_000_000, ".ods": 1_000_000}
UNPACKED: Final = 20_000_000
BEST: Final = "best"
LONGEST: Final = 200
MOST_TOLD: Final = 20
ABOUT: Final = ("agency", "code", "kind", "block", "predecessors", "reason", "state")


class BadFile(ValueError):
    """A file that cannot be checked; each of `sentences` says why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class Figures:
    """`cells` are the row to score, in canonical text; `wrong` has a sentence by criterion and input; `answered` the criteria."""

    cells: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, dict[str, str]] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Typed:
    """What was sent for one criterion, under the names that its inputs have alone."""

    posted: Posted
    criterion: str

    def getlist(self, key: str) -> list[str]:
        """Every value sent under a name; a check asks for no reason."""
        if key == REASON:
            return ["-"]
        return [text[:LONGEST] for text in self.posted.getlist(f"{self.criterion}:{key}")]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file as if it had been posted; `unused` are the columns that the set does not have."""

    cells: Mapping[str, str]
    unused: tuple[str, ...] = ()

    def getlist(self, key: str) -> list[str]:
        """The one value under a name, if there is one."""
        return [self.cells[key]] if key in self.cells else []


def figures_of(sheet: Sheet, posted: Posted) -> Figures:
    """Read every criterion of a sheet."""
    cells: dict[str, str] = {}
    wrong: dict[str, dict[str, str]] = {}
    answered = set()
    for id, node in sheet.criteria.items():
        typed = Typed(posted, id)
        try:
            value = value_of(sheet, id, typed)
            best = _best(node, typed)
        except BadValue as bad:
            wrong[id] = bad.problems
            continue
        if value.state:
            cells[f"{id}:state"] = value.state
        columns = zip(columns_of(node), inputs_of(node), strict=True)
        cells |= {column: value.inputs[entry.key] for column, entry in columns if entry.key in value.inputs}
        if best and not value.state:
            cells[f"{id}:best"] = best
        if value.answers(node):
            answered.add(id)
    return Figures(cells, wrong, frozenset(answered))


def columns_of(node: Resolved) -> tuple[str, ...]:
    """The headers of a criterion in an input table; one without a measure has its mark under its own id."""
    return (node.id,) if node.node.measure is None else tuple(input_columns(node))


def is_compared(node: Resolved) -> bool:
    """Whether the points of a criterion depend on the best agency."""
    return isinstance(node.node.measure, Relative | Quota)


def _best(node: Resolved, typed: Typed) -> str:
    text = "".join(typed.getlist(BEST)).strip()
    if not text or not is_compared(node):
        return ""
    try:
        number = read_number(text)
    except (NotANumber, AmbiguousNumber):
        raise BadValue({BEST: _("Giá trị cao nhất: hãy nhập một số, ví dụ 842,5.")}) from None
    if number < 0:
        raise BadValue({BEST: _("Giá trị cao nhất không được âm.")})
    return plain_number(number)


def row_of_file(sheet: Sheet, sent: UploadedFile[bytes]) -> Row:
    """The one row of a file, under the names of the form. Raises `BadFile`."""
    suffix = Path(sent.name or "").suffix.lower()
    if suffix not in LARGEST:
        raise BadFile(_("Tệp phải là .csv, .xlsx hoặc .ods."))
    most = LARGEST[suffix]
    if (sent.size or 0) > most:
        told = {"most": f"{written.number(most // 1000)} kB", "kind": suffix}
        raise BadFile(_("Tệp quá lớn: tệp %(kind)s của một đơn vị nhiều nhất %(most)s.") % told)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"so-lieu{suffix}"
        path.write_bytes(sent.read())
        try:
            if suffix != ".csv" and unpacked_size(path) > UNPACKED:
                raise BadFile(_("Tệp quá lớn sau khi giải nén; hãy chỉ để lại trang có số liệu của đơn vị."))
            table = read_table(path)
        except NotAWorkbook:
            raise BadFile(_("Tệp không phải là bảng tính: nội dung không đúng với đuôi tệp.")) from None
        except BadTable as bad:
            raise BadFile(*said_of(bad, str(path), sent.name or "")) from None
    if table.bad:
        raise BadFile(*said_of(BadTable(sent.name or "", (), table.bad)))
    if table.frame.height != 1:
        raise BadFile(_("Tệp có %(rows)d hàng; hãy chỉ để lại hàng của một đơn vị.") % {"rows": table.frame.height})
    row = {header: str(text) for header, text in table.frame.row(0, named=True).items() if text not in {None, ""}}
    found = dict(_named(sheet, row))
    if not found:
        raise BadFile(_("Tệp không có cột nào của bộ tiêu chí này; tên cột là mã tiêu chí, ví dụ «HT1:a»."))
    known = {*ABOUT, *_columns(sheet)}
    return Row(found, tuple(header for header in row if header not in known))


def _columns(sheet: Sheet) -> Iterator[str]:
    for id, node in sheet.criteria.items():
        yield from (*columns_of(node), f"{id}:state", f"{id}:best")


def _named(sheet: Sheet, row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for id, node in sheet.criteria.items():
        for column, entry in zip(columns_of(node), inputs_of(node), strict=True):
            if column in row:
                yield f"{id}:{entry.key}", row[column]
        if row.get(f"{id}:state", "").strip().lower() == NA:
            yield f"{id}:{NA}", "1"
        if f"{id}:best" in row:
            yield f"{id}:{BEST}", row[f"{id}:best"]


def said_of(bad: BadTable, path: str = "", name: str = "") -> list[str]:
    """What is wrong with a table, a sentence each; a file is called what its sender calls it, not as it lay here for a moment."""
    language = page_language()
    found = [*bad.diagnostics, *(cell.diagnostic(bad.file) for cell in bad.cells)]
    said = [each.message.to(language) for each in found[:MOST_TOLD]]
    return [each.replace(path, name) for each in said] if path else said
