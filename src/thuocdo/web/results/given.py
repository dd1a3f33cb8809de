"""The points of an agency in a result that was kept, by node: what the form shows of the year before where there are no answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from thuocdo.web.results.models import Result
from thuocdo.web.rounds.models import Submission
from thuocdo.web.sets.loaded import criteria_set_of


def given_points(submission: Submission) -> Mapping[str, int]:
    """In whole units of the set's last decimal; nothing where no result was kept. It comes with its agency."""
    newest = (
        Result.objects.filter(round=submission.round_id, set_version=submission.set_version_id)
        .order_by("-number")
        .values_list("pk", "result_digest")
        .first()
    )
    return {} if newest is None else _points(*newest).get(submission.agency.code, {})


@lru_cache(maxsize=8)
def _points(pk: int, _digest: str) -> dict[str, dict[str, int]]:
    """Every agency's points, read once: a result never changes."""
    result = Result.objects.select_related("set_version").get(pk=pk)
    decimals = criteria_set_of(result.set_version).rounding.decimals
    return {
        agency["code"]: {
            id: int(Decimal(node["points"]).scaleb(decimals))
            for id, node in agency["nodes"].items()
            if node["points"] is not None
        }
        for agency in json.loads(result.content)["agencies"]
    }
