"""How far the computing is, and what came of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, signed_in
from thuocdo.web.jobs.models import Job
from thuocdo.web.jobs.page import About, job_page
from thuocdo.web.results.pages import KIND
from thuocdo.web.rounds.managed import round_for


@require_safe
@signed_in
def job(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One computing of a round; asked by a script, only the part that changes."""
    round = round_for(holding_of(request), slug)
    found = Job.objects.filter(pk=pk, kind=KIND, arguments__round=round.pk).first()
    if found is None:
        raise Http404
    about = About(
        heading=_("Tính kết quả"),
        working=_("Đang tính."),
        address=reverse("results:job", args=[slug, pk]),
        page="results/job.html",
        ended="results/job_ended.html",
    )
    return job_page(request, found, about, {"round": round, "tab": "results"})
