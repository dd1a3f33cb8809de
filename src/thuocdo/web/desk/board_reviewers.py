"""The board by reviewer: how much each has to verify and how far they are."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, signed_in
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.desk.board_counts import counts_of
from thuocdo.web.desk.reviewer_load import Load, reviewer_loads
from thuocdo.web.rounds.assigned import coverage_of
from thuocdo.web.rounds.managed import round_for


@dataclass(frozen=True, slots=True)
class ReviewerLine:
    """A reviewer with what they have; nothing where no rule names them."""

    name: str
    email: str
    load: Load


@require_safe
@signed_in
def board_reviewers(request: HttpRequest, slug: str) -> HttpResponse:
    """Every reviewer of the organiser, also those without work."""
    holding, now = holding_of(request), timezone.now()
    round = round_for(holding, slug)
    coverage = coverage_of(round, now)
    loads = reviewer_loads(round, coverage, counts_of(round, now))
    lines = [ReviewerLine(str(each), each.email, loads.get(key, Load())) for key, each in coverage.people.items()]
    context = {
        "round": round,
        "tab": "reviewers",
        "managing": may_manage(holding, round.organiser),
        "lines": lines,
        "idle": sum(not line.load.covered for line in lines),
        "now": now,
    }
    return render(request, "desk/board_reviewers.html", context)
