"""Work out the results of a round from what was verified: one result for each of its sets, frozen with its figures and digests."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from thuocdo.scoring.score import score
from thuocdo.tables.bad_cells import BadTable
from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.results.earlier import as_earlier, earlier_for
from thuocdo.web.results.frame import frame_of
from thuocdo.web.results.gap_sums import keep_gaps
from thuocdo.web.results.keep import keep_result
from thuocdo.web.results.models import Result
from thuocdo.web.results.refusals import NotComputable, NotScorable, StillOpen
from thuocdo.web.rounds.extended import must_not_be_extended
from thuocdo.web.rounds.models import Round, RoundState, Submission, SubmissionState
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.ui.written import page_language

COMPUTABLE: Final = frozenset({RoundState.VERIFYING, RoundState.EXPLAINING, RoundState.COMPUTED})
OPEN: Final = (SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW)
NAMED: Final = 20


def compute_results(*, round: Round, actor: Person, at: datetime) -> list[Result]:
    """Compute once everything handed in is closed; again as often as needed until it is put before the approver.

    Agencies that never submitted have no figures. Raises `NotAllowed`, `NotComputable`, `StillOpen`,
    `StillExtended`, `NotScorable`.
    """
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=round.pk)
        must_manage(actor, locked.organiser, at)
        if locked.state not in COMPUTABLE:
            raise NotComputable(_("Chỉ tính được kết quả sau khi khép tự đánh giá và trước khi trình phê duyệt."))
        _refuse_open(locked)
        must_not_be_extended(locked, at)
        before = locked.state
        results = [_computed(locked, version, at) for version in _versions(locked)]
        keep_gaps(locked, at)
        locked.state = RoundState.COMPUTED
        locked.save(update_fields=["state"])
        record(
            act="compute_results",
            actor=actor.email,
            at=at,
            subject=f"round:{locked.slug}",
            agency=locked.organiser.code,
            round=locked.slug,
            before={"state": before},
            after={
                "state": locked.state,
                "results": [
                    {
                        "set": result.set_digest,
                        "input": result.input_digest,
                        "result": result.result_digest,
                        "number": result.number,
                        "software": result.software,
                    }
                    for result in results
                ],
            },
        )
    return results


def _versions(round: Round) -> list[SetVersion]:
    return list(SetVersion.objects.filter(rounds__round=round).distinct().order_by("set_id", "number"))


def _refuse_open(round: Round) -> None:
    rows = Submission.objects.filter(round=round, not_evaluated="", state__in=OPEN).order_by("sort_key")
    left = tuple(rows.values_list("name", flat=True))
    if not left:
        return
    named = ", ".join(left[:NAMED]) + (" …" if len(left) > NAMED else "")
    said = _("Còn %(count)d phiếu chưa thẩm định xong: %(named)s.")
    raise StillOpen(said % {"count": len(left), "named": named}, left)


def _computed(round: Round, version: SetVersion, at: datetime) -> Result:
    criteria_set, table = criteria_set_of(version), frame_of(round, version)
    before = earlier_for(round, criteria_set, at)
    try:
        scored = score(criteria_set, table, as_earlier(before) if before else None)
    except BadTable as bad:
        raise NotScorable(_("Số liệu thẩm định có ô không dùng được."), _problems(bad)) from None
    submissions = {row.agency.code: row for row in Submission.objects.filter(round=round).select_related("agency")}
    return keep_result(
        scored=scored,
        table=table,
        round=round,
        set_version=version,
        submissions=submissions,
        earlier=before,
        at=at,
    )


def _problems(bad: BadTable) -> tuple[str, ...]:
    found = (*bad.diagnostics, *(cell.diagnostic(bad.file) for cell in bad.cells))
    return tuple(each.message.to(page_language()) for each in found)
