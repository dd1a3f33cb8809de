"""Computing beside the web: what the job does, and how it tells what stops it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.jobs.progress import NotDone, Progress
from thuocdo.web.results.compute_results import compute_results
from thuocdo.web.rounds.models import Round


def compute(progress: Progress, *, round: int, person: int) -> dict[str, int]:
    """The job: compute a round's results for the person who asked."""
    progress.expect(2, _("Đang tính điểm, mức và hạng"))
    try:
        results = compute_results(
            round=Round.objects.get(pk=round), actor=Person.objects.get(pk=person), at=timezone.now()
        )
    except Refused as refused:
        raise NotDone(" ".join((str(refused), *getattr(refused, "problems", ())[:5]))) from None
    progress.reach(2, _("Đã tính xong"))
    return {"results": len(results), "standings": sum(result.standings.count() for result in results)}
