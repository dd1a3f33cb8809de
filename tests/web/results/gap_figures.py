"""What claimed against verified says of a round, from the answers or as it is kept; and a round that says something."""

from thuocdo.web.results.gaps import by_agency, by_criterion, by_reviewer
from thuocdo.web.results.gaps_shown import LARGE
from thuocdo.web.rounds.models import Round, Submission
from thuocdo.web.submissions.models import Answer


def told(round: Round, *, kept: bool) -> tuple[object, ...]:
    rows = by_agency(round, kept=kept).order_by("pk")
    agencies = [figures for row in rows if (figures := figures_of(row))]
    return by_criterion(round, kept=kept), agencies, by_reviewer(round, kept=kept)


def figures_of(row: Submission) -> tuple[object, ...]:
    """Nothing for an agency of which nothing is verified."""
    names = ("pk", "claimed", "counted", "difference", "lower", "higher")
    found = tuple(getattr(row, name) for name in names)
    return () if found[1] is None else found


def lowered(submission: Submission) -> Submission:
    """One criterion verified at a point less than it was."""
    Answer.objects.filter(submission=submission, criterion="TL").update(verified_points=900)
    return submission


def large(submission: Submission) -> Submission:
    """As if its round had more to answer than is gone over for a page."""
    Submission.objects.filter(pk=submission.pk).update(criteria_total=LARGE + 1)
    return submission
