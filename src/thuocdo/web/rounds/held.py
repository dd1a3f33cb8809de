"""Rounds held while an act that rests on their state goes on: it is read only then, and nobody moves them on before the act has ended.

Locks are taken in one order everywhere: rounds, then submissions, then answers. Many acts hold a round at once; whoever moves it on
(`select_for_update`) waits for all of them, and they for them.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import QuerySet

from thuocdo.web.rounds.models import Round, Submission


def hold_round(key: int) -> Round:
    """The round as it stands, held until the transaction ends; with its organiser."""
    _hold(Round.objects.filter(pk=key))
    return Round.objects.select_related("organiser").get(pk=key)


def hold_rounds_of(submissions: QuerySet[Submission]) -> None:
    """Hold the rounds of submissions until the transaction ends. Called before the submissions are read and locked."""
    _hold(Round.objects.filter(pk__in=submissions.order_by().values("round")))


def _hold(rounds: QuerySet[Round, Any]) -> None:
    """Django has no word for a lock that many may share. A database that locks as a whole needs none."""
    if not connection.features.has_select_for_update:
        return
    said, values = rounds.order_by("pk").values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"{said} FOR SHARE", values)
