"""A submission held by the act that changes it: acts on one submission happen one after the other."""

from __future__ import annotations

from thuocdo.web.rounds.models import Submission


def locked(submission: Submission) -> Submission:
    """The row as it stands now, with its round, agency and set version, locked until the transaction ends."""
    return (
        Submission.objects.select_for_update(of=("self",))
        .select_related("round", "agency", "set_version")
        .defer("set_version__content", "set_version__cases")
        .get(pk=submission.pk)
    )


def subject_of(submission: Submission) -> str:
    """What the log calls a submission."""
    return f"submission:{submission.round.slug}/{submission.agency.code}"
