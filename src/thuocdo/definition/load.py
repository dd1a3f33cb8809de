"""A path or a library id -> a checked criteria set with its cases, or every diagnostic of what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from thuocdo import library
from thuocdo.definition.cases import Case, CasesRead
from thuocdo.definition.check import check
from thuocdo.definition.check.context import Context
from thuocdo.definition.document import Unreadable, read_document
from thuocdo.definition.faults import Faults, TooMany
from thuocdo.definition.model import CriteriaSet
from thuocdo.definition.read_cases import read_cases
from thuocdo.definition.read_set import Reading, read_set
from thuocdo.definition.source import Source, read_source
from thuocdo.definition.suggest import suggestion
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
        return Checked(str(path_or_id), None, (), unreadable.diagnostics)
    beside = _beside(path)
    neighbours = path.absolute().parent.parent
    if not _is_there(beside):
        return check_source(source, neighbours=neighbours)
    try:
        return check_source(source, read_source(beside), neighbours=neighbours)
    except Unreadable as unreadable:
        return check_source(source, unreadable, neighbours=neighbours)


def files_of(path_or_id: str | Path) -> tuple[Path, Path | None]:
    """The file of a set, and that of its cases if there is one; raises `Unreadable` for a name that leads to neither."""
    path = _find(path_or_id)
    return path, _beside(path) if _is_there(_beside(path)) else None


def check_source(
    source: Source, cases: Source | Unreadable | None = None, *, neighbours: Path | None = None
) -> Checked:
    """Check a set from its text, as an upload does; `cases` is the text of its file of cases, or why that cannot be read.

    A set that this one succeeds is looked for in the library, then among the folders in `neighbours`.
    """
    try:
        reading = read_set(*read_document(source.text, source.file))
    except (Unreadable, TooMany) as stopped:
        return Checked(source.file, None, (), _in_order(stopped.diagnostics))
    criteria_set = reading.set
    if criteria_set is None:
        return Checked(source.file, None, (), _in_order(reading.faults))
    read, found = None, tuple(reading.faults)
    if cases is not None:
        read, told = _cases(cases, reading, criteria_set)
        found += told
    context = Context.of(reading, criteria_set, read, lambda earlier: _earlier(earlier, neighbours))
    return Checked(source.file, criteria_set, read.cases if read else (), _in_order((*found, *check(context))))


def _cases(
    source: Source | Unreadable, reading: Reading, criteria_set: CriteriaSet
) -> tuple[CasesRead, tuple[Diagnostic, ...]]:
    if isinstance(source, Unreadable):
        return CasesRead((), whole=False), source.diagnostics
    try:
        tree, found = read_document(source.text, source.file)
        faults = Faults(found)
        cases = read_cases(tree, reading, criteria_set, faults)
    except (Unreadable, TooMany) as stopped:
        return CasesRead((), whole=False), stopped.diagnostics
    return CasesRead(cases, not faults.found), tuple(faults.found)


def _earlier(id: str, neighbours: Path | None) -> CriteriaSet | None:
    """The set of an id: in the library, or in a folder of that name among the neighbours."""
    path = library.path_of(id) or (neighbours / id / "set.yaml" if neighbours is not None else None)
    if path is None:
        return None
    try:
        source = read_source(path)
        return read_set(*read_document(source.text, source.file)).set
    except (Unreadable, TooMany):
        return None


def _in_order(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda diagnostic: diagnostic.order))


def _find(path_or_id: str | Path) -> Path:
    text = str(path_or_id)
    shipped = library.path_of(text) if isinstance(path_or_id, str) else None
    if shipped is not None:
        return shipped
    path = Path(path_or_id)
    looks_like_id = "/" not in text and "\\" not in text and not text.endswith((".yaml", ".yml"))
    if looks_like_id and not _is_there(path):
        raise Unreadable(UNKNOWN_SET.at(None, help=suggestion(text, library.ids()), name=text))
    return path


def _beside(path: Path) -> Path:
    """Where the cases of a set are."""
    return path.with_name("cases.yaml") if path.name == "set.yaml" else path.with_suffix(".cases.yaml")


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long for the file system
        return False
