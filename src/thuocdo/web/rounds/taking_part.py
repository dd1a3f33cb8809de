"""The agencies of a round: those of its blocks while it is prepared, those with a submission once it is open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from thuocdo.web.agencies.naming import AgencyOfTheDay, agencies_on
from thuocdo.web.rounds.models import Round, RoundBlock, RoundState, Submission


def opening_day(round: Round, at: datetime) -> date:
    """The day whose agencies take part: a round of the past has those of its own opening."""
    return timezone.localdate(min(round.opens, at))


def taking_part(round: Round, at: datetime, blocks: Iterable[RoundBlock] | None = None) -> list[AgencyOfTheDay]:
    """Agencies in Vietnamese order, by queries that do not grow with their number; `blocks` are the round's, where loaded already."""
    if round.state == RoundState.PREPARED:
        found = round.blocks.all() if blocks is None else blocks
        return agencies_on(opening_day(round, at), block_ids=tuple(of.block_id for of in found))
    rows = Submission.objects.filter(round=round, not_evaluated="").order_by("sort_key", "agency__code")
    fields = ("agency_id", "agency__code", "name", "sort_key", "search_key", "kind", "block_id")
    return list(map(AgencyOfTheDay._make, rows.values_list(*fields)))
