"""Last year's result, for the comparison: the newest published one of the same organiser by the same set, or by the set it succeeds."""

from __future__ import annotations

from thuocdo.definition.model import CriteriaSet
from thuocdo.scoring.change import Earlier
from thuocdo.scoring.earlier_json import earlier_of_text
from thuocdo.web.results.models import Result
from thuocdo.web.rounds.models import Round, RoundState
from thuocdo.web.sets.loaded import criteria_set_of


def earlier_for(round: Round, criteria_set: CriteriaSet) -> Result | None:
    """The result that a round's results by a set are compared with; nothing in the first year."""
    sets = {criteria_set.id} | ({criteria_set.succeeds.set} if criteria_set.succeeds else set())
    return (
        Result.objects.filter(
            round__organiser=round.organiser_id,
            round__year__lt=round.year,
            round__state=RoundState.PUBLISHED,
            set_version__set_id__in=sets,
        )
        .select_related("set_version", "round")
        .order_by("-round__year", "-number")
        .first()
    )


def as_earlier(before: Result) -> Earlier:
    """A kept result as the earlier side of a comparison."""
    old = criteria_set_of(before.set_version)
    return earlier_of_text(before.content, before.round.slug, lambda name: old if name == old.id else None)
