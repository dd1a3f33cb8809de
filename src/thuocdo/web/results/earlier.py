"""Last year's result, for the comparison: the newest public one of the same organiser by the same set, or by the set it succeeds.

A comparison is published with its result, so nothing stands in it that nobody may read yet: no version under embargo counts, and while
a round is reopened its public version still does.
"""

from __future__ import annotations

from datetime import datetime

from thuocdo.definition.model import CriteriaSet
from thuocdo.scoring.change import Earlier
from thuocdo.scoring.earlier_json import earlier_of_text
from thuocdo.web.results.models import Result
from thuocdo.web.rounds.models import Round
from thuocdo.web.sets.loaded import criteria_set_of


def earlier_for(round: Round, criteria_set: CriteriaSet, at: datetime) -> Result | None:
    """The result that a round's results by a set are compared with at an instant; nothing in the first year."""
    sets = {criteria_set.id} | ({criteria_set.succeeds.set} if criteria_set.succeeds else set())
    return (
        Result.objects.filter(
            round__organiser=round.organiser_id,
            round__year__lt=round.year,
            publications__public_from__lte=at,
            set_version__set_id__in=sets,
        )
        .select_related("set_version", "round")
        .order_by("-round__year", "-publications__version")
        .first()
    )


def as_earlier(before: Result) -> Earlier:
    """A kept result as the earlier side of a comparison."""
    old = criteria_set_of(before.set_version)
    return earlier_of_text(before.content, before.round.slug, lambda name: old if name == old.id else None)
