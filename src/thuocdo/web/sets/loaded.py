"""What a version says, read again from its text and kept by its digest."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from thuocdo.definition.cases import Case
from thuocdo.definition.document import Unreadable, read_document
from thuocdo.definition.faults import Faults, TooMany
from thuocdo.definition.load import BadSet, Checked, check_source
from thuocdo.definition.model import CriteriaSet
from thuocdo.definition.read_cases import read_cases
from thuocdo.definition.read_set import Reading, read_set
from thuocdo.definition.source import Source
from thuocdo.diagnostics import Diagnostic
from thuocdo.web.sets.models import SetVersion


@dataclass(frozen=True, slots=True)
class _Text:
    """A version by what it says: equal for equal digests, so that its long text is asked for only where it was not read yet."""

    digest: str
    set_id: str
    version: SetVersion = field(compare=False)


def checked_text(content: str, cases: str, name: str) -> Checked:
    """Check the text of a set and of its cases, as an upload does."""
    return check_source(Source(name, content), Source("cases.yaml", cases) if cases.strip() else None)


def criteria_set_of(version: SetVersion) -> CriteriaSet:
    """The set of a version, whose text may be deferred. It was checked when it came in; `BadSet` means that the software has changed since."""
    reading = _read(_Text(version.digest, version.set_id, version))
    if reading.set is None:
        raise BadSet(tuple(reading.faults))
    return reading.set


def cases_of(version: SetVersion) -> tuple[Case, ...]:
    """The cases that came with a version; those that can be read."""
    return _cases(_Text(version.digest, version.set_id, version), version.cases) if version.cases.strip() else ()


def diagnostics_of(version: SetVersion) -> tuple[Diagnostic, ...]:
    """What the checker of today finds in a version."""
    return _diagnostics(version.digest, version.content, version.cases, version.set_id)


@lru_cache(maxsize=64)
def _read(text: _Text) -> Reading:
    try:
        return read_set(*read_document(text.version.content, f"{text.set_id}.yaml"))
    except (Unreadable, TooMany) as stopped:
        raise BadSet(tuple(stopped.diagnostics)) from None


@lru_cache(maxsize=64)
def _cases(text: _Text, cases: str) -> tuple[Case, ...]:
    reading = _read(text)
    if reading.set is None:
        return ()
    try:
        tree, _found = read_document(cases, "cases.yaml")
        return read_cases(tree, reading, reading.set, Faults(()))
    except (Unreadable, TooMany):
        return ()


@lru_cache(maxsize=32)
def _diagnostics(_digest: str, content: str, cases: str, name: str) -> tuple[Diagnostic, ...]:
    return checked_text(content, cases, f"{name}.yaml").diagnostics
