"""Summing up claimed against verified beside the web: what the job does."""

from __future__ import annotations

from django.utils import timezone

from thuocdo.web.jobs.progress import Progress
from thuocdo.web.results.gap_sums import keep_gaps_meanwhile
from thuocdo.web.results.models import GapsKept
from thuocdo.web.rounds.models import Round


def sum_up(_progress: Progress, *, round: int) -> dict[str, bool]:
    """The job: sum up a round that is not computed yet, unless that was just done for somebody who asked at the same time."""
    now = timezone.now()
    before = GapsKept.objects.filter(round=round).first()
    if before is not None and not before.is_old(now):
        return {"kept": False}
    return {"kept": keep_gaps_meanwhile(Round.objects.get(pk=round), now)}
