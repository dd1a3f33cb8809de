"""Open a round: a submission for every agency of its blocks, as the agency is on that day (a round of the past: as it was)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.definition.model import CriteriaSet, EnteredBy
from thuocdo.definition.resolved import resolve
from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.agencies.naming import AgencyOfTheDay, agencies_on
from thuocdo.web.audit.record import record
from thuocdo.web.rounds.models import Round, RoundBlock, RoundState, Submission
from thuocdo.web.rounds.refusals import Incomplete, NotPrepared
from thuocdo.web.sets.loaded import criteria_set_of
from thuocdo.web.sets.public import show_from


def open_round(*, round: Round, not_evaluated: Mapping[str, str], actor: Person, at: datetime) -> Round:
    """Open a prepared round. `not_evaluated` maps an agency's code to the reason why it is listed and not evaluated.

    Raises `NotAllowed`, `NotPrepared`, `Incomplete` (no agencies, an unknown code, an evaluated agency of a kind the set is not for).
    """
    with transaction.atomic():
        locked = Round.objects.select_for_update().get(pk=round.pk)
        must_manage(actor, locked.organiser, at)
        if locked.state != RoundState.PREPARED:
            raise NotPrepared(_("Đợt đánh giá này đã được mở."))
        blocks = list(locked.blocks.select_related("block", "set_version"))
        day = timezone.localdate(min(locked.opens, at))
        submissions = [each for block in blocks for each in _submissions(locked, block, not_evaluated, day)]
        _refuse_incomplete(submissions, not_evaluated)
        Submission.objects.bulk_create(submissions, batch_size=500)
        locked.state = RoundState.OPEN
        locked.save(update_fields=["state"])
        show_from({block.set_version_id for block in blocks}, at)
        record(
            act="open_round",
            actor=actor.email,
            at=at,
            subject=f"round:{locked.slug}",
            agency=locked.organiser.code,
            round=locked.slug,
            before={"state": RoundState.PREPARED.value},
            after={
                "state": RoundState.OPEN.value,
                "submissions": len(submissions),
                "not_evaluated": dict(not_evaluated),
            },
        )
    return locked


def _submissions(round: Round, of: RoundBlock, not_evaluated: Mapping[str, str], day: date) -> Iterator[Submission]:
    criteria_set = criteria_set_of(of.set_version)
    totals = {kind: _to_answer(criteria_set, kind) for kind in (*criteria_set.kinds, "")}
    problems = []
    for agency in agencies_on(day, block_ids=(of.block_id,)):
        meant = not criteria_set.kinds or agency.kind in criteria_set.kinds
        if not meant and agency.code not in not_evaluated:
            problems.append(_wrong_kind(agency))
            continue
        kind = agency.kind if criteria_set.kinds and meant else ""
        yield Submission(
            round=round,
            agency_id=agency.id,
            block_id=of.block_id,
            set_version_id=of.set_version_id,
            kind=kind,
            name=agency.name,
            sort_key=agency.sort_key,
            search_key=agency.search_key,
            not_evaluated=not_evaluated.get(agency.code, ""),
            criteria_total=totals[kind] if meant else 0,
        )
    if problems:
        raise Incomplete(
            _("Có đơn vị không thuộc loại mà bộ tiêu chí áp dụng, và chưa ghi lý do không đánh giá."), tuple(problems)
        )


def _wrong_kind(agency: AgencyOfTheDay) -> str:
    return _("%(name)s (%(code)s): loại «%(kind)s»") % {"name": agency.name, "code": agency.code, "kind": agency.kind}


def _to_answer(criteria_set: CriteriaSet, kind: str) -> int:
    """How many criteria an agency of a kind fills in itself."""
    tree = resolve(criteria_set, kind or None)
    return sum(node.is_leaf and node.node.entered_by is not EnteredBy.ORGANISER for node in tree.walk())


def _refuse_incomplete(submissions: list[Submission], not_evaluated: Mapping[str, str]) -> None:
    if not submissions:
        raise Incomplete(_("Các khối của đợt chưa có đơn vị nào."))
    if any(not reason.strip() for reason in not_evaluated.values()):
        raise Incomplete(_("Mỗi đơn vị không đánh giá phải có lý do."))
    excluded = sum(bool(submission.not_evaluated) for submission in submissions)
    if excluded < len(not_evaluated):
        raise Incomplete(_("Có mã đơn vị không đánh giá mà không thuộc khối nào của đợt."))
