"""What was accepted together, worked out before the page is written: there may be a thousand rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from thuocdo.web.review.in_words import value_words
from thuocdo.web.review.models import Verification
from thuocdo.web.rounds.models import Submission
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.submissions.sheet import sheet_of
from thuocdo.web.ui import marks
from thuocdo.web.ui.addresses import addresses


class Accepted(NamedTuple):
    """The columns of a decision that the page shows, in the order of `COLUMNS`."""

    pk: int
    reviewer: int
    undone_at: datetime | None
    value: str
    state: str
    criterion: str
    name: str
    code: str
    agency: int
    version: int
    kind: str


COLUMNS = (
    *("pk", "reviewer_id", "undone_at", "value", "state", "answer__criterion", "answer__submission__name"),
    *("answer__submission__agency__code", "answer__submission__agency_id"),
    *("answer__submission__set_version_id", "answer__submission__kind"),
)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One decision: every text as it is written. `number` is what takes it back, for whoever made it."""

    name: str
    criterion: str
    address: str
    value: str
    undone: SafeString
    number: str


def accepted_in(rows: QuerySet[Verification], most: int) -> list[Accepted]:
    """The decisions of a batch by the names of their agencies."""
    ordered = rows.order_by("answer__submission__sort_key", "pk")
    return [Accepted._make(row) for row in ordered.values_list(*COLUMNS)[:most]]


def batch_rows(slug: str, accepted: list[Accepted], person: int) -> list[BatchRow]:
    """The rows of the page, as `person` sees them; one query, for the sets."""
    versions = SetVersion.objects.defer("content", "cases").in_bulk({each.version for each in accepted})
    criteria = {
        (version, kind): sheet_of(Submission(set_version=versions[version], kind=kind)).criteria
        for version, kind in {(each.version, each.kind) for each in accepted}
    }
    ids = {each.criterion for each in accepted}
    address = {id: addresses("review:case", slug, after=[id]) for id in ids}
    return [
        BatchRow(
            each.name,
            each.criterion,
            address[each.criterion](each.code),
            value_words(criteria[each.version, each.kind][each.criterion], each.value, each.state),
            marks.moment(each.undone_at),
            str(each.pk) if each.undone_at is None and each.reviewer == person else "",
        )
        for each in accepted
    ]
