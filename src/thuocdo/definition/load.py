"""A path or a library id -> a checked criteria set with its cases, or every diagnostic of what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from thuocdo import library
from thuocdo.definition.cases import Case, read_cases
from thuocdo.definition.check import check
from thuocdo.definition.document import Unreadable, read_document
from thuocdo.definition.fields import Faults, suggestion
from thuocdo.definition.model import CriteriaSet
from thuocdo.definition.read_set import read_set
from thuocdo.definition.source import Source, read_source
from thuocdo.diagnostics import Diagnostic, Severity, error

UNKNOWN_SET = error(
    "TD218",
    "Không có tệp «{name}», thư viện cũng không có bộ tiêu chí nào mang mã này.",
    "There is no file «{name}», nor a criteria set of that id in the library.",
)


class BadSet(Exception):
    """A set that cannot be used; `diagnostics` say why, each with its place."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        first = next(d for d in diagnostics if d.severity is Severity.ERROR)
        super().__init__(f"{first.code}: {first.message.en}")
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking one file: the set unless it is unusable, its cases, and everything found, in order of place."""

    file: str
    set: CriteriaSet | None
    cases: tuple[Case, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def usable(self) -> bool:
        """Whether the set can score: it was read, and no fault is an error."""
        return self.set is not None and all(d.severity is not Severity.ERROR for d in self.diagnostics)


def load_set(path_or_id: str | Path) -> CriteriaSet:
    """Return a criteria set by its path or its id in the library.

    Warnings do not stop it. Raises `BadSet` with every diagnostic where the set cannot be used.

    >>> load_set("dak-nong-2019-huyen").name
    'Mức độ chính quyền điện tử cấp huyện, tỉnh Đắk Nông'
    """
    checked = check_set(path_or_id)
    if checked.set is None or not checked.usable:
        raise BadSet(checked.diagnostics)
    return checked.set


def check_set(path_or_id: str | Path) -> Checked:
    """Read and check a set and the cases beside it; never raises for what the files hold."""
    try:
        path = _find(path_or_id)
        source = read_source(path)
    except Unreadable as unreadable:
        return Checked(str(path_or_id), None, (), (unreadable.diagnostic,))
    beside = path.with_name("cases.yaml") if path.name == "set.yaml" else path.with_suffix(".cases.yaml")
    if not beside.exists():
        return check_source(source)
    try:
        return check_source(source, read_source(beside))
    except Unreadable as unreadable:
        checked = check_source(source)
        return Checked(checked.file, checked.set, (), (*checked.diagnostics, unreadable.diagnostic))


def check_source(source: Source, cases: Source | None = None) -> Checked:
    """Check a set from its text, as an upload does; `cases` is the text of the file beside it."""
    try:
        reading = read_set(*read_document(source.text, source.file))
    except Unreadable as unreadable:
        return Checked(source.file, None, (), (unreadable.diagnostic,))
    faults, read = Faults(reading.faults), None
    if reading.set is not None and cases is not None:
        read = _cases(cases, reading.set, faults)
    if reading.set is not None:
        for diagnostic in check(reading, read):
            faults.add(diagnostic)
    found = tuple(sorted(faults.found, key=lambda diagnostic: diagnostic.order))
    return Checked(source.file, reading.set, read or (), found)


def _cases(source: Source, criteria_set: CriteriaSet, faults: Faults) -> tuple[Case, ...] | None:
    try:
        tree, found = read_document(source.text, source.file)
    except Unreadable as unreadable:
        faults.add(unreadable.diagnostic)
        return None
    for diagnostic in found:
        faults.add(diagnostic)
    return read_cases(tree, criteria_set, faults)


def _find(path_or_id: str | Path) -> Path:
    text = str(path_or_id)
    shipped = library.path_of(text) if isinstance(path_or_id, str) else None
    if shipped is not None:
        return shipped
    path = Path(path_or_id)
    looks_like_id = "/" not in text and "\\" not in text and not text.endswith((".yaml", ".yml"))
    if looks_like_id and not path.exists():
        raise Unreadable(UNKNOWN_SET.at(None, help=suggestion(text, library.ids()), name=text))
    return path
