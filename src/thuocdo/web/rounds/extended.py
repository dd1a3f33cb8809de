"""Agencies that were promised more time and have some of it left: nothing takes that from them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thuocdo.web.rounds.models import Round, Submission, SubmissionState
from thuocdo.web.rounds.refusals import StillExtended

NAMED: Final = 20
AT_WORK: Final = (SubmissionState.DRAFTING, SubmissionState.WITH_HEAD)


def still_extended(round: Round, at: datetime) -> QuerySet[Submission]:
    """Those that have not submitted and still may, by name."""
    rows = Submission.objects.filter(round=round, not_evaluated="", state__in=AT_WORK, extended_until__gt=at)
    return rows.order_by("sort_key", "pk")


def must_not_be_extended(round: Round, at: datetime) -> None:
    """Raise `StillExtended`, with their names."""
    left = tuple(still_extended(round, at).values_list("name", flat=True))
    if left:
        named = ", ".join(left[:NAMED]) + (" …" if len(left) > NAMED else "")
        said = _("Còn %(count)d đơn vị được gia hạn mà chưa nộp: %(named)s. Hãy chờ họ nộp hoặc hết hạn riêng.")
        raise StillExtended(said % {"count": len(left), "named": named}, left)
