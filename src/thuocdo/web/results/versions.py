"""The results of a round without their long texts: every version, and the newest of each set."""

from __future__ import annotations

from collections.abc import Iterable

from thuocdo.web.results.models import Result
from thuocdo.web.rounds.models import Round

LONG = ("data", "content", "earlier_data")
SET_TEXTS = ("set_version__content", "set_version__cases")


def versions_of(round: Round) -> list[Result]:
    """Every result with its set, the newest first, sets in their order."""
    rows = Result.objects.filter(round=round).select_related("set_version", "earlier__round")
    long = (*LONG, *SET_TEXTS, *(f"earlier__{name}" for name in LONG))
    return list(rows.defer(*long).order_by("-number", "set_version__set_id"))


def newest_of(versions: Iterable[Result]) -> list[Result]:
    """The newest of each set, of versions that come newest first."""
    found: dict[int, Result] = {}
    for result in versions:
        found.setdefault(result.set_version_id, result)
    return sorted(found.values(), key=lambda result: result.set_version.set_id)
