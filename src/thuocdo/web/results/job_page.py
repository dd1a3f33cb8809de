"""How far the computing is: a page that asks again by itself, with a script or without."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, signed_in
from thuocdo.web.jobs.models import Job, JobState
from thuocdo.web.results.pages import KIND
from thuocdo.web.rounds.managed import round_for

STOP_POLLING = 286  # what htmx understands as the last answer


@require_safe
@signed_in
def job(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One computing of a round; asked by a script, only the part that changes."""
    round = round_for(holding_of(request), slug)
    found = Job.objects.filter(pk=pk, kind=KIND, arguments__round=round.pk).first()
    if found is None:
        raise Http404
    finished = found.state in {JobState.DONE, JobState.FAILED}
    context = {"round": round, "tab": "results", "job": found, "finished": finished}
    if request.headers.get("HX-Request") == "true":
        return render(request, "results/job_part.html", context, status=STOP_POLLING if finished else 200)
    return render(request, "results/job.html", context)
