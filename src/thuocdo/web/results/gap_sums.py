"""Claimed against verified, summed up once and kept beside the results, so that no page goes over every answer of a country again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from thuocdo.web.results.gaps import summed_by_agency, summed_by_criterion, summed_by_reviewer
from thuocdo.web.results.models import Gap
from thuocdo.web.rounds.models import Round


def keep_gaps(round: Round) -> None:
    """Sum up a round as it stands, in place of what was kept before. Used by the act that computes, inside its transaction."""
    Gap.objects.filter(round=round).delete()
    Gap.objects.bulk_create([*_of_criteria(round), *_of_agencies(round), *_of_reviewers(round)], batch_size=500)


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
