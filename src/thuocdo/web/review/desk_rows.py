"""The rows of the desk: each agency with how much of the person's part is decided, worked out before the page is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q
from django.utils.safestring import SafeString

from thuocdo.web.review.desk import Desk
from thuocdo.web.review.walk import DECIDED, second_looks
from thuocdo.web.rounds.models import Submission, SubmissionState
from thuocdo.web.submissions.models import Answer
from thuocdo.web.ui import marks
from thuocdo.web.ui.addresses import addresses

FIELDS: Final = ("name", "state", "void", "kind", "agency__code", "agency_id", "block_id", "set_version_id")


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One agency: every text as it is written. `tone` is how its state is coloured."""

    name: str
    address: str
    void: bool
    state: str
    tone: str
    progress: SafeString


def desk_rows(desk: Desk, submissions: Iterable[Submission]) -> list[DeskRow]:
    """The agencies of a page, which come with their code; one query."""
    rows = list(submissions)
    mine = {row.pk: desk.criteria(row) for row in rows}
    done = _decided(desk, mine)
    states = {state.value: str(state.label) for state in SubmissionState}
    address = addresses("review:agency", desk.round.slug)
    return [
        DeskRow(
            row.name,
            address(row.agency.code),
            bool(row.void),
            states[row.state],
            "done" if row.state == SubmissionState.CLOSED else "running",
            marks.progress(done.get(row.pk, 0), len(mine[row.pk]), row.name),
        )
        for row in rows
    ]


def _decided(desk: Desk, mine: Mapping[int, tuple[str, ...]]) -> dict[int, int]:
    """By submission: how many of its criteria are decided. Agencies that are asked the same are counted together."""
    alike: dict[tuple[str, ...], list[int]] = {}
    for submission, criteria in mine.items():
        alike.setdefault(criteria, []).append(submission)
    asked = Q(pk__in=())
    for criteria, submissions in alike.items():
        asked |= Q(submission__in=submissions, criterion__in=criteria)
    rows = Answer.objects.filter(asked, submission__in=mine, state__in=DECIDED)
    if desk.round.second_review:
        rows = rows.exclude(second_looks(desk))
    return dict(rows.values_list("submission").annotate(Count("pk")).order_by())
