"""Bring in the result of an earlier round as it was published: its figures, its decision, its source."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thuocdo.scoring.score import score
from thuocdo.tables.bad_cells import BadTable
from thuocdo.tables.table import Table
from thuocdo.vietnamese.names import normal, search_key, sort_key
from thuocdo.web.accounts.managing import must_manage
from thuocdo.web.accounts.models import Person
from thuocdo.web.audit.record import record
from thuocdo.web.audit.refusal import Refused
from thuocdo.web.results.keep import keep_result
from thuocdo.web.results.models import Result
from thuocdo.web.review.keep import ROWS
from thuocdo.web.rounds.models import Round, RoundBlock, RoundState, Submission
from thuocdo.web.rounds.refusals import NotOpen
from thuocdo.web.sets.loaded import criteria_set_of


class BadFigures(Refused):
    """The published figures do not fit the set; `bad` tells which cells."""

    status = 422

    def __init__(self, bad: BadTable) -> None:
        super().__init__(_("Số liệu công bố có ô không dùng được."))
        self.bad = bad


class AgenciesDiffer(Refused):
    """The table and the round do not list the same agencies."""

    status = 422

    def __init__(self, missing: tuple[str, ...], unknown: tuple[str, ...]) -> None:
        named = ", ".join((*missing, *unknown))
        super().__init__(_("Bảng và đợt đánh giá không cùng danh sách đơn vị: %(named)s.") % {"named": named})
        self.missing = missing
        self.unknown = unknown


def bring_in_result(*, of: RoundBlock, table: Table, previous: Table | None, actor: Person, at: datetime) -> Result:
    """Keep published figures of one block as its result and mark the round published; rows are matched by `code`.

    Raises `NotAllowed`, `NotOpen`, `BadFigures`, `AgenciesDiffer`.
    """
    with transaction.atomic():
        round = Round.objects.select_for_update().get(pk=of.round_id)
        must_manage(actor, round.organiser, at)
        if round.state not in {RoundState.OPEN, RoundState.PUBLISHED}:
            raise NotOpen(_("Đợt phải được mở trước khi nhập kết quả đã công bố."))
        submissions = {each.agency.code: each for each in _of_block(of)}
        _same_agencies(set(submissions), table)
        try:
            scored = score(criteria_set_of(of.set_version), table, previous)
        except BadTable as bad:
            raise BadFigures(bad) from None
        _named_as_published(submissions, table)
        kept = keep_result(
            scored=scored,
            table=table,
            round=round,
            set_version=of.set_version,
            submissions=submissions,
            earlier=previous,
            at=at,
        )
        round.state = RoundState.PUBLISHED
        round.save(update_fields=["state"])
        record(
            act="bring_in_result",
            actor=actor.email,
            at=at,
            subject=f"result:{round.slug}/{of.block.slug}/{kept.number}",
            agency=round.organiser.code,
            round=round.slug,
            after={"set": kept.set_digest, "input": kept.input_digest, "result": kept.result_digest},
        )
    return kept


def _of_block(of: RoundBlock) -> QuerySet[Submission]:
    return of.round.submissions.filter(block_id=of.block_id, set_version_id=of.set_version_id).select_related("agency")


def _named_as_published(submissions: dict[str, Submission], table: Table) -> None:
    """Results keep the names they were published with."""
    renamed = []
    for code, name in table.frame.select("code", "agency").iter_rows():
        submission, kept = submissions[code], normal(name)
        if submission.name != kept:
            submission.name, submission.sort_key, submission.search_key = kept, sort_key(kept), search_key(kept)
            renamed.append(submission)
    Submission.objects.bulk_update(renamed, ["name", "sort_key", "search_key"], batch_size=ROWS)


def _same_agencies(codes: set[str], table: Table) -> None:
    rows = set(table.frame["code"].drop_nulls().to_list()) if "code" in table.frame.columns else set()
    if rows != codes:
        raise AgenciesDiffer(tuple(sorted(codes - rows)), tuple(sorted(rows - codes)))
