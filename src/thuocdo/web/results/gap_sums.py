"""Claimed against verified, summed up once and kept: with the results, or at a moment while a large round is verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Final

from django.db import transaction

from thuocdo.web.results.gaps import summed_by_agency, summed_by_criterion, summed_by_reviewer
from thuocdo.web.results.models import Gap, GapsKept
from thuocdo.web.rounds.models import Round, RoundState

COMPUTED: Final = frozenset({RoundState.COMPUTED, RoundState.WITH_APPROVER, RoundState.APPROVED, RoundState.PUBLISHED})


def keep_gaps(round: Round, at: datetime) -> None:
    """Sum up a round as it stands, with its results. Used by the act that computes, inside its transaction."""
    _replace(round, _summed(round), at, with_results=True)


def keep_gaps_meanwhile(round: Round, at: datetime) -> bool:
    """Sum up a round that is not computed yet; once it is, what was kept with its results stays.

    Nobody's work waits while the answers are gone over, only while what came out is written.
    """
    rows = list(_summed(round))
    with transaction.atomic():
        locked = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
        if locked.state in COMPUTED:
            return False
        _replace(locked, rows, at, with_results=False)
    return True


def _replace(round: Round, rows: Iterable[Gap], at: datetime, *, with_results: bool) -> None:
    Gap.objects.filter(round=round).delete()
    Gap.objects.bulk_create(rows, batch_size=500)
    GapsKept.objects.update_or_create(round=round, defaults={"at": at, "with_results": with_results})


def _summed(round: Round) -> Iterator[Gap]:
    yield from _of_criteria(round)
    yield from _of_agencies(round)
    yield from _of_reviewers(round)


def _of_criteria(round: Round) -> Iterator[Gap]:
    for (version, criterion), gap in summed_by_criterion(round.pk).items():
        yield Gap(round=round, set_version_id=version, criterion=criterion, **asdict(gap))


def _of_agencies(round: Round) -> Iterator[Gap]:
    names = ("answers", "claimed", "counted", "lower", "higher")
    rows = summed_by_agency(round)
    for key, version, *figures in rows.values_list("pk", "set_version_id", "compared", *names[1:]):
        named = dict(zip(names, figures, strict=True))
        if named["answers"]:
            yield Gap(round=round, set_version_id=version, submission_id=key, **named)


def _of_reviewers(round: Round) -> Iterator[Gap]:
    for key, gap in summed_by_reviewer(round):
        yield Gap(
            round=round,
            set_version_id=gap.set_version,
            reviewer_id=key,
            answers=gap.decided,
            claimed=gap.claimed,
            counted=gap.counted,
            accepted=gap.accepted,
            changed=gap.changed,
            left_out=gap.left_out,
        )
