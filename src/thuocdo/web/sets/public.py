"""Which versions everybody may read: those that an opened round uses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from thuocdo.web.sets.models import SetVersion


def public_versions() -> QuerySet[SetVersion]:
    """The versions that a round was opened with."""
    return SetVersion.objects.filter(public_since__isnull=False)


def show_from(version_ids: Iterable[int], at: datetime) -> None:
    """Let everybody read some versions from now on; part of opening a round, which leaves the entry in the log."""
    SetVersion.objects.filter(pk__in=set(version_ids), public_since__isnull=True).update(public_since=at)
