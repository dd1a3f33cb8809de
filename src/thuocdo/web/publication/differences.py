"""What a correction changed: two results of one set, figure by figure, as anybody can read them.

{"agency": "Xã An Phú", "code": "xa-01", "node": "HT", "what": "points", "before": "12.5", "after": "13"}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, TypedDict

from thuocdo.web.results.models import Result

FIGURES: Final = ("points", "available", "percent", "state", "level", "rank")


class Difference(TypedDict):
    """One figure that is not what it was; `before` None for an agency that was not there, `after` for one that is gone."""

    set: str
    agency: str
    code: str
    node: str
    what: str
    before: str | None
    after: str | None


def differences(before: Iterable[Result], after: Iterable[Result]) -> list[Difference]:
    """Every figure that differs between the results of two versions, in the order of the later table."""
    old = {result.set_version.set_id: result for result in before}
    found: list[Difference] = []
    for result in after:
        earlier = old.pop(result.set_version.set_id, None)
        found += _between(result.set_version.set_id, _agencies(earlier), _agencies(result))
    for set_id, gone in old.items():
        found += _between(set_id, _agencies(gone), {})
    return found


def _agencies(result: Result | None) -> dict[str, dict[str, Any]]:
    if result is None:
        return {}
    content = json.loads(result.content)
    return {agency.get("code") or agency["agency"]: agency for agency in content["agencies"]}


def _between(set_id: str, before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> Iterator[Difference]:
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        named = new or old or {}
        there = {**(old or {}).get("nodes", {}), **(new or {}).get("nodes", {})}
        for node in there:
            then, now = ((each or {}).get("nodes", {}).get(node, {}) for each in (old, new))
            for what in FIGURES:
                if then.get(what) != now.get(what):
                    yield Difference(
                        set=set_id,
                        agency=named["agency"],
                        code=named.get("code") or "",
                        node=node,
                        what=what,
                        before=_text(then.get(what)),
                        after=_text(now.get(what)),
                    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
