"""What exactly is put before the approver: the newest result of each set of a round, known by one digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from thuocdo.web.results.models import Result
from thuocdo.web.results.versions import LONG, SET_TEXTS
from thuocdo.web.rounds.models import Round


def newest_results(round: Round) -> list[Result]:
    """The result of each set that was worked out last, in the order of the sets."""
    found: dict[int, Result] = {}
    rows = Result.objects.filter(round=round).select_related("set_version").order_by("set_version__set_id", "number")
    for result in rows.defer(*LONG, *SET_TEXTS):
        found[result.set_version_id] = result
    return list(found.values())


def digest_of(results: Iterable[Result]) -> str:
    """One digest over the digests of sets, figures and results: `sha256:` and 64 hex digits."""
    lines = sorted(f"{each.set_digest} {each.input_digest} {each.result_digest}" for each in results)
    text = "\n".join(lines)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def newest_digest(round: Round) -> str:
    """The digest of what would be put before the approver now; empty where nothing is computed."""
    results = newest_results(round)
    return digest_of(results) if results else ""
