"""Claimed against verified: how far apart, by criterion, by agency, by reviewer. One query each; points of different sets stay apart.

Only answers count that have points on both sides: claimed by the agency, and settled or else verified. `kept` tells whether to read the sums
that stand in the database (`gaps_shown` says which those are) or to sum up the answers as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When

from thuocdo.definition.model import CriteriaSet, Node
from thuocdo.web.results.models import Gap as Kept
from thuocdo.web.review.models import Outcome, Verification
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.sets.models import SetVersion
from thuocdo.web.submissions.models import Answer

SETTLED: Final = ~Q(settled="") | ~Q(settled_state="")
COUNTS: Final = Case(When(SETTLED, then=F("settled_points")), default=F("verified_points"))
OF_AN_AGENCY: Final = Case(
    When(~Q(answers__settled="") | ~Q(answers__settled_state=""), then=F("answers__settled_points")),
    default=F("answers__verified_points"),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Sums of points, and how many answers came out lower or higher than claimed."""

    answers: int
    claimed: int
    counted: int
    lower: int
    higher: int

    @property
    def difference(self) -> int:
        """What was verified less what was claimed."""
        return self.counted - self.claimed


@dataclass(frozen=True, slots=True)
class CriterionGap:
    """One criterion or group of a set, in the order of the set."""

    id: str
    name: str
    depth: int
    gap: Gap | None


@dataclass(frozen=True, slots=True)
class ReviewerGap:
    """The decisions of one reviewer on answers by one set."""

    name: str
    set_version: int
    decided: int
    accepted: int
    changed: int
    left_out: int
    claimed: int
    counted: int

    @property
    def difference(self) -> int:
        """What was decided less what was claimed."""
        return self.counted - self.claimed


def by_criterion(round: Round, *, kept: bool) -> dict[tuple[int, str], Gap]:
    """By set and criterion."""
    if not kept:
        return summed_by_criterion(round.pk)
    rows = Kept.objects.filter(round=round).exclude(criterion="")
    told = rows.values_list("set_version_id", "criterion", "answers", "claimed", "counted", "lower", "higher")
    return {(version, criterion): Gap(*figures) for version, criterion, *figures in told}


def summed_by_criterion(round_id: int) -> dict[tuple[int, str], Gap]:
    """By set and criterion, as it stands."""
    rows = Answer.objects.filter(submission__round_id=round_id, submission__not_evaluated="").annotate(counts=COUNTS)
    rows = rows.filter(claimed_points__isnull=False, counts__isnull=False)
    grouped = rows.values_list("submission__set_version_id", "criterion").annotate(
        Count("pk"),
        Sum("claimed_points"),
        Sum("counts"),
        lower=Count("pk", filter=Q(counts__lt=F("claimed_points"))),
        higher=Count("pk", filter=Q(counts__gt=F("claimed_points"))),
    )
    return {(version, criterion): Gap(*figures) for version, criterion, *figures in grouped.order_by()}


def lines_of(criteria_set: CriteriaSet, version: SetVersion, gaps: Mapping[tuple[int, str], Gap]) -> list[CriterionGap]:
    """The set from top to bottom; groups without figures, criteria nobody was verified at left out."""
    found: list[CriterionGap] = []
    for node, depth in _walk(criteria_set):
        gap = gaps.get((version.pk, node.id))
        below = any((version.pk, each.id) in gaps for each in node.walk())
        if below:
            found.append(CriterionGap(node.id, node.name, depth, gap))
    return found


def by_agency(round: Round, *, kept: bool) -> QuerySet[Submission]:
    """Submissions with `claimed`, `counted`, `difference`, `lower` and `higher`, for a list to sort and page."""
    if not kept:
        summed = summed_by_agency(round)
    else:
        names = ("claimed", "counted", "lower", "higher")
        rows = Submission.objects.filter(round=round, not_evaluated="")
        summed = rows.annotate(**{name: F(f"gaps__{name}") for name in names})
    return summed.annotate(difference=F("counted") - F("claimed")).only("name", "set_version")


def summed_by_agency(round: Round) -> QuerySet[Submission]:
    """Submissions with the sums over their answers as they stand."""
    both = Q(answers__claimed_points__isnull=False, counts__isnull=False)
    rows = Submission.objects.filter(round=round, not_evaluated="").alias(counts=OF_AN_AGENCY)
    return rows.annotate(
        claimed=Sum("answers__claimed_points", filter=both),
        counted=Sum("counts", filter=both),
        lower=Count("answers", filter=both & Q(counts__lt=F("answers__claimed_points"))),
        higher=Count("answers", filter=both & Q(counts__gt=F("answers__claimed_points"))),
        compared=Count("answers", filter=both),
    )


def by_reviewer(round: Round, *, kept: bool) -> list[ReviewerGap]:
    """Decisions that stand, by reviewer and set."""
    if not kept:
        return [gap for _reviewer, gap in summed_by_reviewer(round)]
    rows = Kept.objects.filter(round=round, reviewer__isnull=False)
    told = rows.order_by("reviewer__sort_key", "reviewer__name", "reviewer_id").values_list(
        "reviewer__name", "set_version_id", "answers", "accepted", "changed", "left_out", "claimed", "counted"
    )
    return [ReviewerGap(*row) for row in told]


def summed_by_reviewer(round: Round) -> list[tuple[int, ReviewerGap]]:
    """Decisions as they stand, with the reviewer's row."""
    rows = Verification.objects.filter(answer__submission__round=round, undone_at__isnull=True)
    both = Q(points__isnull=False, answer__claimed_points__isnull=False)
    grouped = rows.values_list("reviewer_id", "reviewer__name", "answer__submission__set_version_id").annotate(
        decided=Count("pk"),
        accepted=Count("pk", filter=Q(outcome=Outcome.ACCEPTED)),
        changed=Count("pk", filter=Q(outcome=Outcome.CHANGED)),
        left_out=Count("pk", filter=Q(outcome__in=(Outcome.VOID, Outcome.NOT_APPLICABLE))),
        claimed=Sum("answer__claimed_points", filter=both, default=0),
        counted=Sum("points", filter=both, default=0),
    )
    found = grouped.order_by("reviewer__sort_key", "reviewer__name", "reviewer_id")
    return [(key, ReviewerGap(*figures)) for key, *figures in found]


def _walk(criteria_set: CriteriaSet) -> Iterator[tuple[Node, int]]:
    stack = [(child, 0) for child in reversed(criteria_set.root.criteria)]
    while stack:
        node, depth = stack.pop()
        yield node, depth
        stack += [(child, depth + 1) for child in reversed(node.criteria)]
