"""Which sums the pages of claimed against verified show, and of which moment; where those are old, new ones are asked for.

computed               the sums kept with the results
before that, small     the answers as they stand, each time
before that, large     sums kept at some moment, made anew beside the web (`summing_up`) when somebody looks and they are old
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Sum

from thuocdo.web.accounts.models import Person
from thuocdo.web.jobs.ask import ask
from thuocdo.web.jobs.models import Job, JobState
from thuocdo.web.results.gap_sums import COMPUTED
from thuocdo.web.results.models import FRESH, GapsKept
from thuocdo.web.results.pages import running_job
from thuocdo.web.results.summing_up import sum_up
from thuocdo.web.rounds.models import Round, Submission

LARGE: Final = 10_000  # answers: going over more than that takes a page too long
GOING_ON: Final = frozenset({JobState.WAITING, JobState.RUNNING})


@dataclass(frozen=True, slots=True)
class Shown:
    """`kept`: read, not summed up now. `at`: the moment that is said. `missing`: nothing was summed up yet."""

    kept: bool
    at: datetime | None = None
    missing: bool = False
    making: bool = False
    failed: bool = False

    @property
    def minutes(self) -> int:
        """After how many minutes they are made anew."""
        return FRESH // timedelta(minutes=1)


def gaps_shown(round: Round, person: Person, now: datetime) -> Shown:
    """What to show of a round to somebody who may see it; asks for new sums in their name."""
    found = GapsKept.objects.select_related("job").filter(round=round).first()
    if round.state in COMPUTED:
        return Shown(kept=found is not None and found.with_results)
    there = found or GapsKept(round=round)
    if there.job is None and not is_large(round):  # a round whose sums were asked for before is large
        return Shown(kept=False)
    if not there.is_old(now):
        return Shown(kept=True, at=there.at)
    computing = running_job(round) is not None
    if not computing and _may_ask(there.job, now):
        there.job = _asked(there, person, now)
    going_on = computing or (there.job is not None and there.job.state in GOING_ON)
    return Shown(kept=True, at=there.at, missing=there.at is None, making=going_on, failed=not going_on)


def is_large(round: Round) -> bool:
    """By what there is to be answered, so that a round stays as it is while it fills."""
    rows = Submission.objects.filter(round=round, not_evaluated="")
    total: int | None = rows.aggregate(total=Sum("criteria_total"))["total"]
    return (total or 0) > LARGE


def _may_ask(last: Job | None, now: datetime) -> bool:
    """Not while it is being done, and not again at once where it could not be."""
    return last is None or (last.state not in GOING_ON and last.asked_at < now - FRESH)


def _asked(there: GapsKept, person: Person, now: datetime) -> Job:
    """Two who look at the same moment may both ask: the job that comes second finds the work done."""
    job = ask(sum_up, asked_by=person.email, at=now, round=there.round_id)
    row = GapsKept(round_id=there.round_id, job=job)
    GapsKept.objects.bulk_create([row], update_conflicts=True, unique_fields=["round"], update_fields=["job"])
    return job
