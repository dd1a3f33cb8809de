"""The documents behind each criterion in words, for where they are read and not changed."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from thuocdo.web.rounds.models import Submission
from thuocdo.web.submissions.models import EvidenceUse
from thuocdo.web.ui import written


def documents_of(submission: Submission) -> dict[str, tuple[str, ...]]:
    """By criterion, in the order they came in: «Biên bản.pdf, số 12/BB-UBND, 02/11/2026, mục II, trang 3»."""
    rows = EvidenceUse.objects.filter(
        evidence__submission=submission, evidence__replaced_by__isnull=True, evidence__removed_at__isnull=True
    )
    found: dict[str, tuple[str, ...]] = {}
    for use in rows.select_related("evidence").order_by("evidence_id"):
        found[use.criterion] = (*found.get(use.criterion, ()), ", ".join(_words(use)))
    return found


def _words(use: EvidenceUse) -> Iterator[str]:
    yield use.evidence.name
    if use.evidence.number:
        yield _("số %(number)s") % {"number": use.evidence.number}
    if use.evidence.dated is not None:
        yield written.day(use.evidence.dated)
    if use.section:
        yield _("mục %(section)s") % {"section": use.section}
    if use.page:
        yield _("trang %(page)s") % {"page": use.page}
