"""The organiser's page of results: what stops the computing, what came out for each block, every version with its digests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thuocdo.web.accounts.at_work import holding_of, person_of, signed_in
from thuocdo.web.accounts.managing import may_manage
from thuocdo.web.jobs.ask import ask
from thuocdo.web.jobs.models import Job, JobState
from thuocdo.web.results.compute_results import COMPUTABLE, OPEN
from thuocdo.web.results.computing import compute
from thuocdo.web.results.models import Result
from thuocdo.web.results.summary import lines_of, summaries_of
from thuocdo.web.results.versions import newest_of, versions_of
from thuocdo.web.rounds.extended import must_not_be_extended, still_extended
from thuocdo.web.rounds.managed import managed_round, round_for
from thuocdo.web.rounds.models import Round, RoundBlock, Submission, SubmissionState
from thuocdo.web.rounds.refusals import StillExtended
from thuocdo.web.ui import marks
from thuocdo.web.ui.addresses import addresses

SHOWN: Final = 100
LEFT: Final = ("name", "state", "criteria_verified", "criteria_total", "agency__code")
KIND: Final = f"{compute.__module__}.{compute.__qualname__}"


@dataclass(frozen=True, slots=True)
class Version:
    """One result with what tells it from the one before of the same set."""

    result: Result
    newest: bool
    before: Result | None

    @property
    def same(self) -> bool:
        """Whether computing again brought the same figures."""
        return self.before is not None and self.before.result_digest == self.result.result_digest


@dataclass(frozen=True, slots=True)
class Left:
    """A submission that stops the computing: every text as it is written."""

    name: str
    address: str
    state: str
    progress: SafeString


@require_safe
@signed_in
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Results of a round, or what is still to be done before there are any."""
    holding = holding_of(request)
    round = round_for(holding, slug)
    versions = versions_of(round)
    computable = round.state in COMPUTABLE
    left = _left(round) if computable else []
    context = {
        "round": round,
        "tab": "results",
        "extended": list(still_extended(round, timezone.now())[:SHOWN]) if computable else [],
        "managing": may_manage(holding, round.organiser),
        "computable": computable,
        "left": left[:SHOWN],
        "more_left": len(left) > SHOWN,
        "job": running_job(round),
        "versions": _compared(versions),
        "lines": lines_of(summaries_of(newest_of(versions), blocks_of(round))),
    }
    return render(request, "results/results.html", context)


@require_POST
@signed_in
def ask_to_compute(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the results to be worked out, and go where one sees how far it is; what cannot be done is said at once."""
    round = managed_round(holding_of(request), slug)
    running = running_job(round)
    if running is not None:
        return redirect("results:job", slug=slug, pk=running.pk)
    if round.state not in COMPUTABLE:
        messages.error(request, _("Chỉ tính được kết quả sau khi khép tự đánh giá và trước khi trình phê duyệt."))
        return redirect("results:results", slug=slug)
    if open_submissions(round).exists():
        messages.error(request, _("Còn phiếu chưa thẩm định xong. Danh sách ở dưới."))
        return redirect("results:results", slug=slug)
    try:
        must_not_be_extended(round, timezone.now())
    except StillExtended as refused:
        messages.error(request, str(refused))
        return redirect("results:results", slug=slug)
    person = person_of(request)
    job = ask(compute, asked_by=person.email, at=timezone.now(), round=round.pk, person=person.pk)
    return redirect("results:job", slug=slug, pk=job.pk)


def open_submissions(round: Round) -> QuerySet[Submission]:
    """What was handed in and is not closed: it stops the computing."""
    return Submission.objects.filter(round=round, not_evaluated="", state__in=OPEN).select_related("agency")


def _left(round: Round) -> list[Left]:
    """The first of them, and one more where there are more."""
    states = {state.value: str(state.label) for state in SubmissionState}
    address = addresses("submissions:whole", round.slug)
    rows = open_submissions(round).order_by("sort_key").only(*LEFT)[: SHOWN + 1]
    return [
        Left(
            row.name,
            address(row.agency.code),
            states[row.state],
            marks.progress(row.criteria_verified, row.criteria_total, row.name),
        )
        for row in rows
    ]


def running_job(round: Round) -> Job | None:
    """The computing of this round that is asked for or going on."""
    unfinished = (JobState.WAITING, JobState.RUNNING)
    return Job.objects.filter(kind=KIND, arguments__round=round.pk, state__in=unfinished).order_by("pk").first()


def blocks_of(round: Round) -> list[RoundBlock]:
    """The blocks of a round in their order."""
    return list(round.blocks.select_related("block").order_by("block__order", "block__name"))


def _compared(versions: list[Result]) -> list[Version]:
    newest = {result.pk for result in newest_of(versions)}
    by_number = {(result.set_version_id, result.number): result for result in versions}
    return [
        Version(result, result.pk in newest, by_number.get((result.set_version_id, result.number - 1)))
        for result in versions
    ]
