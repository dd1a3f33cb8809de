"""The criteria set of a version, read again from its text and kept by its digest."""

from __future__ import annotations

from functools import lru_cache

from thuocdo.definition.load import BadSet, Checked, check_source
from thuocdo.definition.model import CriteriaSet
from thuocdo.definition.source import Source
from thuocdo.web.sets.models import SetVersion


def checked_text(content: str, cases: str, name: str) -> Checked:
    """Check the text of a set and of its cases, as an upload does."""
    return check_source(Source(name, content), Source("cases.yaml", cases) if cases.strip() else None)


def criteria_set_of(version: SetVersion) -> CriteriaSet:
    """The set of a version. A version was checked when it came in; `BadSet` means that the software has changed since."""
    return _read(version.digest, version.content, version.set_id)


@lru_cache(maxsize=64)
def _read(_digest: str, content: str, name: str) -> CriteriaSet:
    checked = check_source(Source(f"{name}.yaml", content))
    if checked.set is None or not checked.usable:
        raise BadSet(checked.diagnostics)
    return checked.set
