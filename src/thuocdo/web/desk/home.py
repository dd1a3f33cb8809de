"""The first page: the published rounds and the running ones. Public: it never looks at the session."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from thuocdo.web.publication.published import newest_public, seen_state
from thuocdo.web.rounds.models import Round, RoundState, SubmissionState

SUBMITTED = (SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW, SubmissionState.CLOSED)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Rounds that run and rounds that are published, newest first."""
    rounds = Round.objects.exclude(state=RoundState.PREPARED).select_related("organiser").order_by("-year", "name")
    evaluated = Q(submissions__not_evaluated="")
    counted = rounds.annotate(
        agencies=Count("submissions", filter=evaluated),
        submitted=Count("submissions", filter=evaluated & Q(submissions__state__in=SUBMITTED)),
    )
    now = timezone.now()
    public = set(newest_public(now).values_list("round_id", flat=True))
    published = [round for round in counted if round.pk in public]
    running = [(round, state) for round in counted if (state := seen_state(round, public)) != RoundState.PUBLISHED]
    return render(request, "desk/home.html", {"published": published, "running": running, "now": now})
