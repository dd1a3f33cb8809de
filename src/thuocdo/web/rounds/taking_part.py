"""The agencies of a round: those of its blocks while it is prepared, those with a submission once it is open."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from thuocdo.web.agencies.naming import AgencyOfTheDay, agencies_on
from thuocdo.web.rounds.models import Round, RoundState, Submission


def opening_day(round: Round, at: datetime) -> date:
    """The day whose agencies take part: a round of the past has those of its own opening."""
    return timezone.localdate(min(round.opens, at))


def taking_part(round: Round, at: datetime) -> list[AgencyOfTheDay]:
    """Agencies in Vietnamese order, by queries that do not grow with their number; `kind` as the submission has it."""
    if round.state == RoundState.PREPARED:
        blocks = tuple(round.blocks.values_list("block_id", flat=True))
        return agencies_on(opening_day(round, at), block_ids=blocks)
    rows = Submission.objects.filter(round=round, not_evaluated="").order_by("sort_key", "agency__code")
    fields = ("agency_id", "agency__code", "name", "sort_key", "search_key", "kind", "block_id")
    return [AgencyOfTheDay(*row) for row in rows.values_list(*fields)]
