"""The page of approval: exactly what is or was put before the approver, why somebody may not decide, and what happened so far."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from thuocdo.web.accounts.at_work import holding_of, signed_in
from thuocdo.web.accounts.holding import Holding
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.accounts.models import RoleName
from thuocdo.web.approval.contents import digest_of, newest_results
from thuocdo.web.approval.history import history_of
from thuocdo.web.approval.models import Approval
from thuocdo.web.approval.reopen_round import REOPENABLE
from thuocdo.web.approval.who import why_not_approve
from thuocdo.web.results.models import Result
from thuocdo.web.results.pages import blocks_of
from thuocdo.web.results.summary import SummaryLine, lines_of, summaries_of
from thuocdo.web.results.versions import LONG, SET_TEXTS
from thuocdo.web.rounds.managed import round_for
from thuocdo.web.rounds.models import Round, RoundState


@dataclass(frozen=True, slots=True)
class Contents:
    """What is put before the approver, with one digest over all of it."""

    approval: Approval | None
    results: list[Result]
    digest: str
    lines: tuple[SummaryLine, ...]


@require_safe
@signed_in
def approval(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything the organiser's people may know of a round's approval."""
    holding = holding_of(request)
    round = round_for(holding, slug)
    approvals = approvals_of(round)
    waiting = waiting_of(approvals)
    refusal = why_not_approve(holding, round) if waiting and is_approver(holding, round) else None
    managing = may_manage(holding, round.organiser)
    context = {
        "round": round,
        "tab": "approval",
        "waiting": waiting,
        "approved": approved_of(approvals),
        "contents": contents_of(round, approvals),
        "history": history_of(round, approvals),
        "approver": is_approver(holding, round),
        "refusal": refusal,
        "deciding": waiting is not None and is_approver(holding, round) and refusal is None,
        "submitting": managing and round.state == RoundState.COMPUTED,
        "reopening": managing and round.state in REOPENABLE,
    }
    return render(request, "approval/approval.html", context)


def approvals_of(round: Round) -> list[Approval]:
    """Every time the results were put before the approver, the latest first."""
    return list(round.approvals.select_related("asked_by", "decided_by").order_by("-number"))


def waiting_of(approvals: list[Approval]) -> Approval | None:
    """The one that waits for a decision."""
    return next((each for each in approvals if each.approved is None), None)


def approved_of(approvals: list[Approval]) -> Approval | None:
    """The one that is approved and stands."""
    return next((each for each in approvals if each.approved and each.reopened_at is None), None)


def is_approver(holding: Holding, round: Round) -> bool:
    """Whether somebody approves for the organiser of a round."""
    return holding.has(RoleName.APPROVER, round.organiser_id)


def contents_of(round: Round, approvals: list[Approval]) -> Contents:
    """What waits, else what stands approved, else the newest results, which would be put before the approver."""
    shown = waiting_of(approvals) or approved_of(approvals)
    if shown is not None:
        rows = shown.results.select_related("set_version").defer(*LONG, *SET_TEXTS).order_by("set_version__set_id")
        results, digest = list(rows), shown.digest
    else:
        results = newest_results(round)
        digest = digest_of(results) if results else ""
    return Contents(shown, results, digest, lines_of(summaries_of(results, blocks_of(round))) if results else ())
