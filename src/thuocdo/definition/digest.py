"""The digest of a criteria set: of what it says, never of how its file is written.

Keys sorted, numbers exact, comments, places and order of keys left out, so that the same set in YAML and in a workbook agree.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from thuocdo.definition.model import CriteriaSet


def digest_of_set(criteria_set: CriteriaSet) -> str:
    """`sha256:` and the hexadecimal digest of the set's canonical content."""
    return "sha256:" + hashlib.sha256(canonical(criteria_set).encode()).hexdigest()


def canonical(criteria_set: CriteriaSet) -> str:
    """The canonical content as JSON: every number as decimal text, keys at their defaults left out."""
    return json.dumps(_plain(criteria_set), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = getattr(value, "kind", None)
        fields = {
            entry.name: _plain(getattr(value, entry.name))
            for entry in dataclasses.fields(value)
            if entry.compare and getattr(value, entry.name) != entry.default
        }
        return fields | ({"kind": kind} if isinstance(kind, str) else {})
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, StrEnum | date):
        return str(value)
    return value
